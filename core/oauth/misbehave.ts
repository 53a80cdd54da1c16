import type { HttpAnswer } from '../model/http-exchange.ts'
import type { ServerFault } from '../model/server-fault.ts'
import { hashToken } from '../organization/live-token.ts'
import { timeOf } from '../organization/record-event.ts'
import { noteOf, type AppRequest } from './app-request.ts'
import { answerRefusal, neverCached, OAuthRefusal } from './errors.ts'
import type { OAuthContext } from './oauth-context.ts'

/** How long a slow answer takes, in milliseconds: longer than a person waits, shorter than most clients do. */
export const SLOWNESS = 20_000

interface Wish {
  readonly fault: ServerFault
  /** What would be answered otherwise. */
  readonly issue: () => Promise<HttpAnswer>
}

interface Misbehaved {
  readonly answer: HttpAnswer
  /** Whether the fault is in it. */
  readonly faulty: boolean
}

/**
 * Does at the token endpoint what a negative test asks for (L5). A fault of the front channel changes nothing here, nor does
 * one of codes where no code is exchanged.
 */
export async function misbehave(
  context: OAuthContext,
  request: AppRequest,
  { fault, issue }: Wish,
): Promise<Misbehaved> {
  switch (fault) {
    case 'expired_code':
      return takeBack(context, request, { issue, description: 'authorization code has expired' })
    case 'replayed_code':
      return takeBack(context, request, { issue, description: 'authorization code was used before' })
    case 'slow_token':
      await context.delay(SLOWNESS)
      return { answer: await issue(), faulty: true }
    case 'token_500':
      return { answer: brokenDown(request), faulty: true }
    case 'malformed_json':
      return distort(await issue(), (body) => body.slice(0, Math.floor(body.length / 2)))
    case 'no_expires_in':
      return distort(await issue(), withoutExpiry)
    case 'wrong_state':
    case 'missing_state':
    case 'wrong_iss':
    case 'missing_iss':
    case 'altered_redirect':
    case 'access_denied':
    case 'temporarily_unavailable':
      return { answer: await issue(), faulty: false }
  }
}

/** Exchanges the code and ends all that came of it, so that it is spent whatever the app does next. */
async function takeBack(
  context: OAuthContext,
  { form, client }: AppRequest,
  wanted: Pick<Wish, 'issue'> & { readonly description: string },
): Promise<Misbehaved> {
  const answer = await wanted.issue()
  const code = form.get('code')
  const isExchange = form.get('grant_type') === 'authorization_code' && code !== undefined
  if (!isExchange || answer.note.refusal !== null) return { answer, faulty: false }
  const familyId = context.store.tokens.find(hashToken(code))?.familyId
  const { organizationId } = answer.note
  const organization = organizationId === null ? undefined : await context.live.organization(organizationId)
  if (typeof familyId === 'string' && organization) {
    const now = timeOf(organization, context.clock).getTime()
    await context.store.tokens.write((unit) => unit.revokeFamily(familyId, now))
  }
  const refusal = new OAuthRefusal('invalid_grant', wanted.description)
  return { answer: answerRefusal(refusal, noteOf(client, answer.note)), faulty: true }
}

/** What a server says that has lost its head: no protocol, and nothing issued. */
function brokenDown({ client }: AppRequest): HttpAnswer {
  const headers = { 'content-type': 'text/plain; charset=utf-8', ...neverCached }
  const note = noteOf(client, { refusal: 'server_error' })
  return { status: 500, headers, body: 'Internal Server Error', note }
}

/** Only what is granted is spoilt: a refusal is no less of one for being unreadable. */
function distort(answer: HttpAnswer, spoil: (body: string) => string): Misbehaved {
  if (answer.note.refusal !== null) return { answer, faulty: false }
  return { answer: { ...answer, body: spoil(answer.body) }, faulty: true }
}

function withoutExpiry(body: string): string {
  return body.replace(/,"expires_in":\d+/, '')
}
