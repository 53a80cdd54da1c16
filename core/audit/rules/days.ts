const DAY = 86_400_000

/** Whole days of 24 hours since a moment in ISO 8601; negative where it lies ahead. */
export function daysSince(moment: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(moment)) / DAY)
}

/** Is it more than so many whole days ago, as they are shown? Just as many are not more. */
export function isOlderThan(moment: string, days: number, now: Date): boolean {
  return daysSince(moment, now) > days
}

/** The day in UTC, `YYYY-MM-DD`, so many days before. */
export function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY).toISOString().slice(0, 10)
}
