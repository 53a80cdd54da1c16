import { defineConfig } from '@playwright/test'

/** End-to-end specs, each on both hosts: the browser on the interface host, and the desktop window. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '*.spec.ts',
  // A busy machine is slow; what comes late has come.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // The list at the end names every spec that needed it as flaky.
  retries: 1,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: [['list'], ['./test/support/report-skipped.ts']],
  projects: [
    { name: 'browser', metadata: { host: 'browser' } },
    // axe, the contrast walk and the words look at the page, which is the same one in both hosts; a report is a file.
    {
      name: 'desktop',
      metadata: { host: 'desktop' },
      testIgnore: ['accessibility.spec.ts', 'audit-report.spec.ts', 'words.spec.ts'],
    },
  ],
})
