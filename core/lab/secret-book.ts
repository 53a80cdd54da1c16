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
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
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
