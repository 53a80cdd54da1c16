/** What stands where a secret was. */
export const MASK = '••••••••'

/** A shorter text would be found in words that are no secret; it is masked only where a name tells what it is. */
const SHORTEST_SEARCHED = 4

/**
 * The secrets that one run has met, so that none leaves with a sentence, a URL or a page that repeats it (F4). Each is
 * found in whatever writing a URL, a form, JSON or HTML gives it.
 */
export class SecretBook {
  readonly #writings = new Set<string>()
  #longestFirst: readonly string[] | undefined

  keep(...secrets: readonly (string | null | undefined)[]): void {
    for (const secret of secrets) {
      if (!secret || secret.length < SHORTEST_SEARCHED) continue
      for (const writing of writingsOf(secret)) this.#writings.add(writing)
      this.#longestFirst = undefined
    }
  }

  mask(text: string): string {
    this.#longestFirst ??= [...this.#writings].sort((one, other) => other.length - one.length)
    return this.#longestFirst.reduce((masked, writing) => masked.replaceAll(writing, MASK), text)
  }
}

function writingsOf(secret: string): readonly string[] {
  const inForm = writeInForm(secret)
  return [
    secret,
    encodeURIComponent(secret),
    inForm,
    // A secret stands so in Basic authentication (RFC 6749 §2.3.1), and whoever repeats that encodes it again.
    encodeURIComponent(inForm),
    writeInForm(inForm),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`),
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ]
}

function writeInForm(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}
