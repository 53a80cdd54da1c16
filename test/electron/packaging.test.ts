import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { FuseV1Options, FuseState, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { ensureBuilt } from '../support/build.ts'
import { writeDummyElectron } from '../support/electron/dummy-electron.ts'
import type { ArchivedFile } from '../support/electron/read-archive.ts'
import { readArchive } from '../support/electron/read-archive.ts'

const require = createRequire(import.meta.url)
const configuration = readFileSync('electron-builder.yml', 'utf8')

describe('the packaging configuration', () => {
  // electron-builder's own parts hold the schema and what it validates with.
  const builder = createRequire(require.resolve('electron-builder'))

  it('fits the schema of the packager', () => {
    const schema = JSON.parse(readFileSync(builder.resolve('app-builder-lib/scheme.json'), 'utf8')) as object
    const Ajv = createRequire(builder.resolve('app-builder-lib/package.json'))('ajv') as AjvConstructor
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema)

    expect(validate(parse(configuration))).toBe(true)
    expect(validate({ ...settings(), asarr: true })).toBe(false)
  })

  it('publishes nothing, and nothing in the application updates it (A3)', async () => {
    await ensureBuilt()

    expect(settings().publish).toBe(null)
    expect(readFileSync('out/main/main.js', 'utf8')).not.toMatch(/autoUpdater|electron-updater|latest\.yml/)
  })

  it('makes installers for Windows, macOS and Linux from an icon that is there', () => {
    const { win, mac, linux } = settings()

    expect([win.target, mac.target, linux.target]).toEqual(['nsis', 'dmg', ['AppImage', 'deb']])
    for (const { icon } of [win, mac, linux]) expect(existsSync(icon)).toBe(true)
  })

  it('holds no secret', () => {
    expect(configuration).not.toMatch(/password|token|secret|certificate(File|Password)|ghp_/i)
  })
})

describe('a packed application', () => {
  let folder = ''
  let files: readonly ArchivedFile[] = []
  const resources = () => join(folder, 'dist/linux-unpacked/resources')

  beforeAll(async () => {
    await ensureBuilt()
    folder = mkdtempSync(join(tmpdir(), 'grantdesk-package-'))
    const dummy = join(folder, 'electron')
    const { version } = require('electron/package.json') as { version: string }
    writeDummyElectron(dummy, version)
    execFileSync(
      process.execPath,
      [
        join(dirname(require.resolve('electron-builder/package.json')), 'cli.js'),
        '--dir',
        '--linux',
        '--x64',
        `-c.electronDist=${dummy}`,
        `-c.directories.output=${join(folder, 'dist')}`,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    files = readArchive(join(resources(), 'app.asar'))
  }, 60_000)
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('has every fuse set (E19)', async () => {
    const wire = await getCurrentFuseWire(join(folder, 'dist/linux-unpacked/grantdesk'))
    const state = (on: boolean) => (on ? FuseState.ENABLE : FuseState.DISABLE)

    expect(wire).toEqual({
      version: '1',
      [FuseV1Options.RunAsNode]: state(false),
      [FuseV1Options.EnableCookieEncryption]: state(true),
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: state(false),
      [FuseV1Options.EnableNodeCliInspectArguments]: state(false),
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: state(false),
      [FuseV1Options.OnlyLoadAppFromAsar]: state(true),
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: state(false),
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: state(false),
      [FuseV1Options.WasmTrapHandlers]: state(true),
    })
  })

  it('contains the desktop and the native modules, and nothing else', () => {
    const paths = files.map(({ path }) => path)

    expect(paths).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/main/main.js',
        '/out/main/catalogue-worker.js',
        '/out/preload/preload.cjs',
        '/out/renderer/index.html',
      ]),
    )
    const places = new Set(paths.map((path) => path.split('/').slice(1, 3).join('/')))
    expect([...places].sort().filter((place) => !place.startsWith('node_modules/'))).toEqual(
      ['LICENSE', 'out/main', 'out/preload', 'out/renderer', 'package.json'].filter(
        (place) => place !== 'LICENSE' || existsSync('LICENSE'),
      ),
    )
    expect(paths.filter((path) => /^\/node_modules\/(?!better-sqlite3\/|keytar\/)/.test(path))).toEqual([])
    expect(paths.filter((path) => /\.(map|ts|vue|env|pem|key|db)$|\/test\//.test(path))).toEqual([])
  })

  it('unpacks the native module of its own platform only', () => {
    const native = files.filter(({ path }) => path.startsWith('/node_modules/better-sqlite3/prebuilds/'))

    expect(native.map(({ path, unpacked }) => [path, unpacked])).toEqual([
      ['/node_modules/better-sqlite3/prebuilds/linux-x64.node', true],
    ])
    expect(existsSync(join(resources(), 'app.asar.unpacked', native[0]?.path ?? ''))).toBe(true)
  })

  it('knows no address but its own page: nothing of the development server is left (E1, E17)', () => {
    const main = files.find(({ path }) => path === '/out/main/main.js')?.content.toString('utf8') ?? ''

    expect(main).toContain('app://')
    expect(main).not.toContain('ELECTRON_RENDERER_URL')
    expect(main).not.toContain('import.meta.env')
  })

  it('turns off none of Chromium’s protections anywhere (E6, E8, E9, E10)', () => {
    const own = files.filter(({ path }) => /^\/out\/(main|preload)\/.*js$/.test(path))

    expect(own.length).toBeGreaterThan(2)
    for (const { content } of own) {
      expect(content.toString('utf8')).not.toMatch(
        /webSecurity: ?(false|!1)|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|disable-web-security|ignore-certificate-errors/,
      )
    }
  })
})

interface AjvConstructor {
  new (options: object): { compile(schema: object): (value: unknown) => boolean }
}

const target = z.object({ icon: z.string(), target: z.union([z.string(), z.array(z.string())]) })
const shape = z.looseObject({ publish: z.unknown(), win: target, mac: target, linux: target })

function settings() {
  return shape.parse(parse(configuration))
}
