/**
 * Starts the built desktop for a test, as Playwright's `_electron.launch()` does:
 *
 * ```ts
 * import { ensureBuilt } from '../support/build.ts'
 * import { launchDesktop } from '../support/electron/launch-desktop.ts'
 *
 * await ensureBuilt()
 * const desktop = await launchDesktop({ args: ['--data', directory] })
 * const page = await desktop.firstWindow()
 * await desktop.clickMenu(['Go', 'Ask'])
 * await desktop.close()
 * ```
 *
 * Where Electron's binary and a display exist the real Electron runs; otherwise the stand-in does: the same built
 * main process and preload under Node, with this machine's Chromium as the window. `desktop.isStandIn` tells which;
 * what only the stand-in can show (`electron.standIn` in `evaluate`) is asked for with `standIn: true`.
 */
import { resolve } from 'node:path'
import { electronBinary, hasDisplay } from '../../../scripts/electron-binary.ts'
import { launchRealElectron } from './real-electron.ts'
import type { Desktop, LaunchOptions } from './desktop.ts'
import { DesktopEnded } from './desktop.ts'
import { launchStandIn } from './stand-in-process.ts'

/** Starts the built desktop, real or under the stand-in. */
export async function launchDesktop(options: LaunchOptions = {}): Promise<Desktop> {
  const main = resolve(options.main ?? 'out/main/main.js')
  const binary = options.standIn === true || !hasDisplay() ? null : electronBinary()
  return binary === null ? launchStandIn(main, options) : launchRealElectron(binary, main, options)
}

/** Runs a desktop that is expected to end by itself. */
export async function runToExit(
  options: LaunchOptions,
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  try {
    const desktop = await launchDesktop(options)
    const exitCode = await desktop.exit
    return { exitCode, output: desktop.output() }
  } catch (cause) {
    if (cause instanceof DesktopEnded) return cause
    throw cause
  }
}
