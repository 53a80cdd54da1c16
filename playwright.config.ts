import { defineConfig } from '@playwright/test'

/** End-to-end specs, each on both hosts: the browser on the interface host, and the desktop window. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '*.spec.ts',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: [['list'], ['./test/support/report-skipped.ts']],
  projects: [
    { name: 'browser', metadata: { host: 'browser' } },
    { name: 'desktop', metadata: { host: 'desktop' } },
  ],
})
