const dayLength = 86_400_000

/** The day that lies so many days ahead, as `2027-03-31` in UTC. */
export function acceptedUntil(now: Date, days: number): string {
  return new Date(now.getTime() + days * dayLength).toISOString().slice(0, 10)
}
