import type { HttpAnswer, HttpRequest, RequestNote } from '../../model/http-exchange.ts'
import type { ServerFault } from '../../model/server-fault.ts'
import type { OAuthRefusal } from '../errors.ts'
import { frontChannelHeaders } from '../pages/page.ts'
import type { AnswerPlace } from './check-request.ts'
import type { FrontChannelContext } from './front-channel-context.ts'
import type { ProvenTarget } from './prove-target.ts'

/** What is sent to the app, and where to. */
export interface AuthorizationResponse {
  readonly target: ProvenTarget
  readonly place: AnswerPlace
  /** `code`, or the token and what belongs to it, or the error; `state` and `iss` are added. */
  readonly parameters: Readonly<Record<string, string>>
  readonly note: RequestNote
}

/** The values of a fault that only look right. */
const WRONG_STATE = 'not-the-state-that-you-sent'
const WRONG_ISSUER = 'https://login.attacker.example'

/**
 * Sends the browser to the app with `state` and `iss` (RFC 6749 §4.1.2, RFC 9207 §2), or as wrongly as a negative test
 * asks for (L5). 303, so that no form is ever sent on (RFC 9700 §4.12).
 */
export function answerApp(
  { misbehaviour }: Pick<FrontChannelContext, 'misbehaviour'>,
  request: Pick<HttpRequest, 'issuer'>,
  { target, place, parameters, note }: AuthorizationResponse,
): HttpAnswer {
  const fault = misbehaviour.faultFor(target.client.id)
  const right = { state: place.state, iss: request.issuer }
  const { state, iss } = withFault(right, fault)
  const redirectUri = fault === 'altered_redirect' ? alteredUri(target.redirectUri) : target.redirectUri
  const error = parameters['error'] ?? null
  misbehaviour.saw(target.client.id, {
    kind: 'authorization_response',
    faulty:
      state !== right.state ||
      iss !== right.iss ||
      redirectUri !== target.redirectUri ||
      isFault(error, fault),
    error,
  })
  const all = {
    ...parameters,
    ...(state === null ? {} : { state }),
    ...(iss === null ? {} : { iss }),
  }
  const location = withParameters(redirectUri, all, place.part)
  return { status: 303, headers: { ...frontChannelHeaders, location }, body: '', note }
}

/** The same for a refusal (RFC 6749 §4.1.2.1, §4.2.2.1). */
export function answerAppRefused(
  context: Pick<FrontChannelContext, 'misbehaviour'>,
  request: Pick<HttpRequest, 'issuer'>,
  answer: Omit<AuthorizationResponse, 'parameters'> & { readonly refusal: OAuthRefusal },
): HttpAnswer {
  const { refusal, note, ...where } = answer
  return answerApp(context, request, {
    ...where,
    parameters: { error: refusal.code, error_description: asDescription(refusal.description) },
    note: { ...note, refusal: refusal.code },
  })
}

function withFault(
  right: { readonly state: string | null; readonly iss: string },
  fault: ServerFault | null,
): { readonly state: string | null; readonly iss: string | null } {
  switch (fault) {
    case 'wrong_state':
      return { ...right, state: WRONG_STATE }
    case 'missing_state':
      return { ...right, state: null }
    case 'wrong_iss':
      return { ...right, iss: WRONG_ISSUER }
    case 'missing_iss':
      return { ...right, iss: null }
    default:
      return right
  }
}

function isFault(error: string | null, fault: ServerFault | null): boolean {
  return error !== null && error === fault
}

/** Another path on the same host, as a server that matches redirect URIs loosely would allow (RFC 9700 §4.1). */
function alteredUri(redirectUri: string): string {
  const end = redirectUri.indexOf('?')
  const path = end < 0 ? redirectUri : redirectUri.slice(0, end)
  const query = end < 0 ? '' : redirectUri.slice(end)
  return `${path.replace(/\/$/, '')}/altered${query}`
}

/** INVARIANT: whatever a value holds, it stays inside its own parameter. */
function withParameters(
  redirectUri: string,
  parameters: Readonly<Record<string, string>>,
  part: AnswerPlace['part'],
): string {
  const encoded = new URLSearchParams(parameters).toString().replaceAll('+', '%20')
  if (part === 'fragment') return `${redirectUri}#${encoded}`
  if (!redirectUri.includes('?')) return `${redirectUri}?${encoded}`
  return /[?&]$/.test(redirectUri) ? redirectUri + encoded : `${redirectUri}&${encoded}`
}

/** A description may hold printable ASCII without quotes and backslashes (RFC 6749 §4.1.2.1). */
function asDescription(text: string): string {
  return text.replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '?')
}
