import { EventEmitter } from 'node:events'
import type { Page } from '@playwright/test'
import { toWeb } from './addresses.ts'
import { app } from './app.ts'
import { openPage } from './browser.ts'
import { nativeTheme } from './native-theme.ts'
import { preventable } from './preventable.ts'
import { session } from './session.ts'
import { WebContents } from './web-contents.ts'
import { addWindow, allWindows, removeWindow } from './windows.ts'

interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface WindowOptions extends Partial<Bounds> {
  readonly show?: boolean
  readonly minWidth?: number
  readonly minHeight?: number
  readonly backgroundColor?: string
  readonly webPreferences?: Readonly<Record<string, unknown>> & { readonly preload?: string }
}

/** Web preferences that no window of a careful application has; the stand-in refuses to open it (E2 to E10). */
const dangerous: Readonly<Record<string, boolean>> = {
  nodeIntegration: true,
  nodeIntegrationInWorker: true,
  nodeIntegrationInSubFrames: true,
  contextIsolation: false,
  sandbox: false,
  webSecurity: false,
  allowRunningInsecureContent: true,
  experimentalFeatures: true,
  webviewTag: true,
}

/** `BrowserWindow`: a page of Chromium with a frame that exists only as numbers. */
export class BrowserWindow extends EventEmitter {
  readonly options: WindowOptions
  readonly webContents: WebContents
  page: Page | null = null
  isClosing = false
  backgroundColor: string
  #bounds: Bounds
  #maximized = false
  #minimized = false
  #visible: boolean
  #focused = 0
  #destroyed = false
  readonly #ready: Promise<void>

  constructor(options: WindowOptions = {}) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const preferences = options.webPreferences ?? {}
    for (const [name, value] of Object.entries(dangerous)) {
      if (preferences[name] === value) throw new Error(`insecure web preference: ${name}`)
    }
    this.options = options
    this.#bounds = {
      x: options.x ?? 100,
      y: options.y ?? 100,
      width: options.width ?? 800,
      height: options.height ?? 600,
    }
    this.#visible = options.show ?? true
    this.backgroundColor = options.backgroundColor ?? '#ffffff'
    this.webContents = new WebContents(this)
    addWindow(this)
    this.#ready = this.#open(preferences.preload)
    app.emit('web-contents-created', preventable({}), this.webContents)
    app.emit('browser-window-created', preventable({}), this)
  }

  static getAllWindows(): readonly BrowserWindow[] {
    return allWindows()
  }
  static getFocusedWindow(): BrowserWindow | null {
    return allWindows().at(-1) ?? null
  }

  async loadURL(address: string): Promise<void> {
    await this.#ready
    await session.defaultSession.applyPermissions(address)
    const page = this.page
    if (!page) throw new Error('Object has been destroyed')
    this.webContents.expectNavigation(toWeb(address))
    const response = await page.goto(toWeb(address))
    if (!response?.ok()) throw new Error(`ERR_FAILED (${String(response?.status())}) loading '${address}'`)
    this.webContents.emit('did-finish-load')
    this.emit('ready-to-show')
  }

  close(): void {
    const asked = preventable({})
    this.emit('close', asked)
    if (asked.defaultPrevented) return
    this.isClosing = true
    void this.#ready.then(() => this.page?.close())
  }
  show(): void {
    this.#visible = true
    this.emit('show')
  }
  focus(): void {
    this.#focused += 1
    this.emit('focus')
  }
  /** How often it was brought to the front. */
  focusCount(): number {
    return this.#focused
  }
  maximize(): void {
    this.#maximized = true
    this.emit('maximize')
  }
  minimize(): void {
    this.#minimized = true
  }
  restore(): void {
    this.#minimized = false
  }
  isVisible(): boolean {
    return this.#visible
  }
  isMaximized(): boolean {
    return this.#maximized
  }
  isMinimized(): boolean {
    return this.#minimized
  }
  isDestroyed(): boolean {
    return this.#destroyed
  }
  getNormalBounds(): Bounds {
    return this.#bounds
  }
  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.emit('resize')
  }
  setBackgroundColor(color: string): void {
    this.backgroundColor = color
  }

  async #open(preload: string | undefined): Promise<void> {
    const page = await openPage()
    this.page = page
    const { width, height } = this.#bounds
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: nativeTheme.colorScheme })
    page.on('close', () => {
      this.#gone()
    })
    await this.webContents.attach(page, preload)
  }

  #gone(): void {
    this.#destroyed = true
    removeWindow(this)
    this.webContents.emit('destroyed')
    this.emit('closed')
    if (allWindows().length === 0) app.lastWindowClosed()
  }
}
