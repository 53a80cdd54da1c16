import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser to test with: the one that is named, the machine's, or Playwright's own (null). */
export function findChromium(): string | null {
  const named = process.env['GRANTDESK_CHROMIUM']
  if (named !== undefined) return named
  if (existsSync(chromium.executablePath())) return null
  return installed.find((path) => existsSync(path)) ?? null
}
