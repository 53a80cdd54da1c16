import { defineConfig } from '@playwright/test'

/** End-to-end specs, on both hosts: the browser on the interface host, and the desktop window. */
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
    // axe, the contrast walk, the words, the keyboard and the settings' forms are the page's own, which is the same one in both
    // hosts; a report is a file. What crosses to the core does so in the other specs, and in the contract's tests over IPC.
    {
      name: 'desktop',
      metadata: { host: 'desktop' },
      testIgnore: [
        'accessibility.spec.ts',
        'audit-report.spec.ts',
        'focus-and-scroll.spec.ts',
        'keyboard.spec.ts',
        'settings.spec.ts',
        'words.spec.ts',
      ],
    },
  ],
})
