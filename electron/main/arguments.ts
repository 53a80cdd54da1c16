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
  '--remote-debugging-port',
])

/** Reads the arguments after the program's own; an unknown one is refused, so that a misspelt `--data` opens nothing. */
export function readArguments(args: readonly string[], workingDirectory: string): DesktopArguments {
  const own = args.filter((argument) => !chromiumSwitches.has(argument.split('=', 1)[0] ?? ''))
  const data = dataOption(own)
  if (data === null) return { kind: 'refused', problem: 'usage: grantdesk [--data DIR]' }
  if (data === undefined) return { kind: 'run', dataDirectory: null }
  return { kind: 'run', dataDirectory: isAbsolute(data) ? data : resolve(workingDirectory, data) }
}

function dataOption(args: readonly string[]): string | undefined | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { data: { type: 'string' } }, strict: true })
    return values.data === '' ? null : values.data
  } catch {
    return null
  }
}
