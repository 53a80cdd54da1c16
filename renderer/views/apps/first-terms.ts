import type { AppLookup, Terms } from '../../stores/authorizations.ts'

/**
 * What the form of a new authorization starts with: nothing granted, what the caller asked for, or, for an app that
 * was revoked or has expired, the scopes and roles it had as far as they are still requested (A5).
 */
export function firstTerms({ authorization, requestedScopes }: AppLookup, wanted: readonly string[]): Terms {
  const isFormer = authorization?.state === 'revoked'
  const scopes = new Set([...(isFormer ? authorization.scopes : []), ...wanted])
  return {
    scopes: requestedScopes.filter((scope) => scopes.has(scope)),
    roleIds: authorization?.roleIds ?? [],
    reason: authorization?.state === 'pending' ? authorization.reason : '',
    ticket: '',
    expiresAt: null,
  }
}
