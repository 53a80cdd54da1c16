import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import type { HostBridge } from '../../../core/contract/contract.ts'
import { ensureBuilt } from '../build.ts'
import type { Desktop, LaunchOptions } from './desktop.ts'
import { launchDesktop } from './launch-desktop.ts'

/** What the fixture page holds for a test to read. */
export interface FixtureWindow {
  readonly grantdesk: HostBridge
  readonly heard: { readonly topic: string; readonly message: unknown }[]
  readonly violations: string[]
  readonly stops: (() => void)[]
}

/** The built main process and preload beside a page of ours that does what no good page would do. */
export interface FixtureBuild {
  /** The built main process. */
  readonly main: string
  /** A data directory of this test's own. */
  readonly data: string
  remove(): void
}

export async function fixtureBuild(): Promise<FixtureBuild> {
  await ensureBuilt()
  const out = resolve('out')
  // Inside `out`, so that the bundles still find their dependencies.
  const folder = mkdtempSync(join(out, 'fixture-'))
  cpSync(join(out, 'main'), join(folder, 'main'), { recursive: true })
  cpSync(join(out, 'preload'), join(folder, 'preload'), { recursive: true })
  const page = join(folder, 'renderer')
  cpSync(join(import.meta.dirname, 'fixture-renderer'), page, { recursive: true })
  writeFileSync(join(page, 'page.js'), stripTypeScriptTypes(readFileSync(join(page, 'page.ts'), 'utf8')))
  const data = mkdtempSync(join(tmpdir(), 'grantdesk-data-'))
  return {
    main: join(folder, 'main/main.js'),
    data,
    remove() {
      for (const made of [folder, data]) rmSync(made, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export interface FixtureDesktop {
  readonly build: FixtureBuild
  readonly desktop: Desktop
  readonly page: Page
  close(): Promise<void>
}

/** A running desktop under the stand-in, with the fixture page loaded. */
export async function openFixture(options: LaunchOptions = {}): Promise<FixtureDesktop> {
  const build = await fixtureBuild()
  try {
    const desktop = await launchFixture(build, options)
    return {
      build,
      desktop,
      page: await loadedPage(desktop),
      async close() {
        await desktop.close()
        build.remove()
      },
    }
  } catch (cause) {
    build.remove()
    throw cause
  }
}

export function launchFixture(build: FixtureBuild, options: LaunchOptions = {}): Promise<Desktop> {
  return launchDesktop({ standIn: true, main: build.main, args: ['--data', build.data], ...options })
}

export async function loadedPage(desktop: Desktop): Promise<Page> {
  const page = await desktop.firstWindow()
  await page.waitForSelector('[data-ready=yes]')
  return page
}
