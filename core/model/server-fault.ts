import type { ClientId } from './brand.ts'

/** How the local organization misbehaves for one client on request, to see what the app does then (L5). */
export const serverFaults = [
  'wrong_state',
  'missing_state',
  'wrong_iss',
  'missing_iss',
  'expired_code',
  'replayed_code',
  'altered_redirect',
  'access_denied',
  'temporarily_unavailable',
  'slow_token',
  'token_500',
  'malformed_json',
  'no_expires_in',
] as const
export type ServerFault = (typeof serverFaults)[number]

/** Something that an app did at the organization server, for the verdict of a negative test; nothing secret is in it. */
export type AppEvent =
  /** It sent a browser to the authorization endpoint. */
  | { readonly kind: 'authorization_request'; readonly hasState: boolean; readonly usesPkce: boolean }
  /** The browser was sent back to it, with the fault in the answer where it is one of the front channel. */
  | { readonly kind: 'authorization_response'; readonly faulty: boolean; readonly error: string | null }
  /** It came to the token endpoint; `faulty` where the answer had the fault, or the code was the faulty one. */
  | {
      readonly kind: 'token_request'
      readonly grantType: string
      readonly faulty: boolean
      readonly error: string | null
    }
  /** It called the Platform API. */
  | {
      readonly kind: 'call'
      readonly operation: string
      readonly status: number
      readonly tokenIsFaulty: boolean
    }

/** The local organization's misbehaviour on request (L5). */
export interface Misbehaviour {
  /** What to do wrong for this client now; null for nothing. */
  faultFor(clientId: ClientId): ServerFault | null
  /** Hears what the app did, in the order in which it happened; cheap where nothing is tried out for the client. */
  saw(clientId: ClientId, event: AppEvent): void
}
