import { createHmac } from 'node:crypto'

/** Pseudonyms of one redacted copy, with what each stands for; whoever holds it can read the copy, so it is kept apart. */
export type RedactionMap = Readonly<Record<string, string>>

/** 48 bits: among a million words one clash in two hundred copies, which `Redactor` would notice. */
const PSEUDONYM_DIGITS = 12

/** Words of a URI that say nothing about an organization, and that rules look at. */
const plainWords = new Set(['http', 'https', 'localhost'])
const loopback = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?(?=[/?#]|$)/i
const webScheme = /^(?:https?|javascript|data|file|vbscript|blob|about|filesystem):(?:\/\/)?/i
const port = /:\d{1,5}(?=[/?#]|$)/

/** What a person reads comes before ids, where one text is both. */
const kinds = [
  'text',
  'uri',
  'address',
  'client',
  'user',
  'role',
  'division',
  'organization',
  'provider',
  'word',
] as const
type Kind = (typeof kinds)[number]

/**
 * Replaces names, ids, e-mail addresses and hosts by pseudonyms made with a key: equal ones by equal ones, in every copy that
 * is made with the same key, and nobody without the key can try out what a pseudonym stands for.
 */
export class Redactor {
  readonly #key: Uint8Array
  readonly #originals = new Map<string, string>()
  readonly #pseudonyms = new Map<string, string>()

  /** `key` is at least 32 unpredictable bytes. */
  constructor(key: Uint8Array) {
    this.#key = key
  }

  /** An id of a record. */
  id(kind: Exclude<Kind, 'text' | 'uri' | 'address' | 'word'>, id: string): string {
    return this.#replace(kind, id, (digits) => `${kind}-${digits}`)
  }

  /** A name, a description or anything else that a person wrote; what is empty stays empty. */
  text(text: string): string {
    if (text === '') return ''
    return this.#replace('text', text, (digits) =>
      text.includes('@') ? `${digits}@redacted.example` : `text-${digits}`,
    )
  }

  /**
   * A URI with every word in it replaced, so that its form stays: scheme, slashes, port, dots, wildcards, queries, and which of
   * its parts equal those of others. A loopback host and its port say nothing and stay.
   */
  uri(uri: string): string {
    const known = this.#pseudonyms.get(`uri ${uri}`)
    if (known !== undefined) return known
    const head = (loopback.exec(uri) ?? webScheme.exec(uri) ?? [''])[0]
    const rest = uri.slice(head.length)
    const numbered = port.exec(rest)
    const redacted = numbered
      ? this.#words(rest.slice(0, numbered.index)) +
        numbered[0] +
        this.#words(rest.slice(numbered.index + numbered[0].length))
      : this.#words(rest)
    return this.#keep('uri', uri, head + redacted)
  }

  /** An address or range without its number, but with its size. */
  address(range: string): string {
    const size = /\/\d{1,3}$/.exec(range)?.[0] ?? ''
    return this.#replace('address', range, (digits) => `address-${digits}${size}`)
  }

  /** What a text of the organization was replaced by, whatever it is; undefined for one that was not met. */
  pseudonymOf(text: string): string | undefined {
    for (const kind of kinds) {
      const known = this.#pseudonyms.get(`${kind} ${text}`)
      if (known !== undefined) return known
    }
    return undefined
  }

  map(): RedactionMap {
    const entries = [...this.#originals].sort(([one], [other]) => (one < other ? -1 : 1))
    return Object.fromEntries(entries)
  }

  #words(text: string): string {
    return text.replace(/%[0-9A-Fa-f]{2}|\P{ASCII}+|[A-Za-z0-9_~-]+/gu, (word) => {
      if (word.startsWith('%') || plainWords.has(word)) return word
      return this.#replace('word', word, (digits) => `w${digits}`)
    })
  }

  #replace(kind: Kind, text: string, write: (digits: string) => string): string {
    const known = this.#pseudonyms.get(`${kind} ${text}`)
    if (known !== undefined) return known
    const digits = createHmac('sha256', this.#key).update(`${kind}\0${text}`).digest('hex')
    return this.#keep(kind, text, write(digits.slice(0, PSEUDONYM_DIGITS)))
  }

  #keep(kind: Kind, text: string, pseudonym: string): string {
    const other = this.#originals.get(pseudonym)
    if (other !== undefined && other !== text)
      throw new Error('two texts have the same pseudonym; use another key')
    this.#pseudonyms.set(`${kind} ${text}`, pseudonym)
    if (pseudonym !== text) this.#originals.set(pseudonym, text)
    return pseudonym
  }
}
