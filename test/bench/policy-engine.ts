/** One engine in a process of its own: builds it, answers the questions once, then measures as often as it is told. */
import { recordsOf } from '../support/policy-world.ts'
import { engineCalled, type EngineReport, type EngineSpeed, type EngineTask } from './policy/engine-list.ts'
import type { Ask } from './policy/plain-engines.ts'
import { usedMegabytes } from './policy/used-memory.ts'
import { makeWorld, type BenchQuestion } from './policy/workload.ts'

const SECONDS_TO_ANSWER = 8
const SECONDS_TO_MEASURE = 1

// The parent sends the task once, and after that `measure`.
process.once('message', (task: EngineTask) => {
  void start(task)
})

async function start({ engine, seed, size, questions: sent }: EngineTask): Promise<void> {
  // One after the other in memory, apart from their names, or reading a question would take longer than to answer it.
  const questions = sent.map((question) => ({ ...question }))
  const world = makeWorld(seed, size)
  const workload = { world, ...recordsOf(world) }
  const before = usedMegabytes()
  const began = performance.now()
  const ask = await engineCalled(engine)(workload)
  const milliseconds = performance.now() - began
  const megabytes = usedMegabytes() - before
  const answers = answerWithin(SECONDS_TO_ANSWER, ask, questions)
  process.on('message', () => {
    say({ kind: 'measured', perSecond: speedOf(ask, questions, answers.perSecond) })
  })
  say({ kind: 'built', milliseconds, megabytes, answers: answers.text })
}

function say(message: EngineReport | EngineSpeed): void {
  process.send?.(message)
}

function answerWithin(seconds: number, ask: Ask, questions: readonly BenchQuestion[]) {
  const began = performance.now()
  const given: string[] = []
  for (const question of questions) {
    given.push(ask(question) ? '1' : '0')
    if (performance.now() - began > seconds * 1_000) break
  }
  return { text: given.join(''), perSecond: (given.length / (performance.now() - began)) * 1_000 }
}

/** By the time of this thread alone, as other programs share the machine; the clock is looked at a hundred times a second. */
function speedOf(ask: Ask, questions: readonly BenchQuestion[], estimate: number): number {
  const piece = Math.max(1, Math.min(questions.length, Math.round(estimate / 100)))
  const began = performance.now()
  const used = process.threadCpuUsage()
  let answered = 0
  let allowed = 0
  let from = 0
  while (performance.now() - began < SECONDS_TO_MEASURE * 1_000) {
    const to = Math.min(from + piece, questions.length)
    allowed += countAllowed(ask, questions.slice(from, to))
    answered += to - from
    from = to === questions.length ? 0 : to
  }
  if (allowed > answered) throw new Error('more was allowed than was asked')
  const { user, system } = process.threadCpuUsage(used)
  return (answered / (user + system)) * 1_000_000
}

function countAllowed(ask: Ask, questions: readonly BenchQuestion[]): number {
  let allowed = 0
  for (const question of questions) if (ask(question)) allowed++
  return allowed
}
