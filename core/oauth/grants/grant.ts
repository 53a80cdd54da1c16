import type { RequestNote } from '../../model/http-exchange.ts'
import type { AppRequest } from '../app-request.ts'
import type { NewCredential } from '../credentials.ts'
import type { OAuthContext } from '../oauth-context.ts'

/** What a token request led to. */
export interface IssuedTokens {
  readonly accessToken: NewCredential
  /** Seconds. */
  readonly duration: number
  readonly refreshToken: NewCredential | null
  /** Where and for whom. */
  readonly note: RequestNote
}

/** One grant type of the token endpoint: issues, or refuses. */
export type Grant = (context: OAuthContext, request: AppRequest) => Promise<IssuedTokens>
