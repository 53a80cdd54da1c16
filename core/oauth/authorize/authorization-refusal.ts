import type { WordingKey } from '../../wording/english.ts'
import { say, sayByKey, type Fillings, type Language } from '../../wording/say.ts'
import { OAuthRefusal, type OAuthErrorCode } from '../errors.ts'

/** Why an authorization request is refused that names no proven target: a page says it in the person's language. */
export class AuthorizationRefusal extends OAuthRefusal {
  readonly #key: WordingKey
  readonly #fillings: Fillings

  constructor(code: OAuthErrorCode, key: WordingKey, fillings: Fillings = {}) {
    super(code, say('en', key, inWords('en', fillings)))
    this.#key = key
    this.#fillings = fillings
  }

  /** The clause that says why. */
  describe(language: Language): string {
    return say(language, this.#key, inWords(language, this.#fillings))
  }
}

/** A redirect URI that is none of the client's, with the registered one that agrees longest (C4). */
export class RedirectUriRefusal extends AuthorizationRefusal {
  readonly presented: string
  readonly registered: string
  /** Counts from 0. */
  readonly differsAt: number

  constructor(presented: string, closest: { readonly registered: string; readonly differsAt: number }) {
    super('invalid_request', 'authorize.redirect_differs', { position: closest.differsAt + 1 })
    this.presented = presented
    this.registered = closest.registered
    this.differsAt = closest.differsAt
  }
}

/** A grant type has a name in every language. */
function inWords(language: Language, fillings: Fillings): Fillings {
  const { grantType } = fillings
  if (grantType === undefined) return fillings
  return { ...fillings, grantType: sayByKey(language, `grant_type.${String(grantType)}`) }
}
