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

/** Says after the end-to-end specs which were skipped, and why. */
export default class SkippedSpecs implements PlaywrightReporter {
  readonly #skipped = new Map<string, string | undefined>()

  onTestEnd(test: TestCase): void {
    const note = test.annotations.find(({ type }) => type === 'skip')
    if (test.expectedStatus === 'skipped')
      this.#skipped.set(test.titlePath().slice(1).join(' › '), note?.description)
  }

  onEnd(): void {
    for (const [name, reason] of this.#skipped) say(name, reason)
  }
}

/** A test that tells the reason in its own name has no note. */
function say(name: string, reason: string | undefined): void {
  process.stdout.write(`skipped: ${name}${reason === undefined || reason === '' ? '' : ` (${reason})`}\n`)
}
