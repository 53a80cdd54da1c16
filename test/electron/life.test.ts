import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LaunchOptions } from '../support/electron/desktop.ts'
import type { FixtureBuild } from '../support/electron/fixture-desktop.ts'
import { fixtureBuild, launchFixture, loadedPage } from '../support/electron/fixture-desktop.ts'
import { runToExit } from '../support/electron/launch-desktop.ts'

let build: FixtureBuild
beforeAll(async () => {
  build = await fixtureBuild()
})
afterAll(() => {
  build.remove()
})

const run = (args: readonly string[], options: LaunchOptions = {}) =>
  runToExit({ standIn: true, main: build.main, args, ...options })
const logOf = (data: string) => readFileSync(join(data, 'desktop/desktop.log'), 'utf8')

function inFolder(work: (folder: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'grantdesk-life-'))
    try {
      await work(folder)
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

describe('starting', () => {
  it.each([
    ['a misspelt option', ['--dta', '/tmp/x']],
    ['an option without its value', ['--data']],
    ['an empty directory', ['--data', '']],
    ['a stray word', ['open']],
    ['an address', ['grantdesk://authorize?client=1']],
  ])('refuses %s, opens nothing and exits with 2 (A1)', async (_what, args) => {
    expect(await run(args)).toMatchObject({ exitCode: 2, output: 'usage: grantdesk [--data DIR]\n' })
  })

  it(
    'keeps its own files in a folder of the data directory that only its owner can read',
    inFolder(async (folder) => {
      const desktop = await launchFixture(build, { args: ['--data', folder] })
      await loadedPage(desktop)
      await desktop.close()

      expect(statSync(join(folder, 'desktop')).mode & 0o777).toBe(0o700)
      expect(statSync(join(folder, 'desktop/desktop.json')).mode & 0o777).toBe(0o600)
    }),
  )

  it(
    'says in a box why a damaged store cannot be opened, leaves it alone and exits with 3 (F2)',
    inFolder(async (folder) => {
      const file = join(folder, 'grantdesk.db')
      writeFileSync(file, 'not a database, and longer than the hundred bytes of a header'.repeat(9))
      const before = readFileSync(file)

      const { exitCode, output } = await run(['--data', folder])

      expect(exitCode).toBe(3)
      expect(output).toContain(`[error box] Grantdesk cannot start: \`${file}\` is no Grantdesk store`)
      expect(readFileSync(file)).toEqual(before)
      expect(readdirSync(folder).sort()).toEqual(['desktop', 'grantdesk.db'])
      expect(logOf(folder)).toMatch(/^\S+Z cannot start: StoreError store_foreign \| at [^\n]+\n$/)
    }),
  )

  it(
    'says in a box that the store is from a newer Grantdesk, in the system’s language, and leaves it alone (F2)',
    inFolder(async (folder) => {
      const first = await launchFixture(build, { args: ['--data', folder] })
      await loadedPage(first)
      await first.close()
      const file = join(folder, 'grantdesk.db')
      const database = new Database(file)
      database.pragma('user_version = 9999')
      database.close()
      const before = readFileSync(file)

      const { exitCode, output } = await run(['--data', folder], { locale: 'de-DE' })

      expect(exitCode).toBe(3)
      expect(output).toBe(
        `[error box] Grantdesk kann nicht starten: Den Speicher \`${file}\` hat ein neueres Grantdesk geschrieben; nichts wurde geändert.\n`,
      )
      expect(readFileSync(file)).toEqual(before)
    }),
  )

  it(
    'starts again in a folder where it could not start before (F2)',
    inFolder(async (folder) => {
      const file = join(folder, 'grantdesk.db')
      writeFileSync(file, 'not a database, and longer than the hundred bytes of a header'.repeat(9))
      await run(['--data', folder])
      rmSync(file)

      const desktop = await launchFixture(build, { args: ['--data', folder] })
      await loadedPage(desktop)
      await desktop.close()
      expect(await desktop.exit).toBe(0)
    }),
  )

  const isRoot = process.getuid?.() === 0
  it.skipIf(isRoot)(
    `says in a box that a data directory cannot be written, and exits with 3 (F2)${isRoot ? ' (skipped: root may write everywhere)' : ''}`,
    inFolder(async (folder) => {
      chmodSync(folder, 0o500)

      const { exitCode, output } = await run(['--data', join(folder, 'data')])

      expect(exitCode).toBe(3)
      expect(output).toMatch(/\[error box\] Grantdesk cannot start: .* cannot be used \(EACCES\)/)
    }),
  )

  it(
    'says in a box that a file stands where the data directory should be, and exits with 3 (F2)',
    inFolder(async (folder) => {
      const file = join(folder, 'data')
      writeFileSync(file, '')

      const { exitCode, output } = await run(['--data', file])

      expect(exitCode).toBe(3)
      expect(output).toBe(
        `[error box] Grantdesk cannot start: The data directory ${file} cannot be used (ENOTDIR). Nothing was changed.\n`,
      )
    }),
  )
})

describe('one instance', () => {
  it('ends a second start with 0 and brings the first window to the front (A1)', async () => {
    const first = await launchFixture(build)
    await loadedPage(first)
    await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())

    expect(await run(['--data', build.data])).toMatchObject({ exitCode: 0 })

    const window = () =>
      first.evaluate(({ BrowserWindow }) => {
        const [only, ...more] = BrowserWindow.getAllWindows()
        // What only the stand-in counts.
        const front = only as unknown as { focusCount(): number } | undefined
        return { minimized: only?.isMinimized(), focused: front?.focusCount(), more: more.length }
      })
    await expect.poll(window).toEqual({ minimized: false, focused: 1, more: 0 })
    await first.close()
  })

  it(
    'runs beside one that has another data directory (A1)',
    inFolder(async (folder) => {
      const first = await launchFixture(build)
      const second = await launchFixture(build, { args: ['--data', folder] })
      await loadedPage(second)

      await Promise.all([first.close(), second.close()])
      expect(await Promise.all([first.exit, second.exit])).toEqual([0, 0])
    }),
  )
})

describe('quitting', () => {
  it('exits with 0 from the menu', async () => {
    const desktop = await launchFixture(build)
    await loadedPage(desktop)
    desktop.clickMenu(['File', 'Quit']).catch(() => null)

    expect(await desktop.exit).toBe(0)
  })

  it('exits with 0 when the last window closes', async () => {
    const desktop = await launchFixture(build)
    await loadedPage(desktop)
    desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => null)

    expect(await desktop.exit).toBe(0)
  })

  it('closes once, however often it is asked to quit', async () => {
    const desktop = await launchFixture(build)
    await loadedPage(desktop)
    desktop
      .evaluate(({ app }) => {
        app.quit()
        app.quit()
        setImmediate(() => {
          app.quit()
        })
      })
      .catch(() => null)

    expect(await desktop.exit).toBe(0)
    expect(desktop.output()).toBe('')
  })

  it(
    'forgets where the window was, and no more, when that cannot be written',
    inFolder(async (folder) => {
      const desktop = await launchFixture(build, { args: ['--data', folder] })
      await loadedPage(desktop)
      mkdirSync(join(folder, 'desktop/desktop.json.new'))
      await desktop.close()

      expect(await desktop.exit).toBe(0)
      expect(desktop.output()).toBe('')
      expect(logOf(folder)).toMatch(/ the window's place is not remembered: Error EISDIR \| at /)
    }),
  )
})

describe('faults', () => {
  const canary = 'canary-9f27c1-secret'

  it.each(['thrown', 'rejected'])(
    'logs an unhandled fault (%s) without its message and exits with 3 (A2, F4)',
    (way) =>
      inFolder(async (folder) => {
        const desktop = await launchFixture(build, { args: ['--data', folder] })
        await loadedPage(desktop)
        desktop
          .evaluate(
            (_electron, [secret, kind]) => {
              const fault = new TypeError(`cannot read \`${secret}\`\n    at ${secret}`)
              if (kind === 'rejected') void Promise.reject(fault)
              else
                setTimeout(() => {
                  throw fault
                })
            },
            [canary, way] as const,
          )
          .catch(() => null)

        expect(await desktop.exit).toBe(3)
        expect(desktop.output()).toContain('[error box] Grantdesk has stopped: Nothing is half-written.')
        expect(desktop.output()).not.toContain(canary)
        expect(logOf(folder)).toMatch(/^\S+Z fault: TypeError \| at /m)
        expect(logOf(folder)).not.toContain(canary)
        expect(statSync(join(folder, 'desktop/desktop.log')).mode & 0o777).toBe(0o600)
      })(),
  )

  it(
    'writes nothing of a call into the log, whatever it carries (F4)',
    inFolder(async (folder) => {
      const desktop = await launchFixture(build, { args: ['--data', folder] })
      const page = await loadedPage(desktop)
      await page.evaluate(async (secret) => {
        const { grantdesk } = window as unknown as {
          grantdesk: { invoke(n: string, i: unknown): Promise<unknown> }
        }
        await grantdesk.invoke('organization.show', { organizationId: secret })
        await grantdesk.invoke(secret, secret)
      }, canary)
      await desktop.close()

      expect(desktop.output()).not.toContain(canary)
      expect(logIfAny(folder)).not.toContain(canary)
    }),
  )

  it(
    'loads the page anew when its process dies, and gives up when it dies again at once (A2)',
    inFolder(async (folder) => {
      const desktop = await launchFixture(build, { args: ['--data', folder] })
      const page = await loadedPage(desktop)
      const crash = () =>
        desktop.evaluate(({ BrowserWindow }) => {
          BrowserWindow.getAllWindows()[0]?.webContents.emit(
            'render-process-gone',
            {},
            { reason: 'crashed', exitCode: 5 },
          )
        })
      const reloaded = page.waitForEvent('load')
      await crash()
      await reloaded
      await page.waitForSelector('[data-ready=yes]')
      crash().catch(() => null)

      expect(await desktop.exit).toBe(3)
      expect(logOf(folder)).toContain('page process gone: crashed 5')
    }),
  )
})

function logIfAny(folder: string): string {
  mkdirSync(join(folder, 'desktop'), { recursive: true })
  writeFileSync(join(folder, 'desktop/desktop.log'), '', { flag: 'a' })
  return logOf(folder)
}
