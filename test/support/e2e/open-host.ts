import { spawn, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { isLinuxRoot } from '../../../scripts/electron-binary.ts'
import { findChromium } from '../../../scripts/find-chromium.ts'
import { launchDesktop } from '../electron/launch-desktop.ts'

/** A page on a host of its own, and the end of both. */
export interface Opened {
  readonly page: Page
  close(): Promise<void>
}

/** What a host is started with, and who looks at its page from the first moment on. */
export interface HostSettings {
  readonly dataDirectory: string
  readonly locale: string
  readonly env: Readonly<Record<string, string>>
  watch(page: Page): void
}

export const builtCommand = resolve('out/cli/main.js')

/** The desktop window on this workspace. */
export async function openDesktop(settings: HostSettings): Promise<Opened> {
  const { dataDirectory, locale, env } = settings
  const desktop = await launchDesktop({ args: ['--data', dataDirectory], locale, env })
  const page = await desktop.firstWindow()
  settings.watch(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await isReady(page)
  return { page, close: () => desktop.close() }
}

/** A tab of the browser on an interface host that serves this workspace. */
export async function openTab(browser: Browser, settings: HostSettings): Promise<Opened> {
  const { child, address } = await serve(settings)
  const context = await browser.newContext({
    locale: settings.locale,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  settings.watch(page)
  await page.goto(address)
  await isReady(page)
  return {
    page,
    close: async () => {
      await context.close()
      await end(child)
    },
  }
}

/** Waits until the application has shown its first page. */
async function isReady(page: Page): Promise<void> {
  page.setDefaultTimeout(20_000)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** This machine's Chromium, without a window. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...(isLinuxRoot() ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** Starts `grantdesk serve` and waits for the address that it prints. */
async function serve({
  dataDirectory,
  env,
}: HostSettings): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [builtCommand, 'serve', '--no-open', '--data', dataDirectory], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const address = await new Promise<string>((found, failed) => {
    let printed = ''
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      const match = /http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]+/.exec(printed)
      if (match) found(match[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => {
      failed(new Error(`grantdesk serve ended with ${String(code)}: ${printed}`))
    })
  })
  return { child, address }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
