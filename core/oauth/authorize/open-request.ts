import type { Organization } from '../../model/directory.ts'
import { nobody, type HttpAnswer, type HttpRequest, type RequestNote } from '../../model/http-exchange.ts'
import type { Language } from '../../wording/say.ts'
import { OAuthRefusal } from '../errors.ts'
import { refusalPage } from '../pages/refusal-page.ts'
import { answerAppRefused } from './authorization-response.ts'
import { AuthorizationRefusal, RedirectUriRefusal } from './authorization-refusal.ts'
import { answerPlace, checkRequest, type AnswerPlace, type AuthorizationRequest } from './check-request.ts'
import type { FrontChannelContext } from './front-channel-context.ts'
import { proveTarget, type ProvenTarget } from './prove-target.ts'
import { RequestParameters } from './request-parameters.ts'

/** An authorization request that may go on, with everything that its pages and its answer need. */
export interface OpenRequest {
  readonly http: HttpRequest
  readonly query: string
  readonly language: Language
  readonly target: ProvenTarget
  readonly place: AnswerPlace
  readonly wanted: AuthorizationRequest
  readonly organizations: readonly Organization[]
  readonly note: RequestNote
}

/** How a request came: as the app sent it, or kept while a form was open. */
export interface SentRequest {
  readonly query: string
  readonly language: Language
  readonly isFirst: boolean
}

/**
 * Checks an authorization request, and does so again with every form that belongs to it, because client and redirect URI
 * can change in between. What does not pass is answered: by a page until the target is proven, by the app afterwards.
 */
export async function openRequest(
  context: FrontChannelContext,
  http: HttpRequest,
  { query, language, isFirst }: SentRequest,
): Promise<{ readonly open: OpenRequest } | { readonly answer: HttpAnswer }> {
  const parameters = new RequestParameters(new URLSearchParams(query))
  const proven = await proveOrShow(context, parameters, { http, language })
  if ('answer' in proven) return proven
  const { target } = proven
  const { client, owner } = target
  const place = answerPlace(parameters)
  const note = { ...nobody, clientId: client.id, organizationId: owner?.id ?? null }
  if (isFirst) {
    const usesPkce = parameters.readable('code_challenge') !== null
    const event = { kind: 'authorization_request', hasState: place.state !== null, usesPkce } as const
    context.misbehaviour.saw(client.id, event)
  }
  const refuse = (refusal: OAuthRefusal) => ({
    answer: answerAppRefused(context, http, { target, place, note, refusal }),
  })
  if (context.misbehaviour.faultFor(client.id) === 'temporarily_unavailable') {
    return refuse(new OAuthRefusal('temporarily_unavailable', 'server is temporarily unavailable'))
  }
  const organizations = await context.live.organizations()
  try {
    const wanted = checkRequest(target, parameters, organizations)
    return { open: { http, query, language, target, place, wanted, organizations, note } }
  } catch (thrown) {
    if (thrown instanceof OAuthRefusal) return refuse(thrown)
    throw thrown
  }
}

async function proveOrShow(
  context: FrontChannelContext,
  parameters: RequestParameters,
  shown: { readonly http: HttpRequest; readonly language: Language },
): Promise<{ readonly target: ProvenTarget } | { readonly answer: HttpAnswer }> {
  try {
    return { target: await proveTarget(context, parameters) }
  } catch (thrown) {
    if (!(thrown instanceof AuthorizationRefusal)) throw thrown
    const clientId = parameters.readable('client_id')
    const { code } = thrown
    const clause = thrown.describe(shown.language)
    const difference = thrown instanceof RedirectUriRefusal ? thrown : null
    return { answer: refusalPage({ ...shown, code, clause, clientId, difference }) }
  }
}
