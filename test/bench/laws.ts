import { compileCatalogue } from '../../core/policy/compile-catalogue.ts'
import { fourAnswers } from '../support/four-answers.ts'
import { recordsOf, type World, type WorldOperation, type WorldQuestion } from '../support/policy-world.ts'
import { randomOrganization } from '../support/random-organization.ts'
import { realOperations } from '../support/real-document.ts'
import { smallestWorld } from '../support/smallest-world.ts'
import type { Measurement } from './measurement.ts'

const seed = process.env['BENCH_SEED'] ?? String(Date.now() % 2 ** 31)
/** Of each kind. */
const questions = Number(process.env['BENCH_QUESTIONS'] ?? 1_000_000)
const QUESTIONS_PER_WORLD = 500

/** Asks random questions by the million; ends the run with the smallest world in which two answers differ. */
export function run(): Promise<readonly Measurement[]> {
  console.log(
    `laws: seed ${seed} (BENCH_SEED), ${String(questions)} questions of each kind (BENCH_QUESTIONS)`,
  )
  const rows = [...compareMany('random organizations and operations')]
  const real = realOperations()
  if ('missing' in real) console.log(`laws: the real document is skipped, because ${real.missing}`)
  else rows.push(...compareMany('random organizations, the real document', real.operations))
  return Promise.resolve(rows)
}

function compareMany(
  what: string,
  operations?: Readonly<Record<string, WorldOperation>>,
): readonly Measurement[] {
  const shared = operations && compileCatalogue(recordsOf({ operations }).catalogue)
  const began = performance.now()
  let allowed = 0
  let asked = 0
  for (let number = 0; asked < questions; number++) {
    const made = randomOrganization(`${seed} ${String(number)}`, QUESTIONS_PER_WORLD, operations)
    const answer = fourAnswers(made.world, shared)
    for (const question of made.questions) {
      const { isAllowed, difference } = answer(question)
      if (difference !== undefined) reportDifference(made.world, question)
      if (isAllowed) allowed++
      asked++
    }
  }
  return [
    { what: `${what}: four answers agree`, value: asked, unit: 'questions' },
    { what: 'allowed of them', value: (allowed / asked) * 100, unit: '%' },
    { what: 'time', value: (performance.now() - began) / 1_000, unit: 's' },
  ]
}

function reportDifference(world: World, question: WorldQuestion): never {
  const differs = (smaller: World) => fourAnswers(smaller)(question).difference
  const smallest = smallestWorld(world, (smaller) => differs(smaller) !== undefined)
  console.error(JSON.stringify({ world: smallest, question }, null, 2))
  throw new Error(`two answers differ: ${differs(smallest) ?? ''}`)
}
