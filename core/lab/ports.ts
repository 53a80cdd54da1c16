import type { Organization } from '../model/directory.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { Result } from '../model/result.ts'
import type { Acting, Context } from '../organization/context.ts'
import type { CatalogueShelf } from '../organization/loaded-catalogue.ts'
import type { Keychain } from '../organization/ports.ts'

/** Where an authorization response's parameters stand in the redirect URI (RFC 6749 §4.1.2, §4.2.2). */
export type ResponseMode = 'query' | 'fragment'

/** What a redirect listener is to wait for: one flow, then it closes (L2). */
export interface ListenerWish {
  /**
   * Where the authorization server will send the browser. Its scheme, host and path are listened on exactly, https with
   * this machine's local certificate; the port only where `port` repeats it.
   */
  readonly redirectUri: string
  /** 0 takes any free one. */
  readonly port: number
  /** A response with any other state, or none, is refused, told by `onRefused`, and waited on; null where none was sent. */
  readonly state: string | null
  readonly responseMode: ResponseMode
  /** Milliseconds that the browser may take. */
  readonly patience: number
  /** Of the answer page. */
  readonly language: 'en' | 'de'
  /** Hears of a request that came to the right path but was not the response waited for; nothing secret is in it. */
  onRefused(reason: RefusedRedirect): void
}

export type RefusedRedirect = 'state_missing' | 'state_differs' | 'method' | 'parameters_repeated'

/** What a listener's waiting came to. It never rejects. */
export type RedirectOutcome =
  | { readonly kind: 'received'; readonly parameters: URLSearchParams }
  | { readonly kind: 'timed_out' }
  | { readonly kind: 'closed' }

export interface OpenedListener {
  /** The redirect URI of the wish with the port that was taken. */
  readonly redirectUri: string
  readonly received: Promise<RedirectOutcome>
  /** Frees the port at once; whoever waits gets `closed`. May be called twice. */
  close(): Promise<void>
}

/** Listens on loopback for the redirect of one flow (L2). */
export interface RedirectListener {
  /** Refused where the port is taken, naming who holds it where the system tells, or the URI is not a loopback one. */
  open(wish: ListenerWish): Promise<Result<OpenedListener>>
}

/** Shows a person an address in the system's browser; refused where there is none. */
export interface BrowserOpener {
  open(url: string): Promise<Result<null>>
}

/** The fetch of the platform, or one that answers from memory. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** The organization server of this process, kept running until it is released. */
export interface ServerLease {
  readonly issuer: string
  /** Reaches this server, also where it serves https with its own certificate. */
  readonly fetch: Fetch
  /** Stops the server where it was started for this lease and nobody else uses it. */
  release(): Promise<void>
}

export interface LocalServer {
  /** Of the running server; null while it does not run. */
  issuer(): string | null
  /** The running server, or one started on a free port. */
  lease(language: 'en' | 'de'): Promise<Result<ServerLease>>
}

/** What an assertion of the organization's test provider is to say (RFC 7522 §3). */
export interface AssertionWish {
  /** The user's e-mail address. */
  readonly subject: string
  /** The token endpoint, and the issuer that the assertion is meant for. */
  readonly recipient: string
  readonly audience: string
}

/** What the authorization endpoint finds wrong with one parameter of a request. */
export interface ParameterProblem {
  readonly parameter: string
  /** Of RFC 6749 §4.1.2.1. */
  readonly error: string
  describe(language: 'en' | 'de'): string
}

/**
 * The authorization endpoint's own checks on a request that is not sent: everything wrong with it, in the order in which the
 * endpoint would find it (RFC 6749 §4.1.1).
 */
export type RequestInspector = (
  client: OAuthClient,
  query: URLSearchParams,
  organizations: readonly Organization[],
) => readonly ParameterProblem[]

/** Everything that the lab needs from the machine and from other rooms. */
export interface LabContext extends Context {
  readonly keychain: Keychain
  readonly catalogues: CatalogueShelf
  readonly inspectRequest: RequestInspector
  readonly listener: RedirectListener
  readonly browser: BrowserOpener
  readonly localServer: LocalServer
  /** To servers elsewhere; it follows no redirect that it was not asked to. */
  readonly fetch: Fetch
  /** XML, signed by the organization's test provider; refused where it has none. */
  signAssertion(acting: Acting, wish: AssertionWish): Promise<Result<string>>
  /** Runs `work` once after so many milliseconds; answers the way to stop it. */
  after(milliseconds: number, work: () => void): () => void
  /** Writes a fault down and answers a reference that a person can quote; no secret reaches it (F4). */
  recordFault(operation: string, cause: unknown): string
  /** A run has moved on (topic `flow`). */
  moved(runId: string): void
}
