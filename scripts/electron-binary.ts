import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))

/** A download that has not ended by then is given up. */
const downloadLimit = 5 * 60_000

/** Electron's executable, if it is on this machine; never downloads it. */
export function electronBinary(): string | null {
  const named = process.env['ELECTRON_EXEC_PATH']
  if (named !== undefined) return existsSync(named) ? named : null
  const pointer = join(folder, 'path.txt')
  if (!existsSync(pointer)) return null
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist')
  const binary = join(dist, readFileSync(pointer, 'utf8'))
  return existsSync(binary) ? binary : null
}

/** Electron's executable, downloaded by Electron's own installer if it is missing; null if it cannot be had. */
export async function obtainElectron(): Promise<string | null> {
  const present = electronBinary()
  // Whoever names a binary wants that one or none.
  if (present !== null || process.env['ELECTRON_EXEC_PATH'] !== undefined) return present
  process.stdout.write('fetching Electron, once (about 120 MB)\n')
  const installer = spawn(process.execPath, [join(folder, 'install.js')], {
    stdio: ['ignore', 'inherit', 'ignore'],
    timeout: downloadLimit,
  })
  await new Promise((done) => installer.once('close', done))
  return electronBinary()
}

/** Whether this session can show a window at all. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '')
}

/** Whether Chromium must run without its sandbox: it refuses to sandbox anything for root on Linux. */
export function isLinuxRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0
}
