import type { CodeBinding } from '../../model/issued-credential.ts'
import type { AppRequest } from '../app-request.ts'
import { OAuthRefusal } from '../errors.ts'
import { required } from '../form.ts'
import type { OAuthContext } from '../oauth-context.ts'
import { findPresented, isFirstUse, isNotExpired, isNotRevoked } from '../presented-credential.ts'
import { isCodeVerifier, verifyCodeVerifier } from '../verify-code-verifier.ts'
import type { IssuedTokens } from './grant.ts'
import { bindingOf, issueForUser, secretIsProven } from './issue-for-user.ts'

/** Exchanges a code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.6). */
export async function exchangeCode(context: OAuthContext, request: AppRequest): Promise<IssuedTokens> {
  const text = required(request.form, 'code')
  const redirectUri = required(request.form, 'redirect_uri')
  const code = await findPresented(context, request, { text, kind: 'authorization_code' })
  const binding = bindingOf(code)
  secretIsProven(request, binding)
  await isFirstUse(context, code)
  isNotRevoked(code)
  isNotExpired(code)
  redirectUriIsTheSame(redirectUri, binding)
  verifierIsRight(request.form.get('code_verifier'), binding)
  return issueForUser(context, request, { presented: code, scopes: code.record.scopes })
}

/** To the letter, a loopback address with its port too: it is what the authorization request said (RFC 6749 §4.1.3). */
function redirectUriIsTheSame(presented: string, { redirectUri }: CodeBinding): void {
  if (presented === redirectUri) return
  throw new OAuthRefusal('invalid_grant', 'redirect URI is not the one of the authorization request')
}

/** A verifier for a code without challenge is the sign of a downgrade (RFC 9700 §2.1.1, §4.8.2). */
function verifierIsRight(presented: string | undefined, { codeChallenge }: CodeBinding): void {
  if (presented === undefined) {
    if (codeChallenge === null) return
    throw new OAuthRefusal('invalid_grant', 'parameter `code_verifier` is missing')
  }
  if (!isCodeVerifier(presented)) {
    throw new OAuthRefusal('invalid_request', 'parameter `code_verifier` is malformed')
  }
  if (codeChallenge === null) {
    throw new OAuthRefusal('invalid_grant', 'authorization code was asked for without a code challenge')
  }
  if (verifyCodeVerifier(presented, codeChallenge)) return
  throw new OAuthRefusal('invalid_grant', 'code verifier does not match the code challenge')
}
