/** Token durations are whole seconds (C3). */
export const DEFAULT_TOKEN_DURATION = 86_400
export const MIN_TOKEN_DURATION = 300
export const MAX_TOKEN_DURATION = 172_800
/** 450 days, for a client-credentials client that holds exactly the permissions of `SCIM Integration` (C3). */
export const MAX_SCIM_TOKEN_DURATION = 38_880_000

const units: readonly { readonly seconds: number; readonly words: readonly string[] }[] = [
  { seconds: 604_800, words: ['w', 'week', 'weeks', 'woche', 'wochen'] },
  { seconds: 86_400, words: ['d', 'day', 'days', 't', 'tag', 'tage', 'tagen'] },
  { seconds: 3_600, words: ['h', 'hr', 'hrs', 'hour', 'hours', 'std', 'stunde', 'stunden'] },
  { seconds: 60, words: ['m', 'min', 'mins', 'minute', 'minutes', 'minuten'] },
  { seconds: 1, words: ['s', 'sec', 'secs', 'second', 'seconds', 'sek', 'sekunde', 'sekunden'] },
]

/** Reads `18h`, `2 days`, `1 d 2 h`, `90 min` or plain seconds (`86,400`); undefined if it cannot be read. */
export function parseDuration(text: string): number | undefined {
  const compact = text.trim().toLowerCase()
  if (/^\d{1,3}([,' ]\d{3})+$/.test(compact) || /^\d{1,12}$/.test(compact)) {
    return Number(compact.replace(/[,' ]/g, ''))
  }
  if (!/^(\d{1,9}(?:[.]\d{1,3})?\s*[a-z]+\.?[\s,]*)+$/.test(compact)) return undefined
  // Amounts have at most three decimals; counted in thousandths of a second they stay whole numbers.
  let total = 0
  for (const [, amount, word] of compact.matchAll(/(\d{1,9}(?:[.]\d{1,3})?)\s*([a-z]+)/g)) {
    const unit = units.find((candidate) => candidate.words.includes(word ?? ''))
    if (!unit) return undefined
    total += Math.round(Number(amount) * 1_000) * unit.seconds
  }
  return total % 1_000 === 0 ? total / 1_000 : undefined
}

/** Writes seconds as people say them: `18 h`, `2 d`, `1 d 2 h`, `450 d`. */
export function formatDuration(seconds: number): string {
  const parts: string[] = []
  let rest = seconds
  for (const [size, symbol] of [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const) {
    const amount = Math.floor(rest / size)
    if (amount > 0) parts.push(`${String(amount)} ${symbol}`)
    rest -= amount * size
  }
  return parts.join(' ') || '0 s'
}
