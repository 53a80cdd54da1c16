import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { chromium } from '@playwright/test'

/** The shell without any window of its own comes first: tests run in half the time. */
const installed = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser to test with: the one that is named, this machine's, or Playwright's own; undefined if there is none. */
export function findChromium(): string | undefined {
  const candidates = [process.env['GRANTDESK_CHROMIUM'], ...installed, chromium.executablePath()]
  return candidates.find((path) => path !== undefined && existsSync(path))
}

/** Finds a browser or gets one: Playwright's download, or Debian's package where this runs as root there. */
export function ensureChromium(): string {
  const found = findChromium()
  if (found !== undefined) return found
  process.stdout.write('no Chromium on this machine: getting one\n')
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit', timeout: 240_000 })
  const downloaded = findChromium()
  if (downloaded !== undefined) return downloaded
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium-headless-shell'], { stdio: 'inherit' })
  }
  const packaged = findChromium()
  if (packaged !== undefined) return packaged
  throw new Error('no Chromium could be found or installed; install one, or name it in GRANTDESK_CHROMIUM')
}
