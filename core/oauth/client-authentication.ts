import { asId, type ClientId } from '../model/brand.ts'
import type { HttpRequest } from '../model/http-exchange.ts'
import { removalIsDue } from '../model/oauth-client.ts'
import { hashClientSecret, isClientSecret } from '../organization/client-secret.ts'
import type { LiveClient } from '../organization/live-records.ts'
import { timeOf } from '../organization/record-event.ts'
import { OAuthRefusal } from './errors.ts'
import { OneAtATime } from './one-at-a-time.ts'
import { FailureDelays } from './failure-delays.ts'
import type { Form } from './form.ts'
import type { OAuthContext } from './oauth-context.ts'

/** A client that is who it says, by its secret, or that has only named itself. */
export interface KnownClient extends LiveClient {
  /** By `none` a client has proven nothing: what it asks for has to be proof enough, such as a code verifier. */
  readonly method: 'client_secret_basic' | 'client_secret_post' | 'none'
}

interface Presented {
  readonly method: KnownClient['method']
  readonly id: string
  readonly secret: string | null
}

/** No client has this id, nor can a request name it. */
const NOBODY = asId<ClientId>('\n')
const nobodysSecret = hashClientSecret(NOBODY, 'nobody')

/**
 * Authenticates clients (RFC 6749 §2.3, §3.2.1). One that is unknown and one whose secret is wrong get the same answer
 * after the same work, and who keeps failing waits.
 */
export class ClientAuthentication {
  readonly #context: OAuthContext
  readonly #delays = new FailureDelays()
  readonly #turns = new OneAtATime()

  constructor(context: OAuthContext) {
    this.#context = context
  }

  async authenticate(request: HttpRequest, form: Form): Promise<KnownClient> {
    const presented = readPresented(request, form)
    const { remoteAddress: address } = request
    if (this.#due(presented, address) === 0) return this.#prove(presented, address)
    // Guesses that come at once wait for each other, or a delay would slow none of them down.
    return this.#turns.run(`${address} ${presented.id}`, async () => {
      await this.#context.delay(this.#due(presented, address))
      return this.#prove(presented, address)
    })
  }

  async #prove(presented: Presented, address: string): Promise<KnownClient> {
    const { id, secret } = presented
    const found = await this.#find(asId<ClientId>(id))
    if (secret === null) {
      if (found) return known(found, presented)
      this.#delays.failed(id, address, this.#now())
      throw new OAuthRefusal('invalid_client', 'client not found')
    }
    const isRight = isClientSecret(found ? asId(id) : NOBODY, secret, found?.secret ?? nobodysSecret)
    if (found?.secret && isRight) {
      this.#delays.succeeded(id, address)
      return known(found, presented)
    }
    this.#delays.failed(id, address, this.#now())
    // What the look-up of an unknown client costs, a wrong secret costs as well: kept records would tell the two apart.
    if (found) await this.#context.live.client(asId<ClientId>(this.#context.random.uuid()))
    throw authenticationFailed(presented.method, found?.client.id)
  }

  #due({ id }: Presented, address: string): number {
    return this.#delays.due(id, address, this.#now())
  }

  /** A client whose seven days are over is gone, whether or not its removal was carried out yet (C8). */
  async #find(id: ClientId): Promise<LiveClient | undefined> {
    const found = await this.#context.live.client(id)
    if (found?.client.state.kind !== 'inactive' || !found.owner) return found
    return removalIsDue(found.client, timeOf(found.owner, this.#context.clock)) ? undefined : found
  }

  #now(): number {
    return this.#context.clock().getTime()
  }
}

/** The refusal of a client that has to prove who it is (RFC 6749 §5.2). */
export function authenticationFailed(
  method: KnownClient['method'],
  clientId: ClientId | null = null,
): OAuthRefusal {
  const terms = method === 'client_secret_basic' ? { ...challenge, clientId } : { clientId }
  return new OAuthRefusal('invalid_client', 'authentication failed', terms)
}

/**
 * The vendor answers 400 throughout. The RFC demands 401 with a challenge where the `Authorization` header was used, and
 * its SDK takes any status of failure alike, so that is what apps are to be tested against (RFC 6749 §5.2).
 */
const challenge = { status: 401, headers: { 'www-authenticate': 'Basic realm="Grantdesk"' } } as const

function known({ client, owner, secret }: LiveClient, { method }: Presented): KnownClient {
  return { client, owner, secret, method }
}

function readPresented(request: HttpRequest, form: Form): Presented {
  const header = request.header('authorization')
  const id = form.get('client_id')
  const secret = form.get('client_secret')
  if (header !== undefined) {
    const basic = readBasic(header)
    oneMethodOnly(secret)
    namesAgree(basic.id, id)
    return basic
  }
  if (id === undefined) throw new OAuthRefusal('invalid_client', 'client authentication is missing')
  if (secret === undefined) return { method: 'none', id, secret: null }
  return { method: 'client_secret_post', id, secret }
}

/** RFC 6749 §2.3: no more than one method in a request. */
function oneMethodOnly(secretInBody: string | undefined): void {
  if (secretInBody === undefined) return
  throw new OAuthRefusal('invalid_request', 'the client authenticates by header and by body at once')
}

/** Real clients send `client_id` beside the header (S2); it must name the same client. */
function namesAgree(inHeader: string, inBody: string | undefined): void {
  if (inBody === undefined || inBody === inHeader) return
  throw new OAuthRefusal('invalid_request', 'header and body name different clients')
}

function readBasic(header: string): Presented & { readonly secret: string } {
  const match = /^Basic +([A-Za-z0-9+/_-]+={0,2}) *$/i.exec(header)
  const text = Buffer.from(match?.[1] ?? '', 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) throw authenticationFailed('client_secret_basic')
  const id = formDecoded(text.slice(0, colon))
  return { method: 'client_secret_basic', id, secret: formDecoded(text.slice(colon + 1)) }
}

/** RFC 6749 §2.3.1 has both form-encoded; real ids and secrets read the same where a client sends them as they are. */
function formDecoded(text: string): string {
  if (!/[%+]/.test(text)) return text
  return new URLSearchParams(`text=${text.replaceAll('&', '%26')}`).get('text') ?? text
}
