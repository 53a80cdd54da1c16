import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Who may call the interface host: whoever brought the one-time code got a bearer token for it (B4). Both are 256
 * random bits and kept as hashes. There is no cookie, because cookies are sent to every port of an address.
 */
export class LoopbackSessions {
  readonly #codes = new Set<string>()
  readonly #tokens = new Set<string>()

  /** A code that opens one session, once. */
  issueCode(): string {
    const code = randomBytes(32).toString('base64url')
    this.#codes.add(digest(code))
    return code
  }

  /** Trades a code for a token; undefined for a spent or wrong one. */
  exchange(code: string): string | undefined {
    const spent = findDigest(this.#codes, digest(code))
    if (spent === undefined) return undefined
    this.#codes.delete(spent)
    const token = randomBytes(32).toString('base64url')
    this.#tokens.add(digest(token))
    return token
  }

  isOpen(token: string): boolean {
    return findDigest(this.#tokens, digest(token)) !== undefined
  }
}

function findDigest(known: ReadonlySet<string>, wanted: string): string | undefined {
  const bytes = Buffer.from(wanted, 'hex')
  return [...known].find((candidate) => timingSafeEqual(Buffer.from(candidate, 'hex'), bytes))
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
