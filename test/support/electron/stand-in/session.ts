import { EventEmitter } from 'node:events'
import { browser } from './browser.ts'
import { toWeb } from './addresses.ts'

type Answer = (granted: boolean) => void
type PermissionRequestHandler = (
  contents: unknown,
  permission: string,
  answer: Answer,
  details: { readonly requestingUrl: string; readonly isMainFrame: boolean },
) => void
type PermissionCheckHandler = (contents: unknown, permission: string, origin: string) => boolean
type BeforeRequest = (
  details: { readonly url: string },
  answer: (response: { readonly cancel?: boolean }) => void,
) => void

/** What Playwright can grant, by Electron's name for it. */
const grantable: Readonly<Record<string, string>> = {
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  geolocation: 'geolocation',
  notifications: 'notifications',
  media: 'microphone',
  midi: 'midi',
}

/** `session.defaultSession`: what pages may ask for, and a look at every request before it leaves. */
class Session extends EventEmitter {
  #onRequest: PermissionRequestHandler | null = null
  #onCheck: PermissionCheckHandler | null = null
  #onDevice: (() => boolean) | null = null
  #beforeRequest: BeforeRequest | null = null
  spellChecker = true

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#beforeRequest = listener
    },
  }

  setPermissionRequestHandler(handler: PermissionRequestHandler): void {
    this.#onRequest = handler
  }
  setPermissionCheckHandler(handler: PermissionCheckHandler): void {
    this.#onCheck = handler
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.#onDevice = handler
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled
  }

  /** Whether a page that asks is granted a permission; without a handler, Electron grants everything. */
  request(permission: string, url: string): Promise<boolean> {
    const handler = this.#onRequest
    if (!handler) return Promise.resolve(true)
    return new Promise((resolve) => {
      handler(null, permission, resolve, { requestingUrl: url, isMainFrame: true })
    })
  }
  check(permission: string, origin: string): boolean {
    return this.#onCheck?.(null, permission, origin) ?? true
  }
  allowsDevices(): boolean {
    return this.#onDevice?.() ?? false
  }
  allowsRequest(url: string): Promise<boolean> {
    const listener = this.#beforeRequest
    if (!listener) return Promise.resolve(true)
    return new Promise((resolve) => {
      listener({ url }, ({ cancel }) => {
        resolve(cancel !== true)
      })
    })
  }

  /** Gives Chromium the permissions that the handlers grant to a page, and no other. */
  async applyPermissions(url: string): Promise<void> {
    const origin = url.split('/').slice(0, 3).join('/')
    const granted: string[] = []
    for (const [permission, name] of Object.entries(grantable)) {
      if (this.check(permission, origin) && (await this.request(permission, url))) granted.push(name)
    }
    await browser().grantPermissions(granted, { origin: toWeb(origin) })
  }
}

export const session = { defaultSession: new Session() }
