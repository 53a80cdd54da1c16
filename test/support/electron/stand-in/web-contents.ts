import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from '@playwright/test'
import { toApp } from './addresses.ts'
import { browser } from './browser.ts'
import type { BrowserWindow } from './browser-window.ts'
import { ipcMain } from './ipc-main.ts'
import { preventable } from './preventable.ts'
import { session } from './session.ts'
import { parse, serialize } from './worlds/messages.ts'
import { hostBinding, isolatedWorld, pageScript, preloadScript } from './worlds/scripts.ts'

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' }

/** A frame as `senderFrame` shows it. */
export interface Frame {
  readonly url: string
  readonly origin: string
  readonly parent: Frame | null
}

interface Invocation {
  readonly id: number
  readonly channel: string
  readonly args: readonly unknown[]
}

/** `WebContents`: the page of a window, its preload in Chromium's own isolated world, and the wire to it. */
export class WebContents extends EventEmitter {
  readonly session = session.defaultSession
  readonly #window: BrowserWindow
  readonly #expected = new Set<string>()
  readonly #worlds = new Map<number, string>()
  readonly #undelivered: string[] = []
  #cdp: CDPSession | null = null
  #onOpen: WindowOpenHandler | null = null

  constructor(window: BrowserWindow) {
    super()
    this.#window = window
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#onOpen = handler
  }
  /** What the application says to a page that opens an address; without a handler it may. */
  askToOpen(url: string): 'allow' | 'deny' {
    return this.#onOpen?.({ url }).action ?? 'allow'
  }
  getURL(): string {
    return toApp(this.#window.page?.url() ?? '')
  }
  isDestroyed(): boolean {
    return this.#window.isDestroyed()
  }
  reload(): void {
    const page = this.#window.page
    if (!page) return
    this.expectNavigation(page.url())
    void page.reload()
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.#deliver(serialize({ kind: 'message', channel, args: structuredClone(args) }))
  }

  /** A navigation that the application itself starts is not asked about. */
  expectNavigation(webAddress: string): void {
    this.#expected.add(webAddress)
  }
  wasExpected(webAddress: string): boolean {
    return this.#expected.delete(webAddress)
  }

  async attach(page: Page, preload: string | undefined): Promise<void> {
    const cdp = await browser().newCDPSession(page)
    this.#cdp = cdp
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name !== isolatedWorld) return
      this.#worlds.set(context.id, context.origin)
      for (const message of this.#undelivered.splice(0)) this.#deliver(message)
    })
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#worlds.delete(executionContextId)
    })
    cdp.on('Runtime.executionContextsCleared', () => {
      this.#worlds.clear()
    })
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === hostBinding) void this.#answer(payload, executionContextId)
    })
    await cdp.send('Page.enable')
    await cdp.send('Runtime.enable')
    await cdp.send('Runtime.addBinding', { name: hostBinding, executionContextName: isolatedWorld })
    const key = crypto.randomUUID()
    const source = preload === undefined ? '' : readFileSync(preload, 'utf8')
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: isolatedWorld,
      source: preloadScript(key, source),
    })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(key) })
  }

  /** Preloads run in the top frame only, so whoever calls is that. */
  async #answer(payload: string, world: number): Promise<void> {
    // Sent by the isolated world's own runtime.
    const { id, channel, args } = parse(payload) as Invocation
    const url = this.getURL()
    const frame: Frame = { url, origin: toApp(this.#worlds.get(world) ?? ''), parent: null }
    const event = preventable({ sender: this, senderFrame: frame })
    try {
      const value = await ipcMain.invoke(event, channel, args)
      await this.#deliverTo(world, serialize({ kind: 'answer', id, value }))
    } catch (cause) {
      // Only the message crosses, as in Electron.
      const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
      const error = `Error invoking remote method '${channel}': ${message}`
      await this.#deliverTo(world, serialize({ kind: 'answer', id, error }))
    }
  }

  #deliver(message: string): void {
    const world = [...this.#worlds.keys()].at(-1)
    if (world === undefined) this.#undelivered.push(message)
    else void this.#deliverTo(world, message)
  }

  async #deliverTo(contextId: number, message: string): Promise<void> {
    const expression = `__deliver(${JSON.stringify(message)})`
    // The page may have gone in the meantime, and with it the wish to hear.
    await this.#cdp?.send('Runtime.evaluate', { contextId, expression }).catch(() => null)
  }
}
