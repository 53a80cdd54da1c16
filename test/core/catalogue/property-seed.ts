import fc from 'fast-check'

const seed = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31)

/** The seed of this run's property tests, in their titles; `PROPERTY_SEED=n` repeats a run. */
export const propertySeed = {
  title: `seed ${String(seed)}`,
  parameters: { seed, numRuns: 300 },
} as const

export { fc }
