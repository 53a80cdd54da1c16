const shape = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/

/**
 * Reads a day (`2027-03-31`, its beginning) or a moment (`2027-03-31T12:00:00Z`), in UTC where no zone is given, so
 * that it means the same on every machine; undefined for anything else, also for a day that no month has.
 */
export function parseMoment(text: string): Date | undefined {
  const match = shape.exec(text)
  if (!match?.[1] || !isDay(match[1])) return undefined
  const hasTime = text.includes('T')
  const moment = new Date(hasTime && match[2] === undefined ? `${text}Z` : text)
  return Number.isNaN(moment.getTime()) ? undefined : moment
}

/** True for a day that exists, as `YYYY-MM-DD`; the engine itself would read 30 February as 2 March. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const day = new Date(text)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
