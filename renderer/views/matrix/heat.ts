/** The upper ends of the four lower steps, as parts of all operations that are counted. */
const parts = [0.01, 0.03, 0.1, 0.3]

/** How strongly a count stands out; 0 for none at all. */
export type Heat = 0 | 1 | 2 | 3 | 4 | 5

/** One step of the scale, for its legend. */
export interface HeatStep {
  readonly heat: Heat
  readonly from: number
  readonly to: number
}

/** The steps in which counts are shown, from 1 to all operations; a short scale has fewer of them. */
export function heatSteps(operations: number): readonly HeatStep[] {
  const steps: HeatStep[] = []
  let from = 1
  for (const [index, part] of [...parts, 1].entries()) {
    const to = Math.max(from, Math.ceil(operations * part))
    if (from > operations) break
    steps.push({ heat: heats[index + 1] ?? 5, from, to: Math.min(to, operations) })
    from = to + 1
  }
  return steps
}

/** The step that a count belongs to. */
export function heatOf(count: number, steps: readonly HeatStep[]): Heat {
  if (count <= 0) return 0
  return steps.find(({ to }) => count <= to)?.heat ?? steps.at(-1)?.heat ?? 0
}

const heats: readonly Heat[] = [0, 1, 2, 3, 4, 5]
