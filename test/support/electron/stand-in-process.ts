import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { findChromium } from './chromium.ts'
import type { Desktop, LaunchOptions } from './desktop.ts'
import { clickMenuItem, DesktopEnded } from './desktop.ts'
import type { StandInSettings } from './stand-in/settings.ts'
import { settingsVariable } from './stand-in/settings.ts'

const patience = 15_000

interface Waiting {
  resolve(value: unknown): void
  reject(cause: Error): void
}

type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly problem: string }

/** The built main process under Node with the stand-in for `electron`, in a process group of its own. */
export async function launchStandIn(main: string, options: LaunchOptions): Promise<Desktop> {
  const profile = mkdtempSync(join(tmpdir(), 'grantdesk-stand-in-'))
  const settings: StandInSettings = {
    chromium: findChromium(),
    debuggingPort: await freePort(),
    profile,
    locale: options.locale ?? 'en-US',
    packaged: options.packaged ?? false,
    version: '0.1.0',
    systemTheme: options.systemTheme ?? 'light',
  }
  const hook = new URL('stand-in/hook.ts', import.meta.url).href
  const child = spawn(process.execPath, ['--import', hook, main, ...(options.args ?? [])], {
    env: { ...process.env, ...options.env, [settingsVariable]: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
  let printed = ''
  child.stdout?.on('data', (chunk) => (printed += String(chunk)))
  child.stderr?.on('data', (chunk) => (printed += String(chunk)))
  const killOnExit = () => {
    killGroup(child)
  }
  process.once('exit', killOnExit)
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
  void exit.then(() => {
    process.off('exit', killOnExit)
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })

  const waiting = new Map<number, Waiting>()
  let errands = 0
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => {
      // Sent by the stand-in's remote control.
      const told = message as Message
      if (told.kind === 'ready') resolve()
      if (told.kind === 'done') waiting.get(told.id)?.resolve(told.value)
      if (told.kind === 'failed') waiting.get(told.id)?.reject(new Error(told.problem))
    })
    void exit.then((code) => {
      reject(new DesktopEnded(code, printed))
      for (const { reject: fail } of waiting.values()) fail(new DesktopEnded(code, printed))
    })
  })
  await within(patience, ready, child)
  // It may end between its start and our arrival.
  const ended = exit.then((code) => {
    throw new DesktopEnded(code, printed)
  })
  ended.catch(() => null)
  const joining = chromium.connectOverCDP(`http://127.0.0.1:${String(settings.debuggingPort)}`, {
    // Two clients would fight over emulation; the stand-in decides it.
    noDefaults: true,
  })
  joining.catch(() => null)
  const browser = await within(patience, Promise.race([joining.catch(() => ended), ended]), child)

  const evaluate: Desktop['evaluate'] = (action, argument) =>
    new Promise((resolve, reject) => {
      const id = ++errands
      // What comes back is what the action returned.
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      child.send({ id, action: action.toString(), argument }, (problem) => {
        if (problem) reject(new DesktopEnded(child.exitCode, printed))
      })
    })
  const close = async () => {
    if (child.exitCode === null) child.send({ id: 0, action: '({ app }) => app.quit()' })
    await within(patience, exit, child)
    await browser.close()
  }
  return {
    isStandIn: true,
    exit,
    firstWindow: () => windowOf(browser),
    evaluate,
    clickMenu: (path) => evaluate<void, readonly string[]>(clickMenuItem, path),
    output: () => printed,
    close,
  }
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

/** Waits so long and no longer; whoever takes longer is ended with everything it started. */
async function within<Value>(
  milliseconds: number,
  work: Promise<Value>,
  child: ChildProcess,
): Promise<Value> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    killGroup(child)
    late.reject(new Error(`the desktop did not answer within ${String(milliseconds)} ms`))
  }, milliseconds)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has just ended.
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('no free port'))
      })
    })
  })
}
