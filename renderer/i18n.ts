import { createI18n } from 'vue-i18n'
import { de } from './locales/de/index.ts'
import { en } from './locales/en/index.ts'
import type { Messages } from './locales/en/index.ts'
import { formatNumber } from './format.ts'
import type { Language } from '../core/contract/shapes.ts'

type KeysOf<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Prefix}${Key}`
    : KeysOf<Tree[Key], `${Prefix}${Key}.`>
}[keyof Tree & string]

/** The name of a sentence of the catalogue. */
export type MessageKey = KeysOf<Messages>

export type MessageParams = Readonly<Record<string, string | number>>

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en, de },
  missingWarn: false,
  fallbackWarn: false,
})

/** The language that is spoken now. Reading it in a template or a computed value follows a switch. */
export function currentLanguage(): Language {
  return i18n.global.locale.value === 'de' ? 'de' : 'en'
}

export function speak(language: Language): void {
  i18n.global.locale.value = language
  document.documentElement.lang = language
}

/**
 * A sentence in the present language. A parameter named `count` chooses singular or plural and is also there
 * as `{number}`, written with the language's separators.
 */
export function say(key: MessageKey, params: MessageParams = {}): string {
  const { count } = params
  if (typeof count !== 'number') return i18n.global.t(key, params)
  return i18n.global.t(key, { ...params, number: formatNumber(count, currentLanguage()) }, count)
}
