import type { AppRequest } from '../app-request.ts'
import { required } from '../form.ts'
import type { OAuthContext } from '../oauth-context.ts'
import { findPresented, isFirstUse, isNotExpired, isNotRevoked } from '../presented-credential.ts'
import { narrowScopes } from '../scope-parameter.ts'
import type { IssuedTokens } from './grant.ts'
import { bindingOf, issueForUser, secretIsProven } from './issue-for-user.ts'

/** Rotates a refresh token: each is good for one use (RFC 6749 §6, RFC 9700 §4.14.2). */
export async function refreshTokens(context: OAuthContext, request: AppRequest): Promise<IssuedTokens> {
  const text = required(request.form, 'refresh_token')
  const token = await findPresented(context, request, { text, kind: 'refresh_token' })
  secretIsProven(request, bindingOf(token))
  await isFirstUse(context, token)
  isNotRevoked(token)
  isNotExpired(token)
  const held = token.record.scopes
  const scopes = narrowScopes(request.form.get('scope'), held ?? request.client.client.scopes) ?? held
  return issueForUser(context, request, { presented: token, scopes })
}
