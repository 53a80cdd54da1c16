import * as oauth from 'oauth4webapi'
import type { Flow } from './flow-wish.ts'

/** By HTTP Basic, as the vendor's SDK does, or not at all (RFC 6749 §2.3.1). */
export function clientAuthentication(secret: string | null): oauth.ClientAuth {
  return secret === null ? oauth.None() : oauth.ClientSecretBasic(secret)
}

/** The client as oauth4webapi wants to be told of it. */
export function publicClient({ client }: Flow): oauth.Client {
  return { client_id: client.id }
}
