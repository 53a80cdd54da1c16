import type { Page } from '@playwright/test'

/** Every text that a person or a screen reader can meet on the page as it stands, but for names of the API. */
export function readableTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest('script, style, code, .mono, .scope'))
        texts.push(node.textContent ?? '')
    }
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        texts.push(element.getAttribute(name) ?? '')
      }
    }
    // Sentences of the core stand in pieces where they hold technical names.
    for (const element of document.querySelectorAll('.clause')) texts.push(element.textContent)
    texts.push(document.title)
    return [...new Set(texts.map((text) => text.replace(/\s+/g, ' ').trim()))].filter((text) => text !== '')
  })
}

/** Messages by their names, in groups or not. */
export interface Catalogue {
  readonly [key: string]: string | Catalogue
}

/** The messages of a catalogue by their keys, every plural form on its own. */
function messagesOf(tree: Catalogue, prefix = ''): readonly (readonly [key: string, text: string])[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const name = `${prefix}${key}`
    if (typeof value !== 'string') return messagesOf(value, `${name}.`)
    return value.split(' | ').map((form) => [name, form] as const)
  })
}

const placeholder = /\{\w+\}/g
const quantity = /\{(?:number|count|amount)\}/

/** Matches what a message becomes: filled in, as a clause or a sentence, without the marks of technical names. */
function patternOf(message: string): RegExp {
  const pattern = message
    .replaceAll('`', '')
    .split(/(\{\w+\})/)
    .map((part) => {
      if (quantity.test(part)) return String.raw`[\d.,]+`
      return part.startsWith('{') ? '.+' : part.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
    })
  return new RegExp(`^${pattern.join('')}\\.?$`, 'i')
}

/** Tells texts that should have been said in another language: those of the one catalogue that the other does not have. */
export class Untranslated {
  readonly #keys: ReadonlySet<string>
  readonly #foreign: readonly { readonly key: string; readonly pattern: RegExp }[]
  readonly #spoken: readonly RegExp[]

  constructor(foreign: Catalogue, spoken: Catalogue) {
    const said = new Set(messagesOf(spoken).map(([, text]) => text))
    this.#keys = new Set(messagesOf(foreign).map(([key]) => key))
    this.#foreign = messagesOf(foreign)
      .filter(([, text]) => !said.has(text) && saysSomething(text))
      .map(([key, text]) => ({ key, pattern: patternOf(text) }))
    this.#spoken = [...said].filter(saysSomething).map(patternOf)
  }

  /** One line for each text that is the name of a message or a message in the wrong language. */
  among(texts: readonly string[]): readonly string[] {
    return texts.flatMap((text) => {
      if (this.#keys.has(text)) return [`a message's name: ${text}`]
      const found = this.#foreign.find(({ pattern }) => pattern.test(text))
      if (!found || this.#spoken.some((pattern) => pattern.test(text))) return []
      return [`${found.key}: ${text}`]
    })
  }
}

/** What is hardly more than its placeholders fits anything. */
function saysSomething(message: string): boolean {
  return /\p{L}{3}/u.test(message.replace(placeholder, ''))
}
