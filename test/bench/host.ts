import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { chromium } from '@playwright/test'
import { createClient } from '../../core/contract/client.ts'
import type { AdminClient } from '../../core/contract/contract.ts'
import type { WireResult } from '../../core/contract/definition.ts'
import { buildIfStale } from '../../scripts/build-steps.ts'
import { ensureChromium } from '../../scripts/find-chromium.ts'
import { isLinuxRoot } from '../../scripts/electron-binary.ts'
import { timed, type Measurement } from './measurement.ts'
import { inTemporaryDirectory } from './temporary-store.ts'

const CLIENTS = 100_000
const command = resolve('out/cli/main.js')
const document = resolve('../shared/data/publicapi-v2-swagger.json')

/** Measures the built interface host with 100,000 clients and the vendor's real document. */
export async function run(): Promise<readonly Measurement[]> {
  await buildIfStale()
  return inTemporaryDirectory(async (directory) => {
    const rows: Measurement[] = []
    const sample = await elapsed(() =>
      runToEnd(directory, ['org', 'create', 'Bench', '--sample', '7', '--clients', String(CLIENTS)]),
    )
    rows.push({ what: 'sample of 100,000 clients', value: sample / 1_000, unit: 's', goal: 'under 30 s' })
    if (existsSync(document)) {
      const imported = await elapsed(() => runToEnd(directory, ['catalogue', 'import', document]))
      rows.push({
        what: 'import of the real document, whole command',
        value: imported,
        unit: 'ms',
        goal: 'under 1 s',
      })
    }
    rows.push(...(await measureHost(directory)))
    return rows
  })
}

async function measureHost(directory: string): Promise<readonly Measurement[]> {
  const began = performance.now()
  const { child, address } = await serve(directory)
  try {
    const usable = await timeToUsablePage(address, began)
    const { child: other, address: second } = await serve(directory)
    try {
      const admin = await connect(second)
      const workspace = valueOf(await admin['workspace.show']({}))
      const organizationId = workspace.organizations[0]?.id ?? ''
      const shown = valueOf(await admin['organization.show']({ organizationId }))
      const acting = { organizationId, userId: shown.administratorId }
      const first = await timed(200, () => admin['client.list']({ acting }))
      const searched = await timed(200, () => admin['client.list']({ acting, search: 'Contoso CTI' }))
      const clients = valueOf(await admin['client.list']({ acting })).rows
      const clientId = clients.find((row) => row.client.grantType === 'authorization_code')?.client.id ?? ''
      const question = { acting, clientId, user: shown.administratorId, operation: 'POST /api/v2/users' }
      const asked = await timed(300, () => admin['access.ask'](question))
      return [
        { what: 'start of serve to a usable page', value: usable, unit: 'ms', goal: 'under 1,500 ms' },
        {
          what: 'first page through the contract over HTTP, p95',
          value: first.p95,
          unit: 'ms',
          goal: 'under 50 ms',
        },
        { what: 'search through the contract over HTTP, p95', value: searched.p95, unit: 'ms' },
        { what: 'ask over HTTP, p95', value: asked.p95, unit: 'ms', goal: 'under 5 ms' },
        {
          what: 'memory of the host at rest (RSS)',
          value: residentMegabytes(other),
          unit: 'MB',
          goal: 'under 300 MB',
        },
      ]
    } finally {
      await end(other)
    }
  } finally {
    await end(child)
  }
}

/** From the start of the process until a browser shows the first client. */
async function timeToUsablePage(address: string, began: number): Promise<number> {
  const beforeBrowser = performance.now()
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: isLinuxRoot() ? ['--no-sandbox', '--disable-gpu'] : ['--disable-gpu'],
  })
  // Starting a browser is not the product's time.
  const browserStart = performance.now() - beforeBrowser
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(address)
    await page
      .getByRole('link', { name: /Adatum/ })
      .first()
      .waitFor()
    return performance.now() - began - browserStart
  } finally {
    await browser.close()
  }
}

async function connect(address: string): Promise<AdminClient> {
  const { origin, hash } = new URL(address)
  const code = hash.replace('#code=', '')
  const headers = { 'content-type': 'application/json', origin }
  const session = await fetch(`${origin}/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ code }),
  })
  const { token } = z.object({ token: z.string() }).parse(await session.json())
  const authorized = { ...headers, authorization: `Bearer ${token}` }
  return createClient(async (operation, input) => {
    const body = JSON.stringify(input)
    return (await fetch(`${origin}/admin/${operation}`, { method: 'POST', headers: authorized, body })).json()
  })
}

async function serve(directory: string): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const child = spawn(process.execPath, [command, 'serve', '--no-open', '--data', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  for await (const chunk of child.stdout) {
    printed += String(chunk)
    const address = /http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]+/.exec(printed)?.[0]
    if (address !== undefined) {
      return { child, address }
    }
  }
  throw new Error(`serve ended: ${printed}`)
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** Resident memory as the kernel counts it, where it tells. */
function residentMegabytes(child: ChildProcess): number {
  const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024
}

async function elapsed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

async function runToEnd(directory: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [command, '--data', directory, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`grantdesk ${args.join(' ')} ended with ${String(code)}`)
}

function valueOf<Value>(result: WireResult<Value>): Value {
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}
