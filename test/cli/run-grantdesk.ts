import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { runCommandLine } from '../../cli/command-line.ts'

/** The checkout, and the pinned Node that runs the sources. */
export const root = resolve(import.meta.dirname, '../..')
export const node = join(root, 'node_modules/node/bin/node')

export const installation = {
  version: '0.1.0',
  catalogueWorker: pathToFileURL(join(root, 'core/catalogue/catalogue-worker.ts')),
  accessWorker: pathToFileURL(join(root, 'core/access-worker.ts')),
  auditWorker: pathToFileURL(join(root, 'core/audit-worker.ts')),
  rendererDirectory: join(root, 'out/renderer'),
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

type Run = (args: readonly string[]) => Promise<Ended>

/** A `grantdesk` with its own workspace, run from the sources as a child process. */
export interface Grantdesk {
  readonly data: string
  /** As people run it. */
  run(...args: readonly string[]): Promise<Ended>
  /** With `--json`; what it printed is parsed, and it must have ended well. */
  json(...args: readonly string[]): Promise<Record<string, unknown>>
  /** With `--json`; it must have ended otherwise, with one JSON object on stderr and nothing on stdout. */
  refused(...args: readonly string[]): Promise<Refused>
}

export interface Refused {
  readonly exit: number | null
  readonly code: string
  readonly message: string
  readonly [key: string]: unknown
}

/**
 * A fresh workspace that is removed when `end` is called. `runCommand` starts a process for every command line;
 * `runInside` runs the same command line in this process, which is quicker where many are needed.
 */
export function freshWorkspace(run: Run = runInside): {
  readonly grantdesk: Grantdesk
  readonly end: () => void
} {
  const data = mkdtempSync(join(tmpdir(), 'grantdesk-cli-'))
  return {
    grantdesk: grantdeskAt(data, run),
    end: () => {
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** A fresh workspace for one test. */
export function ownWorkspace(run: Run = runInside): Grantdesk {
  const { grantdesk, end } = freshWorkspace(run)
  onTestFinished(end)
  return grantdesk
}

export function grantdeskAt(data: string, runIt: Run = runInside): Grantdesk {
  const run = (...args: readonly string[]) => runIt(['--data', data, ...args])
  return {
    data,
    run,
    json: async (...args) => {
      const ended = await run('--json', ...args)
      if (ended.code !== 0 || ended.stderr !== '') {
        throw new Error(`${args.join(' ')}: exit code ${String(ended.code)}: ${ended.stderr}`)
      }
      return parseObject(ended.stdout)
    },
    refused: async (...args) => {
      const ended = await run('--json', ...args)
      if (ended.code === 0 || ended.stdout !== '') {
        throw new Error(`${args.join(' ')}: exit code ${String(ended.code)}, printed ${ended.stdout}`)
      }
      const { code, message, ...rest } = parseObject(ended.stderr)
      return { ...rest, exit: ended.code, code: String(code), message: String(message) }
    },
  }
}

// No address of a message bus: a test never touches the keychain of whoever runs it.
const environment = { LC_ALL: 'C.UTF-8', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }

/** Runs the command as a process, with nobody at its terminal. */
export function runCommand(args: readonly string[]): Promise<Ended> {
  return ended(startCommand(args))
}

/** Starts the command as a process, if need be through another one such as a shell. */
export function startCommand(args: readonly string[], through: readonly string[] = []) {
  const [file, ...before] = [...through, node, join(root, 'cli/main.ts')]
  return spawn(file, [...before, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // What Node has compiled once is kept between the processes of a test run.
    env: { ...process.env, ...environment, NODE_COMPILE_CACHE: join(tmpdir(), 'grantdesk-test-compiled') },
  })
}

/** Runs the command line in this process, with nobody at its terminal. */
export async function runInside(args: readonly string[]): Promise<Ended> {
  const [stdout, stderr] = [new Captured(), new Captured()]
  const terminal = { stdin: Readable.from([]), stdout, stderr, environment }
  const code = await runCommandLine(args, installation, terminal)
  return { code, stdout: stdout.text, stderr: stderr.text }
}

class Captured extends Writable {
  text = ''

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8')
    done()
  }
}

/** How a child process ended, and what it printed. */
export function ended(child: ReturnType<typeof spawn>): Promise<Ended> {
  let [stdout, stderr] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((settle, fail) => {
    child.on('error', fail)
    child.on('close', (code) => {
      settle({ code, stdout, stderr })
    })
  })
}

/** Interrupts the next command that listens for that, as Ctrl+C does, as soon as it has asked. */
export function interruptSoon(): void {
  const hear = (signal: string | symbol, interrupt: () => void) => {
    if (signal !== 'SIGINT') return
    process.off('newListener', hear)
    setImmediate(interrupt)
  }
  process.on('newListener', hear)
}

function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`no object: ${text}`)
  return { ...value }
}

/** The items of a printed list. */
export function items(list: Record<string, unknown>): readonly Record<string, unknown>[] {
  if (!Array.isArray(list.items)) throw new Error('not a list')
  return list.items.map((item: unknown) => ({ ...(item as object) }))
}
