import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { FuseV1Options, FuseState, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import setFuses from '../../scripts/after-pack.ts'
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

  it('tells what a Debian package must tell', () => {
    const { extraMetadata, linux } = settings()

    expect(extraMetadata).toEqual({
      homepage: expect.stringMatching(/^https:/) as string,
      author: { name: expect.any(String) as string, email: expect.stringContaining('@') as string },
    })
    expect(linux).toMatchObject({ maintainer: expect.stringMatching(/ <.+@.+>$/) as string })
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
        '/out/main/access-worker.js',
        '/out/main/audit-worker.js',
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

  it('unpacks the native modules of its own platform and nothing else, since the archive is what is proven (E19)', () => {
    const unpacked = files.filter((file) => file.unpacked).map(({ path }) => path)

    expect(unpacked).toEqual(
      [
        '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
        '/node_modules/keytar/build/Release/keytar.node',
      ].filter((path) => existsSync(`.${path}`)),
    )
    for (const path of unpacked) expect(existsSync(join(resources(), 'app.asar.unpacked', path))).toBe(true)
    expect(files.filter(({ path }) => path.endsWith('.node')).map(({ path }) => path)).toEqual(unpacked)
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

  it('writes no dump of its memory, which may hold a secret, and sends none (A2)', () => {
    for (const { content } of files.filter(({ path }) => /^\/out\/main\/.*js$/.test(path))) {
      expect(content.toString('utf8')).not.toMatch(/crashReporter|heapsnapshot|writeHeapSnapshot/i)
    }
  })
})

describe('the fuses of the other platforms (E19)', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'grantdesk-fuses-'))
    // Signing anew is macOS's own.
    writeFileSync(join(folder, 'codesign'), '#!/bin/sh\n')
    chmodSync(join(folder, 'codesign'), 0o755)
    vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`)
  })
  afterAll(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  it.skipIf(process.platform === 'win32').each([
    ['win32', 'Grantdesk.exe', 'Grantdesk.exe'],
    [
      'darwin',
      'Grantdesk.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
      'Grantdesk.app',
    ],
  ])('are all set on %s, where the archive is verified as well', async (platform, file, application) => {
    const appOutDir = join(folder, platform)
    writeDummyElectron(appOutDir, '0.0.0')
    mkdirSync(dirname(join(appOutDir, file)), { recursive: true })
    renameSync(join(appOutDir, 'electron'), join(appOutDir, file))

    await setFuses({
      appOutDir,
      electronPlatformName: platform,
      packager: { appInfo: { productFilename: 'Grantdesk' } },
    })

    const { version, ...fuses } = await getCurrentFuseWire(join(appOutDir, application))
    const isOn = [false, true, false, false, true, true, false, false, true]
    expect(version).toBe('1')
    expect(Object.values(fuses)).toEqual(isOn.map((on) => (on ? FuseState.ENABLE : FuseState.DISABLE)))
  })
})

interface AjvConstructor {
  new (options: object): { compile(schema: object): (value: unknown) => boolean }
}

const target = z.looseObject({ icon: z.string(), target: z.union([z.string(), z.array(z.string())]) })
const shape = z.looseObject({
  publish: z.unknown(),
  extraMetadata: z.unknown(),
  win: target,
  mac: target,
  linux: target,
})

function settings() {
  return shape.parse(parse(configuration))
}
