/**
 * `npm start`: builds what is missing and opens the desktop window; where that cannot be, says why in one line and
 * serves the same interface in the browser. Arguments are passed on: `npm start -- --data DIR`; `--port N` and
 * `--no-open` ask for the browser.
 */
import { resolve } from 'node:path'
import { buildIfStale } from './build-steps.ts'
import { hasDisplay, isLinuxRoot, obtainElectron } from './electron-binary.ts'
import { runChild } from './run-child.ts'

const root = resolve(import.meta.dirname, '..')
const args = process.argv.slice(2)

/** A desktop that ends of itself within this time and with a code that is not its own could not run here. */
const startTime = 5_000
const ownExitCodes: readonly number[] = [0, 2, 3]

await buildIfStale(() => {
  process.stdout.write('building Grantdesk\n')
})
process.exitCode = asksForBrowser() ? await serve() : ((await openDesktop()) ?? (await serve()))

function asksForBrowser(): boolean {
  return args.some((argument) => /^--(port|no-open)(=|$)/.test(argument))
}

/** The desktop's exit code, or null if it cannot run on this machine. */
async function openDesktop(): Promise<number | null> {
  if (!hasDisplay()) return cannot('there is no display')
  const electron = await obtainElectron()
  if (electron === null) return cannot("Electron's binary cannot be had here")
  const { exitCode, milliseconds, wasTold } = await runChild(electron, [
    root,
    ...args,
    // As root, Chromium refuses to run with its sandbox.
    ...(isLinuxRoot() ? ['--no-sandbox'] : []),
  ])
  if (wasTold || milliseconds > startTime || ownExitCodes.includes(exitCode)) return exitCode
  return cannot(`Electron ended with ${String(exitCode)}`)
}

function cannot(reason: string): null {
  process.stdout.write(`${reason}, so Grantdesk opens in your browser\n`)
  return null
}

async function serve(): Promise<number> {
  const { exitCode } = await runChild(process.execPath, [resolve(root, 'out/cli/main.js'), 'serve', ...args])
  return exitCode
}
