import { defineConfig } from 'vitest/config'
import { SkippedTests } from './test/support/report-skipped.ts'

/** Unit, contract, command line and desktop tests. The end-to-end specs run under Playwright. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A busy machine is slow; what comes late has come.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    reporters: ['default', new SkippedTests()],
  },
})
