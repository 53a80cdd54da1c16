import type { Language } from '../core/contract/shapes.ts'

/** British dates write September in four letters, every other month in three. */
function withShortMonth(text: string): string {
  return text.replace('Sept ', 'Sep ')
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' }

const toTheMinute = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const
const toTheDay = { day: 'numeric', month: 'short', year: 'numeric' } as const
const plainDay = { ...toTheDay, timeZone: 'UTC' } as const
const toTheSecondInUtc = { ...toTheMinute, second: '2-digit', timeZone: 'UTC' } as const
const timeOfDay = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const

const made = new Map<object, Partial<Record<Language, Intl.DateTimeFormat>>>()

/** Making a format costs far more than using it, and a list writes hundreds of moments. */
function dateFormat(options: Intl.DateTimeFormatOptions, language: Language): Intl.DateTimeFormat {
  const known = made.get(options)
  const ready = known?.[language]
  if (ready) return ready
  const format = new Intl.DateTimeFormat(locales[language], options)
  made.set(options, { ...known, [language]: format })
  return format
}

const numberFormats: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat(locales.en),
  de: new Intl.NumberFormat(locales.de),
}

export function formatNumber(value: number, language: Language): string {
  return numberFormats[language].format(value)
}

/** `one, two and three`, or with `or`. */
export function formatList(
  parts: readonly string[],
  language: Language,
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return new Intl.ListFormat(locales[language], { type }).format(parts)
}

/** `6 Dec 2026, 09:12` in the time zone of this machine. */
export function formatDateTime(at: string, language: Language): string {
  return withShortMonth(dateFormat(toTheMinute, language).format(new Date(at)))
}

/** `6 Dec 2026`; a plain day such as `2026-12-06` stays that day in every time zone. */
export function formatDay(at: string, language: Language): string {
  return withShortMonth(dateFormat(isPlainDay(at) ? plainDay : toTheDay, language).format(new Date(at)))
}

/** `6 Dec 2026, 08:12:04 UTC`. */
export function formatUtc(at: string, language: Language): string {
  return `${withShortMonth(dateFormat(toTheSecondInUtc, language).format(new Date(at)))} UTC`
}

/** `09:12:04` in the time zone of this machine. */
export function formatTime(at: string, language: Language): string {
  return dateFormat(timeOfDay, language).format(new Date(at))
}

export function isPlainDay(at: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(at)
}

/** How long ago something was, in the one unit that people would say. */
export type Age =
  | { readonly unit: 'now' | 'today' | 'yesterday' }
  | { readonly unit: 'minutes' | 'hours' | 'days'; readonly amount: number }

export function ageOf(at: string, now: Date): Age {
  if (isPlainDay(at)) {
    const days = Math.round((Date.parse(now.toISOString().slice(0, 10)) - Date.parse(at)) / 86_400_000)
    if (days <= 0) return { unit: 'today' }
    return days === 1 ? { unit: 'yesterday' } : { unit: 'days', amount: days }
  }
  const minutes = Math.floor((now.getTime() - Date.parse(at)) / 60_000)
  if (minutes < 1) return { unit: 'now' }
  if (minutes < 60) return { unit: 'minutes', amount: minutes }
  if (minutes < 24 * 60) return { unit: 'hours', amount: Math.floor(minutes / 60) }
  if (minutes < 48 * 60) return { unit: 'yesterday' }
  return { unit: 'days', amount: Math.floor(minutes / (24 * 60)) }
}
