import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { findChromium } from '../../../scripts/find-chromium.ts'
import type { Desktop, LaunchOptions } from './desktop.ts'
import { clickMenuItem, DesktopEnded } from './desktop.ts'
import { RemoteProcess } from './remote-process.ts'
import type { StandInSettings } from './stand-in/settings.ts'
import { settingsVariable } from './stand-in/settings.ts'

/** A busy machine is slow; this ends only what hangs. */
const patience = 45_000

/** The built main process under Node with the stand-in for `electron`. */
export async function launchStandIn(main: string, options: LaunchOptions): Promise<Desktop> {
  const profile = mkdtempSync(join(tmpdir(), 'grantdesk-stand-in-'))
  const remote = start(main, options, profile)
  void remote.exit.then(() => {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  const port = await remote.within(patience, remote.ready)
  const browser = await remote.within(patience, joinBrowser(remote, port))
  return {
    isStandIn: true,
    exit: remote.exit,
    firstWindow: () => windowOf(browser),
    evaluate: remote.evaluate,
    clickMenu: (path) => remote.evaluate(clickMenuItem, path),
    output: () => remote.printed,
    async close() {
      remote.quit()
      await remote.within(patience, remote.exit)
      await browser.close()
    },
  }
}

function start(main: string, options: LaunchOptions, profile: string): RemoteProcess {
  const settings: StandInSettings = {
    profile,
    chromium: findChromium() ?? null,
    locale: options.locale ?? 'en-US',
    packaged: options.packaged ?? false,
    version: '0.1.0',
    systemTheme: options.systemTheme ?? 'light',
  }
  const hook = new URL('stand-in/hook.ts', import.meta.url).href
  // As Electron sets it for its main process.
  const rejections = '--unhandled-rejections=warn-with-error-code'
  const child = spawn(process.execPath, [rejections, '--import', hook, main, ...(options.args ?? [])], {
    env: { ...process.env, ...options.env, [settingsVariable]: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
  return new RemoteProcess(child)
}

/** Joins the stand-in's Chromium, unless the process ends between its start and our arrival. */
async function joinBrowser(remote: RemoteProcess, port: number): Promise<Browser> {
  const ended = remote.exit.then((code) => {
    throw new DesktopEnded(code, remote.printed)
  })
  const joined = chromium
    // Two clients would fight over emulation; the stand-in decides it.
    .connectOverCDP(`http://127.0.0.1:${String(port)}`, { noDefaults: true })
    .catch(() => ended)
  return Promise.race([joined, ended])
}

async function windowOf(browser: Browser): Promise<Page> {
  const deadline = Date.now() + patience
  while (Date.now() < deadline) {
    const pages = browser.contexts().flatMap((context) => context.pages())
    const page = pages.find((candidate) => candidate.url().includes('.standin.test'))
    if (page) return page
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('no window appeared')
}
