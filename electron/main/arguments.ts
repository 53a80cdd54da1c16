import { isAbsolute, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the command line asked of the desktop. */
export type DesktopArguments =
  | { readonly kind: 'run'; readonly dataDirectory: string | null }
  | { readonly kind: 'refused'; readonly problem: string }

/** Switches that belong to Chromium and that people need to run a desktop at all; everything else is ours or wrong. */
const chromiumSwitches: ReadonlySet<string> = new Set([
  '--no-sandbox',
  '--disable-gpu',
  '--enable-logging',
  '--force-device-scale-factor',
  '--lang',
  '--ozone-platform',
  '--ozone-platform-hint',
])

/** Lets whoever asks into the page; a developer may, an installed application must not (A5). */
const developerSwitch = '--remote-debugging-port'

/** Where the arguments were given, and to what. */
interface Start {
  readonly workingDirectory: string
  readonly isInstalled: boolean
}

/** Reads the arguments after the program's own; an unknown one is refused, so that a misspelt `--data` opens nothing. */
export function readArguments(args: readonly string[], start: Start): DesktopArguments {
  const own = args.filter((argument) => {
    const name = argument.split('=', 1)[0] ?? ''
    return !chromiumSwitches.has(name) && (start.isInstalled || name !== developerSwitch)
  })
  const data = dataOption(own)
  if (data === null) return { kind: 'refused', problem: 'usage: grantdesk [--data DIR]' }
  if (data === undefined) return { kind: 'run', dataDirectory: null }
  return { kind: 'run', dataDirectory: isAbsolute(data) ? data : resolve(start.workingDirectory, data) }
}

function dataOption(args: readonly string[]): string | undefined | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { data: { type: 'string' } }, strict: true })
    return values.data === '' ? null : values.data
  } catch {
    return null
  }
}
