import type { HttpAnswer } from '../../model/http-exchange.ts'
import { scopeCovers } from '../../model/scope.ts'
import type { User } from '../../model/directory.ts'
import type { LiveCall } from '../../organization/live-records.ts'
import { newAccessToken, newCode } from '../credentials.ts'
import { OAuthRefusal } from '../errors.ts'
import { answerApp, answerAppRefused } from './authorization-response.ts'
import type { FrontChannelContext } from './front-channel-context.ts'
import type { OpenRequest } from './open-request.ts'

/** Gives the app what it asked for: a code, or at once a token (RFC 6749 §4.1.2, §4.2.2). */
export async function issue(
  context: FrontChannelContext,
  open: OpenRequest,
  to: { readonly call: LiveCall; readonly user: User },
): Promise<HttpAnswer> {
  const { call, user } = to
  const { target, place, wanted, http } = open
  const { client } = target
  const note = { ...open.note, organizationId: call.organization.id, userId: user.id }
  if (context.misbehaviour.faultFor(client.id) === 'access_denied') {
    const refusal = new OAuthRefusal('access_denied', 'user denied the request')
    return answerAppRefused(context, http, { target, place, note, refusal })
  }
  const scopes = grantedOf(open, call)
  if (scopes?.length === 0) {
    const refusal = new OAuthRefusal('invalid_scope', 'none of the scopes is granted in this organization')
    return answerAppRefused(context, http, { target, place, note, refusal })
  }
  const now = call.now.getTime()
  const grant = { organizationId: call.organization.id, clientId: client.id, userId: user.id, scopes }
  if (wanted.responseType === 'code') {
    const binding = { redirectUri: target.redirectUri, codeChallenge: wanted.codeChallenge }
    const code = newCode(context.random, { ...grant, binding }, now)
    await context.store.tokens.write((unit) => {
      unit.put(code.record)
    })
    return answerApp(context, http, { target, place, note, parameters: { code: code.text } })
  }
  const life = { now, duration: client.tokenDuration }
  const token = newAccessToken(context.random, { ...grant, familyId: null }, life)
  await context.store.tokens.write((unit) => {
    unit.put(token.record)
  })
  const parameters = {
    access_token: token.text,
    token_type: 'bearer',
    expires_in: String(client.tokenDuration),
    // Left out where nothing was asked for (RFC 6749 §4.2.2).
    ...(scopes === null ? {} : { scope: scopes.join(' ') }),
  }
  return answerApp(context, http, { target, place, note, parameters })
}

/** What is left of the scopes asked for, where scopes are enforced: a token says what it is good for (P2.4). */
function grantedOf({ target, wanted }: OpenRequest, { view }: LiveCall): readonly string[] | null {
  if (wanted.scopes === null || !view.enforceScopes) return wanted.scopes
  const granted = view.authorization(target.client.id)?.scopes ?? []
  return wanted.scopes.filter((scope) => granted.some((held) => scopeCovers(held, scope)))
}
