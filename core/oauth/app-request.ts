import type { HttpRequest, RequestNote } from '../model/http-exchange.ts'
import { nobody } from '../model/http-exchange.ts'
import type { KnownClient } from './client-authentication.ts'
import type { Form } from './form.ts'
import { OAuthRefusal } from './errors.ts'

/** A request that an app makes itself, with the client that makes it. */
export interface AppRequest {
  readonly http: HttpRequest
  readonly form: Form
  readonly client: KnownClient
}

/** What the log of requests says of a request that a client was known for. */
export function noteOf({ client, owner }: KnownClient, about: Partial<RequestNote> = {}): RequestNote {
  return { ...nobody, organizationId: owner?.id ?? null, clientId: client.id, ...about }
}

/** A client that is not active issues nothing (C8, P2.1); what it issued before is another matter. */
export function clientIsActive({ client }: Pick<KnownClient, 'client'>): void {
  if (client.state.kind === 'active') return
  throw new OAuthRefusal('unauthorized_client', `client is ${client.state.kind}`)
}
