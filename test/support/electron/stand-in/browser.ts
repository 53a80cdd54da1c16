import type { BrowserContext, Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { readSettings } from './settings.ts'

let context: BrowserContext | null = null

/** Starts Chromium; the test joins it through the debugging port. */
export async function startBrowser(): Promise<BrowserContext> {
  const { chromium: executable, locale, profile } = readSettings()
  context = await chromium.launchPersistentContext(profile, {
    ...(executable === null ? {} : { executablePath: executable }),
    viewport: null,
    locale,
    // A service worker would fetch past the interception.
    serviceWorkers: 'block',
    args: [
      // Chromium chooses the port itself, so that nobody else can take it first.
      '--remote-debugging-port=0',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // What is not intercepted, such as a web socket, finds nobody.
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  })
  return context
}

/** The port by which the test joins Chromium, which writes it down as soon as it listens. */
export async function debuggingPort(): Promise<number> {
  const file = join(readSettings().profile, 'DevToolsActivePort')
  for (;;) {
    const [port = '', ...rest] = (await readFile(file, 'utf8').catch(() => '')).split('\n')
    if (rest.length > 0) return Number(port)
    await setTimeout(20)
  }
}

export function browser(): BrowserContext {
  if (!context) throw new Error('Chromium has not started yet')
  return context
}

export async function closeBrowser(): Promise<void> {
  await context?.close()
}

const ours = new Set<Page>()
let opening = 0

/** A page for a window of the application; every other page that appears was opened by a page. */
export async function openPage(): Promise<Page> {
  opening += 1
  const page = await browser().newPage()
  ours.add(page)
  opening -= 1
  return page
}

export function isOpenedByPage(page: Page): boolean {
  return opening === 0 && !ours.has(page)
}
