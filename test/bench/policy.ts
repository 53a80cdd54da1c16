import type { Measurement } from './measurement.ts'
import { printEngines } from './policy/engine-table.ts'
import { printGrowth } from './policy/growth.ts'
import { compareEngines } from './policy/side-by-side.ts'
import { measureWhole } from './policy/whole-organization.ts'

const seed = Number(process.env['BENCH_SEED'] ?? 7)

/** Measures the policy engine beside its peers, on the vendor's real document, and as an organization grows. */
export async function run(): Promise<readonly Measurement[]> {
  console.log(`policy: seed ${String(seed)} (BENCH_SEED)`)
  printEngines(await compareEngines(seed))
  await printGrowth(seed)
  return measureWhole(seed)
}
