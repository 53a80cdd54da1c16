/**
 * `npm run dev`: the desktop with hot reload. Without Electron's binary the interface host runs from its sources
 * beside a page that is built and loaded anew after every change; after one of its own it starts anew as well, and
 * prints another address.
 */
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { forgetBuild } from './build-steps.ts'
import { electronBinary, hasDisplay } from './electron-binary.ts'
import { runChild } from './run-child.ts'
import { watchPage } from './watch-page.ts'

const root = resolve(import.meta.dirname, '..')
const args = process.argv.slice(2)

// What development leaves in `out/` is no build.
forgetBuild()
process.exit(await (electronBinary() !== null && hasDisplay() ? developDesktop() : developPage()))

async function developDesktop(): Promise<number> {
  const manifest = createRequire(import.meta.url).resolve('electron-vite/package.json')
  const tool = join(dirname(manifest), 'bin/electron-vite.js')
  const { exitCode } = await runChild(process.execPath, [tool, 'dev', '--', ...args])
  return exitCode
}

async function developPage(): Promise<number> {
  process.stdout.write('no desktop here (no Electron binary or no display), so your browser shows the page\n')
  await watchPage()
  const { exitCode } = await runChild(process.execPath, [
    '--watch',
    '--watch-preserve-output',
    join(root, 'cli/main.ts'),
    'serve',
    '--no-open',
    ...args,
  ])
  return exitCode
}
