import type { FlowRun } from './flow-run.ts'

/** How many runs are remembered. */
const KEPT = 20

/** The last runs, in memory only: they hold secrets (L3, F4). */
export class FlowRuns {
  readonly #runs = new Map<string, FlowRun>()

  add(run: FlowRun): void {
    this.#runs.set(run.id, run)
    for (const [id, former] of this.#runs) {
      if (this.#runs.size <= KEPT) return
      former.cancel()
      this.#runs.delete(id)
    }
  }

  get(id: string): FlowRun | undefined {
    return this.#runs.get(id)
  }

  /** Stops what still runs, and forgets all. */
  close(): void {
    for (const run of this.#runs.values()) run.cancel()
    this.#runs.clear()
  }
}
