/** How a long question tells how far it is, and learns that nobody waits for its answer any more. */
export interface Pace {
  readonly onProgress?: (done: number, total: number) => void
  readonly stop?: () => boolean
}

/** Ends a long question whose answer nobody waits for; whoever said so catches it, once. */
export class Stopped extends Error {
  constructor() {
    super('the question was stopped')
    this.name = 'Stopped'
  }
}

/** Tells how far a question is; throws `Stopped` when it is to end. */
export function keepPace(pace: Pace, done: number, total: number): void {
  if (pace.stop?.() === true) throw new Stopped()
  pace.onProgress?.(done, total)
}
