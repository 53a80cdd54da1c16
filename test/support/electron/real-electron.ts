import { _electron } from '@playwright/test'
import { isLinuxRoot } from '../../../scripts/electron-binary.ts'
import type { Desktop, LaunchOptions } from './desktop.ts'
import { clickMenuItem } from './desktop.ts'

/** The same desktop on the real Electron, driven by Playwright. */
export async function launchRealElectron(
  executablePath: string,
  main: string,
  options: LaunchOptions,
): Promise<Desktop> {
  const application = await _electron.launch({
    executablePath,
    args: [
      main,
      ...(options.args ?? []),
      ...(isLinuxRoot() ? ['--no-sandbox'] : []),
      `--lang=${options.locale ?? 'en-US'}`,
    ],
    env: { ...definedEnvironment(), ...options.env },
    colorScheme: options.systemTheme ?? 'light',
  })
  const child = application.process()
  let printed = ''
  child.stdout?.on('data', (chunk) => (printed += String(chunk)))
  child.stderr?.on('data', (chunk) => (printed += String(chunk)))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const evaluate: Desktop['evaluate'] = (action, argument) =>
    // Playwright passes Electron's modules; what only the stand-in has is not asked for here.
    application.evaluate(action as (electron: unknown, argument: unknown) => never, argument as never)
  return {
    isStandIn: false,
    exit,
    firstWindow: () => application.firstWindow(),
    evaluate,
    clickMenu: (path) => evaluate(clickMenuItem, path),
    output: () => printed,
    close: () => application.close(),
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
