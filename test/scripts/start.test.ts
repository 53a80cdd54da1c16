import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isLinuxRoot } from '../../scripts/electron-binary.ts'
import { ensureBuilt } from '../support/build.ts'

const address = /http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43}/
const started: ChildProcess[] = []
let folder = ''

beforeAll(ensureBuilt)
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grantdesk-start-'))
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

describe.skipIf(process.platform !== 'linux')(
  'npm start (its desktop and browser are replaced as only Linux allows)',
  () => {
    it('says in one line that there is no display, and prints an address where no browser can be opened', async () => {
      const run = start([], { DISPLAY: '', WAYLAND_DISPLAY: '' })
      await run.printed(/no browser could be opened/)

      const lines = run.output().split('\n')
      expect(lines[0]).toBe('there is no display, so Grantdesk opens in your browser')
      expect(lines.filter((line) => address.test(line))).toHaveLength(1)
      run.child.kill('SIGTERM')
      expect(await run.ended).toBe(0)
    })

    it('says in one line that Electron’s binary cannot be had, and serves', async () => {
      const run = start(['--data', join(folder, 'data')], {
        DISPLAY: ':9',
        ELECTRON_EXEC_PATH: join(folder, 'none'),
      })
      await run.printed(address)

      expect(run.output()).toMatch(
        /^Electron's binary cannot be had here, so Grantdesk opens in your browser\n/,
      )
      expect(existsSync(join(folder, 'data/grantdesk.db'))).toBe(true)
      run.child.kill('SIGTERM')
      expect(await run.ended).toBe(0)
    })

    it('serves without a word about the desktop when it is asked to', async () => {
      const run = start(['--no-open'], { DISPLAY: ':9', ELECTRON_EXEC_PATH: desktop('exit 0') })
      await run.printed(address)

      expect(run.output()).not.toContain('your browser')
      run.child.kill('SIGTERM')
      expect(await run.ended).toBe(0)
    })

    it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
      'ends well, with all it started, at %s',
      async (signal) => {
        const run = start(['--no-open'])
        const origin = new URL((await run.printed(address))[0]).origin
        run.child.kill(signal)

        expect(await run.ended).toBe(0)
        await expect(fetch(origin)).rejects.toThrow()
      },
    )

    it('ends with the shell that npm runs it in, which passes no signal on', async () => {
      const run = start(['--no-open'], { npm_lifecycle_event: 'start', NODE: process.execPath }, [
        '/bin/sh',
        '-c',
        '"$NODE" "$@"; true',
        'sh',
      ])
      const origin = new URL((await run.printed(address))[0]).origin
      expect((await fetch(origin)).status).toBe(200)
      run.child.kill('SIGTERM')

      await run.ended
      await expect(fetch(origin)).rejects.toThrow()
    })

    it('opens the desktop with its arguments, and ends with its exit code', async () => {
      const electron = desktop(`printf '%s\\n' "$@" > ${join(folder, 'arguments')}; exit 3`)
      const run = start(['--data', folder], { DISPLAY: ':9', ELECTRON_EXEC_PATH: electron })

      expect(await run.ended).toBe(3)
      expect(run.output()).toBe('')
      const given = readFileSync(join(folder, 'arguments'), 'utf8').trim().split('\n')
      expect(given).toEqual([resolve('.'), '--data', folder, ...(isLinuxRoot() ? ['--no-sandbox'] : [])])
    })

    it('serves where Electron cannot run', async () => {
      const run = start([], { DISPLAY: ':9', ELECTRON_EXEC_PATH: desktop('exit 127') })
      await run.printed(address)

      expect(run.output()).toMatch(/^Electron ended with 127, so Grantdesk opens in your browser\n/)
      run.child.kill('SIGTERM')
      expect(await run.ended).toBe(0)
    })

    it('does not serve when it was the one who was told to stop', async () => {
      const ready = join(folder, 'ready')
      const run = start([], { DISPLAY: ':9', ELECTRON_EXEC_PATH: desktop(`touch ${ready}; exec sleep 60`) })
      await expect.poll(() => existsSync(ready)).toBe(true)
      run.child.kill('SIGTERM')

      expect(await run.ended).toBe(128 + 15)
      expect(run.output()).toBe('')
    })

    it('passes wrong usage on, and opens nothing', async () => {
      const run = start(['--port', 'x'])

      expect(await run.ended).toBe(2)
      expect(run.output()).toContain("option '--port <n>' argument 'x' is invalid")
    })
  },
)

/** A program in Electron's place. */
function desktop(script: string): string {
  const file = join(folder, 'electron')
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}

function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  [command, ...before]: readonly [string, ...string[]] = [process.execPath],
) {
  const child = spawn(command, [...before, 'scripts/start.ts', ...args], {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, BROWSER: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let output = ''
  const readers = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk)
      for (const read of readers) read()
    })
  }
  const ended = new Promise<number | null>((resolveEnd) => child.once('close', resolveEnd))
  return {
    child,
    ended,
    // A source that somebody changes meanwhile makes it build first.
    output: () => output.replace(/^building Grantdesk\n/, ''),
    /** Waits until it has printed this. */
    printed: (wanted: RegExp) =>
      new Promise<RegExpExecArray>((found, failed) => {
        const read = () => {
          const match = wanted.exec(output)
          if (match) found(match)
        }
        readers.add(read)
        read()
        void ended.then(() => {
          failed(new Error(`it ended and printed: ${output}`))
        })
      }),
  }
}
