import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test as base, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../../scripts/find-chromium.ts'
import { isLinuxRoot } from '../../../scripts/electron-binary.ts'
import { ensureBuilt } from '../build.ts'
import { launchDesktop } from '../electron/launch-desktop.ts'

/** A running Grantdesk with an empty data directory, on the host that the project names. */
export interface Running {
  readonly page: Page
  readonly dataDirectory: string
  /** Runs the built `grantdesk` command on the same workspace; answers what it prints as JSON. */
  command(...args: readonly string[]): Promise<unknown>
}

export type HostName = 'browser' | 'desktop'

interface Fixtures {
  /** What is done with the command before the interface starts: lists of arguments. */
  readonly before: readonly (readonly string[])[]
  readonly grantdesk: Running
}

/** Specs written with this `test` run on both hosts, as the projects of playwright.config.ts name them. */
export const test = base.extend<Fixtures>({
  before: [[], { option: true }],
  grantdesk: async ({ before }, use, info) => {
    await ensureBuilt()
    const dataDirectory = mkdtempSync(join(tmpdir(), 'grantdesk-e2e-'))
    const command = (...args: readonly string[]) => runCommand(dataDirectory, args)
    try {
      for (const args of before) await command(...args)
      const host = hostOf(info.project.metadata)
      const running = await (host === 'desktop' ? openDesktop : openBrowser)(dataDirectory)
      try {
        await use({ page: running.page, dataDirectory, command })
      } finally {
        await running.close()
      }
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 })
    }
  },
})

export { expect } from '@playwright/test'

interface Opened {
  readonly page: Page
  close(): Promise<void>
}

function hostOf(metadata: unknown): HostName {
  const isDesktop = typeof metadata === 'object' && metadata !== null && 'host' in metadata
  return isDesktop && metadata.host === 'desktop' ? 'desktop' : 'browser'
}

async function openDesktop(dataDirectory: string): Promise<Opened> {
  const desktop = await launchDesktop({ args: ['--data', dataDirectory], locale: 'en-US' })
  const page = await desktop.firstWindow()
  return { page, close: () => desktop.close() }
}

async function openBrowser(dataDirectory: string): Promise<Opened> {
  const server = await serve(dataDirectory)
  const executablePath = findChromium()
  const browser = await chromium.launch({
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
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  await page.goto(server.address)
  return {
    page,
    close: async () => {
      await browser.close()
      await end(server.child)
    },
  }
}

const commandFile = resolve('out/cli/main.js')

/** Starts `grantdesk serve` and waits for the address that it prints. */
async function serve(dataDirectory: string): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [commandFile, 'serve', '--no-open', '--data', dataDirectory], {
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

async function runCommand(dataDirectory: string, args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [commandFile, '--data', dataDirectory, '--json', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const code = await new Promise<number | null>((done) => child.once('close', done))
  if (code !== 0 && out.trim() === '') {
    throw new Error(`grantdesk ${args.join(' ')} ended with ${String(code)}: ${err}`)
  }
  return JSON.parse(out)
}
