import { fork, type ChildProcess } from 'node:child_process'
import { z } from 'zod'
import { compiledWorld } from '../../support/policy-world.ts'
import { engineNames, type EngineName, type EngineReport, type EngineTask } from './engine-list.ts'
import { drawQuestions, makeWorld, STANDARD_SIZE, type BenchQuestion } from './workload.ts'

const QUESTIONS = 20_000
const ROUNDS = 5

/** One engine's line. */
export interface EngineRow extends EngineReport {
  readonly engine: EngineName
  /** Answers in a second of the processor, one number for each round. */
  readonly perSecond: readonly number[]
}

interface Answered {
  readonly engine: EngineName
  readonly report: EngineReport
}

/**
 * Puts the same questions to every engine, each in a process of its own, and compares every answer. The engines take
 * turns, so that whatever else the machine does falls on all of them.
 */
export async function compareEngines(seed: number): Promise<readonly EngineRow[]> {
  const questions = drawQuestions(seed, compiledWorld(makeWorld(seed, STANDARD_SIZE)), QUESTIONS)
  const running: (Answered & { readonly child: ChildProcess; readonly perSecond: number[] })[] = []
  try {
    for (const engine of engineNames) {
      const child = fork(new URL('../policy-engine.ts', import.meta.url))
      const task: EngineTask = { engine, seed, size: STANDARD_SIZE, questions }
      const report = builtReport.parse(await answerTo(child, task))
      running.push({ engine, child, report, perSecond: [] })
    }
    const [first, ...others] = running
    for (const other of others) if (first) compareAnswers(first, other, questions)
    for (let round = 0; round < ROUNDS; round++) {
      for (const { child, perSecond } of running) {
        perSecond.push(measuredReport.parse(await answerTo(child, 'measure')).perSecond)
      }
    }
    return running.map(({ engine, report, perSecond }) => ({ engine, ...report, perSecond }))
  } finally {
    for (const { child } of running) child.kill()
  }
}

const builtReport = z.object({
  kind: z.literal('built'),
  milliseconds: z.number(),
  megabytes: z.number(),
  answers: z.string(),
})
const measuredReport = z.object({ kind: z.literal('measured'), perSecond: z.number() })

function answerTo(child: ChildProcess, message: EngineTask | 'measure'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => {
      reject(new Error(`an engine ended with ${String(code)}`))
    }
    child.once('exit', onExit)
    child.once('message', (answer) => {
      child.off('exit', onExit)
      resolve(answer)
    })
    child.send(message)
  })
}

/** Two engines that answer differently prove that one of them is wrong, and end the run. */
function compareAnswers(one: Answered, other: Answered, questions: readonly BenchQuestion[]): void {
  const compared = Math.min(one.report.answers.length, other.report.answers.length)
  for (let number = 0; number < compared; number++) {
    if (one.report.answers[number] === other.report.answers[number]) continue
    const question = JSON.stringify(questions[number])
    throw new Error(`${one.engine} and ${other.engine} disagree on question ${String(number)}: ${question}`)
  }
}
