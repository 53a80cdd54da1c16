/** `npm test` after the static checks: builds, then runs every test and says what was skipped and why. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { buildIfStale } from './build-steps.ts'
import { ensureChromium } from './find-chromium.ts'

const env = {
  ...process.env,
  GRANTDESK_CHROMIUM: ensureChromium(),
  // Tests start some hundred Nodes, which need to compile the same modules only once.
  NODE_COMPILE_CACHE: join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'),
}

await buildIfStale()
run('vitest', 'vitest.mjs', ['run'])
run('@playwright/test', 'cli.js', ['test'])

/** Runs a test runner of this checkout on this very Node; its failure is this script's. */
function run(tool: string, script: string, args: readonly string[]): void {
  const manifest = createRequire(import.meta.url).resolve(`${tool}/package.json`)
  const { status } = spawnSync(process.execPath, [join(dirname(manifest), script), ...args], {
    env,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}
