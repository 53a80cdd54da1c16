import { english, type WordingKey } from './english.ts'
import { german } from './german.ts'

export type Language = 'en' | 'de'
export type Fillings = Readonly<Record<string, string | number | readonly string[]>>

const catalogues: Readonly<Record<Language, Readonly<Record<WordingKey, string>>>> = {
  en: english,
  de: german,
}

export function isWordingKey(key: string): key is WordingKey {
  return Object.hasOwn(english, key)
}

/**
 * A sentence in the person's language. Numbers and moments (ISO 8601) are written as that language writes them, in UTC;
 * what stands in backticks is repeated as it is, each item of a list in its own.
 */
export function say(language: Language, key: WordingKey, fillings: Fillings = {}): string {
  return fill(language, catalogues[language][key], fillings)
}

/** Fills a sentence that stands elsewhere than in the catalogues, by the same rules. */
export function fill(language: Language, sentence: string, fillings: Fillings): string {
  return sentence.replace(/(`?)\{(\w+)\}/g, (gap, tick: string, name: string) => {
    const filling = fillings[name]
    if (filling === undefined) return gap
    if (tick === '') return writeFilling(language, filling)
    return tick + (typeof filling === 'object' ? filling.join('`, `') : String(filling))
  })
}

/** A sentence by a key that travelled as text, such as evidence; an unknown key is a fault. */
export function sayByKey(language: Language, key: string, fillings: Fillings = {}): string {
  if (!isWordingKey(key)) throw new Error(`no wording for ${key}`)
  return say(language, key, fillings)
}

/** Made once, as making one costs a hundred times as much as using it. */
const numbers = { en: new Intl.NumberFormat('en'), de: new Intl.NumberFormat('de') }
const moments = { en: momentFormat('en-GB'), de: momentFormat('de-DE') }

const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

function writeFilling(language: Language, filling: string | number | readonly string[]): string {
  if (typeof filling === 'object') return filling.join(', ')
  if (typeof filling === 'number') return numbers[language].format(filling)
  // What a person typed may look like a moment without being one, such as 25 o'clock.
  const isMoment = isoMoment.test(filling) && !Number.isNaN(Date.parse(filling))
  return isMoment ? writeMoment(language, filling) : filling
}

/** `3 Sep 2026, 15:02 UTC`. */
function writeMoment(language: Language, iso: string): string {
  return `${moments[language].format(new Date(iso))} UTC`
}

function momentFormat(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  })
}
