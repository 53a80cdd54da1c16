import type { ParsedInputOf } from '../contract/contract.ts'
import type { GrantType } from '../model/grant-type.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { Acting } from '../organization/context.ts'
import type { FlowTarget } from './flow-target.ts'
import type { Wire } from './protocol.ts'

export type FlowWish = Omit<ParsedInputOf<'lab.start'>, 'acting' | 'clientId'>

/** A run with everything that was found out before its first request. */
export interface Flow extends Wire {
  readonly acting: Acting
  readonly wish: FlowWish
  /** As the workspace has it registered (L1). */
  readonly client: OAuthClient
  readonly organizationName: string
  readonly grantType: GrantType
  /** Typed, or from the keychain; null where there is none. */
  readonly secret: string | null
  readonly target: FlowTarget
}

/** What a grant came to. */
export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string | null
  readonly expiresIn: number | null
  /** Those that the server says it granted; null where it does not say (RFC 6749 §5.1). */
  readonly scopes: readonly string[] | null
}
