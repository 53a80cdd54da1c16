import { compileCatalogue } from '../../../core/policy/compile-catalogue.ts'
import { compileOrganization } from '../../../core/policy/compile.ts'
import { ANY_DIVISION, mayCall } from '../../../core/policy/compiled-organization.ts'
import { sumMatrix } from '../../../core/policy/matrix.ts'
import { recordsOf } from '../../support/policy-world.ts'
import { printColumns, timed } from '../measurement.ts'
import { making } from './used-memory.ts'
import { drawQuestions, makeWorld, STANDARD_SIZE, type WorkloadSize } from './workload.ts'

const FACTORS = [1, 4, 16]

/** Prints how cost grows with apps, users and operations, each alone. */
export async function printGrowth(seed: number): Promise<void> {
  const grown = (['apps', 'users', 'operations'] as const).flatMap((what) =>
    FACTORS.map((factor): WorkloadSize => ({ ...STANDARD_SIZE, [what]: STANDARD_SIZE[what] * factor })),
  )
  const rows: (readonly string[])[] = []
  for (const size of grown) rows.push(await measureSize(seed, size))
  printColumns(
    'how cost grows',
    ['apps', 'users', 'operations', 'compile ms', 'MB', 'mayCall ns', 'matrix ms'],
    rows,
  )
}

async function measureSize(seed: number, size: WorkloadSize): Promise<readonly string[]> {
  const { records, catalogue } = recordsOf(makeWorld(seed, size))
  const compiled = making(() => compileOrganization(records, compileCatalogue(catalogue)))
  const organization = compiled.value
  const questions = drawQuestions(seed, organization, 20_000)
  const asking = await timed(200, () => {
    let allowed = 0
    for (const question of questions) if (mayCall(organization, question)) allowed++
    return Promise.resolve(allowed)
  })
  const { apps, users } = organization
  const operations = organization.catalogue.acceptingOAuth
  const matrix = await timed(3, () =>
    Promise.resolve(sumMatrix({ apps, users, operations, division: ANY_DIVISION })),
  )
  return [
    ...[size.apps, size.users, size.operations].map((count) => count.toLocaleString('en')),
    compiled.milliseconds.toFixed(0),
    compiled.megabytes.toFixed(1),
    ((asking.p50 / questions.length) * 1e6).toFixed(0),
    matrix.p50.toFixed(0),
  ]
}
