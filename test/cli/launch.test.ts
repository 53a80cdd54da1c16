import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ended, node, root } from './run-grantdesk.ts'

/** A checkout with nothing in it but the launcher. */
const checkout = mkdtempSync(join(tmpdir(), 'grantdesk-launch-'))
mkdirSync(join(checkout, 'cli'))
copyFileSync(join(root, 'cli/launch.mjs'), join(checkout, 'cli/launch.mjs'))
afterAll(() => {
  rmSync(checkout, { recursive: true, force: true })
})

/** A Node older than the pinned one, where this machine has one. */
const older = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
  if (!existsSync(path)) return false
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  const major = Number(/^v(\d+)/.exec(stdout)?.[1])
  return major >= 20 && major < 24
})

const launch = (runtime: string, ...args: readonly string[]) =>
  spawn(runtime, [join(checkout, 'cli/launch.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })

describe('the launcher', () => {
  it('says what to run where the command is not built', async () => {
    expect(await ended(launch(node, 'org', 'list'))).toEqual({
      ...{ code: 3, stdout: '' },
      stderr: 'the command is not built yet: run `npm run build` first\n',
    })
  })

  it('runs the built command with its arguments and its exit code', async () => {
    build(
      "process.stdout.write(`${process.version} ${process.argv.slice(2).join('|')}`); process.exitCode = 2",
    )
    const { code, stdout } = await ended(launch(node, 'a b', '--json'))
    expect(code).toBe(2)
    expect(stdout).toMatch(/^v24\..* a b\|--json$/)
  })

  it.skipIf(older === undefined)(
    `on an older Node starts the pinned one, and hands on exit codes and signals${older === undefined ? ' (skipped: no older Node on this machine)' : ''}`,
    async () => {
      const runtime = String(older)
      rmSync(join(checkout, 'node_modules'), { recursive: true, force: true })
      build("process.stdout.write(process.version + ' ' + process.argv[2]); process.exitCode = 1")
      const lacking = await ended(launch(runtime, 'x'))
      expect(lacking).toMatchObject({ code: 3, stdout: '' })
      expect(lacking.stderr).toMatch(/^Node 24 is needed, this is v2\d\..*`npm ci`/)

      mkdirSync(join(checkout, 'node_modules'))
      symlinkSync(join(root, 'node_modules/node'), join(checkout, 'node_modules/node'))
      const found = await ended(launch(runtime, 'x'))
      expect(found).toMatchObject({ code: 1, stderr: '' })
      expect(found.stdout).toMatch(/^v24\..* x$/)

      build(
        "process.on('SIGTERM', () => { process.exit(7) }); setInterval(() => {}, 1000); process.stdout.write('up')",
      )
      const running = launch(runtime)
      running.stdout.once('data', () => running.kill('SIGTERM'))
      expect((await ended(running)).code).toBe(7)
    },
  )
})

function build(source: string): void {
  mkdirSync(join(checkout, 'out/cli'), { recursive: true })
  writeFileSync(join(checkout, 'out/package.json'), '{"type":"module"}')
  writeFileSync(join(checkout, 'out/cli/main.js'), source)
}
