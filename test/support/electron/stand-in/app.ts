import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { closeBrowser, startBrowser } from './browser.ts'
import { interceptTraffic } from './traffic.ts'
import { preventable } from './preventable.ts'
import { readSettings } from './settings.ts'
import { takeSingleInstanceLock } from './single-instance.ts'
import { allWindows } from './windows.ts'

/** `app`: the life of the application, from start to the order in which quitting happens. */
class App extends EventEmitter {
  readonly isPackaged = readSettings().packaged
  readonly #ready = Promise.withResolvers<undefined>()
  readonly #paths = new Map<string, string>()
  #isReady = false
  #isQuitting = false
  #hasEnded = false
  sandboxed = false
  aboutPanel: object | null = null

  whenReady(): Promise<undefined> {
    return this.#ready.promise
  }
  isReady(): boolean {
    return this.#isReady
  }
  getVersion(): string {
    return readSettings().version
  }
  /** Empty before the app is ready, as in Electron. */
  getLocale(): string {
    return this.#isReady ? readSettings().locale : ''
  }
  getPath(name: string): string {
    return this.#paths.get(name) ?? join(readSettings().profile, name)
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }
  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
    this.sandboxed = true
  }
  requestSingleInstanceLock(): boolean {
    return takeSingleInstanceLock(this.getPath('userData'), (args, directory) => {
      this.emit('second-instance', preventable({}), args, directory, null)
    })
  }
  setAboutPanelOptions(options: object): void {
    this.aboutPanel = options
  }

  async start(): Promise<void> {
    await interceptTraffic(await startBrowser())
    this.#isReady = true
    this.emit('ready')
    this.#ready.resolve(undefined)
  }

  /** Asks every window to close, then whoever listens to `will-quit`; each may prevent it. */
  quit(): void {
    const asked = preventable({})
    this.emit('before-quit', asked)
    if (asked.defaultPrevented) return
    this.#isQuitting = true
    for (const window of allWindows()) window.close()
    if (allWindows().length === 0) this.#finish()
    else if (allWindows().some((window) => !window.isClosing)) this.#isQuitting = false
  }

  /** Ends at once, without asking anybody. */
  exit(code = 0): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    void closeBrowser().finally(() => process.exit(code))
  }

  lastWindowClosed(): void {
    if (this.#hasEnded) return
    if (this.#isQuitting) this.#finish()
    else if (!this.emit('window-all-closed')) this.quit()
  }

  #finish(): void {
    const asked = preventable({})
    this.emit('will-quit', asked)
    if (asked.defaultPrevented) return
    this.emit('quit', preventable({}), 0)
    this.exit(0)
  }
}

export const app = new App()
