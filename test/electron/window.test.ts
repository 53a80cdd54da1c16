import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DesktopMemory } from '../../electron/main/desktop-memory.ts'
import { placeWindow } from '../../electron/main/window-placement.ts'
import type { Desktop } from '../support/electron/desktop.ts'
import type { FixtureBuild } from '../support/electron/fixture-desktop.ts'
import { fixtureBuild, launchFixture, loadedPage } from '../support/electron/fixture-desktop.ts'

let build: FixtureBuild
beforeAll(async () => {
  build = await fixtureBuild()
})
afterAll(() => {
  build.remove()
})

const memoryFile = () => join(build.data, 'desktop/desktop.json')

const windowOf = (desktop: Desktop) =>
  desktop.evaluate(({ BrowserWindow, nativeTheme }) => {
    const window = BrowserWindow.getAllWindows()[0]
    if (!window) throw new Error('no window')
    // What only the stand-in remembers.
    const { options, backgroundColor } = window as unknown as {
      options: Record<string, unknown>
      backgroundColor: string
    }
    return {
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      visible: window.isVisible(),
      smallest: [options['minWidth'], options['minHeight']],
      shownAtOnce: options['show'],
      firstBackground: options['backgroundColor'],
      background: backgroundColor,
      theme: nativeTheme.themeSource,
    }
  })

describe('the window', () => {
  it('opens hidden, appears when there is something to see, and cannot be made too small', async () => {
    const desktop = await launchFixture(build)
    await loadedPage(desktop)

    expect(await windowOf(desktop)).toMatchObject({
      bounds: { width: 1280, height: 800 },
      visible: true,
      shownAtOnce: false,
      smallest: [720, 500],
      firstBackground: '#ffffff',
      theme: 'system',
    })
    await desktop.close()
  })

  it('comes back where it was, as large as it was, maximized if it was, in the theme that was chosen', async () => {
    const first = await launchFixture(build)
    await loadedPage(first)
    await first.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0]
      window?.setBounds({ x: 40, y: 50, width: 900, height: 600 })
      window?.maximize()
    })
    await first.clickMenu(['View', 'Theme', 'Dark'])
    await first.close()

    const second = await launchFixture(build)
    await loadedPage(second)

    expect(await windowOf(second)).toMatchObject({
      bounds: { x: 40, y: 50, width: 900, height: 600 },
      maximized: true,
      theme: 'dark',
      firstBackground: '#17181c',
    })
    await second.close()
  })

  it('follows the system between light and dark, and a choice against it', async () => {
    rmSync(memoryFile(), { force: true })
    const desktop = await launchFixture(build, { systemTheme: 'dark' })
    const page = await loadedPage(desktop)
    const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)

    expect(await windowOf(desktop)).toMatchObject({ firstBackground: '#17181c' })
    await expect.poll(isDark).toBe(true)
    await desktop.evaluate(({ standIn }) => {
      standIn.setSystemTheme('light')
    })
    await expect.poll(isDark).toBe(false)
    expect(await windowOf(desktop)).toMatchObject({ background: '#ffffff' })
    await desktop.clickMenu(['View', 'Theme', 'Dark'])
    await expect.poll(isDark).toBe(true)
    await desktop.close()
  })
})

describe('what the desktop remembers', () => {
  const first = { bounds: null, maximized: false, theme: 'system' }
  const folder = mkdtempSync(join(tmpdir(), 'grantdesk-memory-'))
  const file = join(folder, 'desktop.json')
  const lost: unknown[] = []
  const memoryIn = (path: string) => new DesktopMemory(path, (cause) => lost.push(cause))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it.each([
    '',
    '{',
    'null',
    '{"bounds":{"x":"0"}}',
    '{"bounds":null,"maximized":false,"theme":"purple"}',
    '{"bounds":{"x":0,"y":0,"width":0,"height":9},"maximized":false,"theme":"dark"}',
    '{"bounds":{"x":1e9,"y":0,"width":9,"height":9},"maximized":false,"theme":"dark"}',
  ])('counts as a first run when its file reads %j', (text) => {
    writeFileSync(file, text)

    expect(memoryIn(file).state).toEqual(first)
  })

  it('counts as a first run without a file', () => {
    rmSync(file, { force: true })

    expect(memoryIn(file).state).toEqual(first)
  })

  it('is what was remembered last, and leaves nothing half-written beside it (F1)', () => {
    const memory = memoryIn(file)
    memory.remember({ theme: 'dark' })
    memory.remember({ bounds: { x: -5, y: 6, width: 900, height: 600 } })

    expect(memoryIn(file).state).toEqual({
      bounds: { x: -5, y: 6, width: 900, height: 600 },
      maximized: false,
      theme: 'dark',
    })
    expect(readdirSync(folder)).toEqual(['desktop.json'])
    expect(lost).toEqual([])
  })

  it('lasts for this run only where it cannot be written, and stops no work', () => {
    const memory = memoryIn(join(folder, 'none/desktop.json'))
    memory.remember({ theme: 'dark' })

    expect(memory.state.theme).toBe('dark')
    expect(lost).toEqual([expect.objectContaining({ code: 'ENOENT' })])
  })
})

describe('placing the window', () => {
  const left = { x: 0, y: 0, width: 1920, height: 1080 }
  const right = { x: 1920, y: 0, width: 2560, height: 1440 }

  it('lets the system choose the place on a first run', () => {
    expect(placeWindow(null, [left])).toEqual({ width: 1280, height: 800 })
  })

  it('keeps a place that a screen shows, also on a second screen', () => {
    const former = { x: 2000, y: 100, width: 1000, height: 700 }

    expect(placeWindow(former, [left, right])).toEqual(former)
  })

  it('keeps only the size when the screen is gone, and no more of it than fits', () => {
    expect(placeWindow({ x: 2000, y: 100, width: 2500, height: 700 }, [left])).toEqual({
      width: 1920,
      height: 700,
    })
  })

  it.each([
    ['just enough of the title bar', { x: 1820, y: 0 }, true],
    ['one pixel too little of it', { x: 1821, y: 0 }, false],
    ['the title bar above the screen', { x: 0, y: -1 }, false],
    ['the title bar just above the lower edge', { x: 0, y: 980 }, true],
    ['the title bar below that', { x: 0, y: 981 }, false],
  ])('asks for the title bar to be within reach: %s', (_what, place, kept) => {
    const placed = placeWindow({ ...place, width: 900, height: 600 }, [left])

    expect('x' in placed).toBe(kept)
  })

  it('never opens smaller than the page can bear', () => {
    expect(placeWindow({ x: 0, y: 0, width: 10, height: 10 }, [left])).toMatchObject({
      width: 720,
      height: 500,
    })
  })
})
