import { AuthorizationRefusal } from './authorization-refusal.ts'

/** Longer values than this are nobody's; `state` and `scope` have limits of their own. */
const LONGEST = 2_048

/** The parameters of an authorization request as they came. */
export class RequestParameters {
  readonly #query: URLSearchParams

  constructor(query: URLSearchParams) {
    this.#query = query
  }

  /** One parameter; null where it is missing or empty, which is the same (RFC 6749 §3.1). */
  get(name: string, limit = LONGEST): string | null {
    const problem = this.#problemOf(name, limit)
    if (problem) throw problem
    return this.#first(name)
  }

  /** The same, and null as well where it cannot be read. */
  readable(name: string, limit = LONGEST): string | null {
    return this.#problemOf(name, limit) ? null : this.#first(name)
  }

  /** No parameter may come twice, not even one that means nothing here (RFC 6749 §3.1). */
  nothingIsRepeated(): void {
    const seen = new Set<string>()
    for (const name of this.#query.keys()) {
      if (seen.has(name)) throw repeated(name)
      seen.add(name)
    }
  }

  #first(name: string): string | null {
    const value = this.#query.get(name)
    return value === '' ? null : value
  }

  #problemOf(name: string, limit: number): AuthorizationRefusal | null {
    const values = this.#query.getAll(name)
    if (values.length > 1) return repeated(name)
    const [value = ''] = values
    if (value.length > limit) {
      return new AuthorizationRefusal('invalid_request', 'authorize.parameter_long', { name, limit })
    }
    // What was no UTF-8 has become U+FFFD, and could not be sent back as it came.
    if (/[\u0000-\u001f\u007f\ufffd]/.test(value)) {
      return new AuthorizationRefusal('invalid_request', 'authorize.parameter_unreadable', { name })
    }
    return null
  }
}

function repeated(name: string): AuthorizationRefusal {
  return new AuthorizationRefusal('invalid_request', 'authorize.repeated', { name: name.slice(0, 60) })
}
