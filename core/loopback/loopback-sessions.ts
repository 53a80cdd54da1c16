import { createHash, randomBytes } from 'node:crypto'

/** How long a one-time code waits for its page, in milliseconds. */
export const CODE_LIFETIME = 600_000

interface Code {
  readonly expiresAt: number
  /** What the code was traded for; a spent code is remembered until it would have expired. */
  readonly opened: Session | undefined
}

interface Session {
  readonly token: string
  readonly end: AbortController
}

/** What bringing a code led to. */
export type Exchange =
  | { readonly kind: 'opened'; readonly token: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'replayed' }

/**
 * Who may call the interface host: whoever brought a one-time code got a bearer token for it (B4). There is no
 * cookie, because cookies are sent to every port of an address. Both are 256 random bits and kept as hashes, so
 * that looking one up tells nothing by the time it takes.
 */
export class LoopbackSessions {
  readonly #now: () => number
  readonly #codes = new Map<string, Code>()
  readonly #tokens = new Map<string, AbortController>()

  /** `now` counts milliseconds and never goes back. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** A code that opens one session, once, within its lifetime. */
  issueCode(): string {
    this.#forgetExpired()
    const code = random()
    this.#codes.set(digest(code), { expiresAt: this.#now() + CODE_LIFETIME, opened: undefined })
    return code
  }

  /**
   * Trades a code for a token. A code that comes twice was read by somebody else, and nobody can say who came
   * first; so the second use ends the session of the first.
   */
  exchange(code: string): Exchange {
    this.#forgetExpired()
    const key = digest(code)
    const known = this.#codes.get(key)
    if (!known) return { kind: 'refused' }
    if (known.opened) {
      this.#tokens.delete(known.opened.token)
      known.opened.end.abort()
      return { kind: 'replayed' }
    }
    const token = random()
    const session = { token: digest(token), end: new AbortController() }
    this.#tokens.set(session.token, session.end)
    this.#codes.set(key, { ...known, opened: session })
    return { kind: 'opened', token }
  }

  /** The open session of a token, as the signal of its end. */
  find(token: string): AbortSignal | undefined {
    return this.#tokens.get(digest(token))?.signal
  }

  #forgetExpired(): void {
    for (const [key, { expiresAt }] of this.#codes) if (expiresAt <= this.#now()) this.#codes.delete(key)
  }
}

function random(): string {
  return randomBytes(32).toString('base64url')
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
