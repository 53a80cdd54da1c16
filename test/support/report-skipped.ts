import type { Reporter as PlaywrightReporter, TestCase } from '@playwright/test/reporter'
import type { Reporter, TestModule } from 'vitest/node'

/** Says after the unit tests which were skipped, and why. */
export class SkippedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')])
    for (const test of skipped) {
      const result = test.result()
      say(test.fullName, result.state === 'skipped' ? result.note : undefined)
    }
  }
}

/** Says after the end-to-end specs which were skipped, and why, and which passed only when they were tried again. */
export default class SkippedAndFlakySpecs implements PlaywrightReporter {
  readonly #skipped = new Map<string, string | undefined>()
  readonly #flaky: string[] = []

  onTestEnd(test: TestCase): void {
    const note = test.annotations.find(({ type }) => type === 'skip')
    const name = test.titlePath().slice(1).join(' › ')
    if (test.expectedStatus === 'skipped') this.#skipped.set(name, note?.description)
    if (test.outcome() === 'flaky') this.#flaky.push(name)
  }

  onEnd(): void {
    for (const [name, reason] of this.#skipped) say(name, reason)
    for (const name of this.#flaky)
      process.stdout.write(`FLAKY: ${name} (passed only the second time; find out why)\n`)
  }
}

/** A test that tells the reason in its own name has no note. */
function say(name: string, reason: string | undefined): void {
  process.stdout.write(`skipped: ${name}${reason === undefined || reason === '' ? '' : ` (${reason})`}\n`)
}
