import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Desktop } from '../support/electron/desktop.ts'
import type { FixtureDesktop, FixtureWindow } from '../support/electron/fixture-desktop.ts'
import { openFixture } from '../support/electron/fixture-desktop.ts'

let fixture: FixtureDesktop
let desktop: Desktop
let page: Page
beforeAll(async () => {
  fixture = await openFixture()
  desktop = fixture.desktop
  page = fixture.page
})
afterAll(() => fixture.close())

const invoke = (operation: string, input: unknown) =>
  page.evaluate(([name, argument]) => (window as unknown as FixtureWindow).grantdesk.invoke(name, argument), [
    operation,
    input,
  ] as const)
const heard = () => page.evaluate(() => (window as unknown as FixtureWindow).heard)

describe('the bridge', () => {
  it('is two functions, frozen, and nothing else (E20)', async () => {
    const shape = await page.evaluate(() => {
      const { grantdesk } = window as unknown as FixtureWindow
      return {
        members: Object.entries(grantdesk).map(([name, member]) => [name, typeof member]),
        frozen: Object.isFrozen(grantdesk),
        replaceable: Object.getOwnPropertyDescriptor(window, 'grantdesk')?.writable ?? false,
      }
    })

    expect(shape).toEqual({
      members: [
        ['invoke', 'function'],
        ['subscribe', 'function'],
      ],
      frozen: true,
      replaceable: false,
    })
  })

  it('has one channel for calls and one for topics (E20)', async () => {
    expect(await desktop.evaluate(({ standIn }) => standIn.channels())).toEqual(['admin', 'topics'])
  })

  it('passes messages on, but no event (E20)', async () => {
    await desktop.clickMenu(['Go', 'Ask'])

    await expect.poll(heard).toContainEqual({ topic: 'menu', message: { command: 'goAsk' } })
  })

  it('refuses what cannot be cloned before it leaves the page (E20)', async () => {
    const refusal = page.evaluate(() =>
      (window as unknown as FixtureWindow).grantdesk.invoke('workspace.show', new Proxy({}, {})),
    )

    await expect(refusal).rejects.toThrow('could not be cloned')
  })
})

describe('calls', () => {
  it('answers an operation of the contract', async () => {
    expect(await invoke('workspace.show', {})).toMatchObject({
      ok: true,
      value: { version: '0.1.0', dataDirectory: fixture.build.data, organizations: [] },
    })
  })

  it.each([
    ['an unknown operation', 'workspace.drop', {}, 'operation_name_unknown'],
    ['an inherited name', 'constructor', {}, 'operation_name_unknown'],
    ['no operation at all', null, {}, 'operation_name_unknown'],
    ['unreadable input', 'organization.show', 7, 'input_invalid'],
    ['missing input', 'organization.show', undefined, 'input_invalid'],
  ])('answers %s with a refusal', async (_what, operation, input, code) => {
    // The page may send anything.
    const answer = await invoke(operation as string, input)

    expect(answer).toMatchObject({ ok: false, failure: { code, message: expect.any(String) as string } })
  })

  const own = { url: 'app://bundle/index.html', origin: 'app://bundle', parent: null }

  it('answers the top frame of its own page (E17)', async () => {
    const answer = await desktop.evaluate(
      ({ standIn }, frame) => standIn.invokeFrom(frame, 'admin', 'workspace.show', {}),
      own,
    )

    expect(answer).toMatchObject({ ok: true })
  })

  it.each([
    ['a frame inside the page', { ...own, parent: own }],
    ['a foreign origin', { ...own, origin: 'https://example.org' }],
    ['a foreign address', { ...own, url: 'https://example.org/' }],
    ['an origin that begins alike', { ...own, origin: 'app://bundle.example.org' }],
    ['an address that begins alike', { ...own, url: 'app://bundle.example.org/index.html' }],
    ['an opaque origin', { ...own, origin: 'null' }],
    ['a frame that is gone', null],
  ])('refuses calls and subscriptions of %s, and says so (E17)', async (_what, frame) => {
    const answers = await desktop.evaluate(
      async ({ standIn }, sender) => [
        await standIn.invokeFrom(sender, 'admin', 'workspace.show', {}),
        await standIn.invokeFrom(sender, 'topics', 'subscribe', 'changed'),
      ],
      frame,
    )

    const refusal = { ok: false, failure: { code: 'sender_refused', message: expect.any(String) as string } }
    expect(answers).toEqual([refusal, refusal])
  })
})

describe('topics', () => {
  it('tells the page of changes in the store', async () => {
    const before = (await heard()).length
    expect(await invoke('organization.create', { name: 'Acme' })).toMatchObject({ ok: true })

    await expect
      .poll(async () => (await heard()).slice(before))
      .toContainEqual({ topic: 'changed', message: { at: expect.any(String) as string } })
  })

  it('refuses a topic that is not declared', async () => {
    const answer = await desktop.evaluate(({ standIn }) =>
      standIn.invokeFrom(
        { url: 'app://bundle/index.html', origin: 'app://bundle', parent: null },
        'topics',
        'subscribe',
        'secrets',
      ),
    )

    expect(answer).toEqual({ ok: false, failure: { code: 'topic_unknown', message: 'no such topic' } })
  })

  it('still tells a page that was loaded anew', async () => {
    await page.reload()
    await page.waitForSelector('[data-ready=yes]')
    await desktop.clickMenu(['Go', 'History'])

    // What was changed before may be told again late; the menu's command comes once.
    const ofMenu = async () => (await heard()).filter(({ topic }) => topic === 'menu')
    await expect.poll(ofMenu).toEqual([{ topic: 'menu', message: { command: 'goHistory' } }])
  })

  it('tells nothing more once the page has stopped listening', async () => {
    await page.evaluate(() => {
      for (const stop of (window as unknown as FixtureWindow).stops) stop()
    })
    await invoke('workspace.show', {})
    const before = await heard()
    const sent = await desktop.evaluate(async ({ BrowserWindow, Menu }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      if (!contents) throw new Error('no window')
      const messages: unknown[] = []
      contents.send = (...message: unknown[]) => {
        messages.push(message)
      }
      const go = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Go')
      for (const item of go?.submenu?.items ?? []) Reflect.apply(item.click, item, [])
      await Promise.resolve()
      return messages
    })

    expect(sent).toEqual([])
    expect(await heard()).toEqual(before)
  })
})
