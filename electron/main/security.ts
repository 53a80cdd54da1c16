import type { Session, WebContents } from 'electron'
import { shell } from 'electron'
import { isOwnPage, pageOrigin } from './page-origin.ts'

/** Keeps a window's contents on Grantdesk's own page: no foreign page, no further window, no `<webview>` (E11 to E14). */
export function confine(contents: WebContents): void {
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.setWindowOpenHandler(({ url }) => {
    if (isSafeToOpen(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/** Shows an address of a flow in the system's browser, which core has looked at (L2); false where there is none. */
export async function opensBrowser(address: string): Promise<boolean> {
  return shell.openExternal(address).then(
    () => true,
    () => false,
  )
}

/** Whether the system may be asked to open an address: `https`, and no user name or password in it (E15). */
function isSafeToOpen(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'https:' && url.username === '' && url.password === ''
}

/** Denies a session everything but its own files and writing text to the clipboard for its own page (E1, E5). */
export function restrict(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isAllowed(permission, details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isLocal(details.url) })
  })
  session.on('will-download', (event, item) => {
    if (!isLocal(item.getURL())) event.preventDefault()
  })
}

function isAllowed(permission: string, origin: string): boolean {
  return permission === 'clipboard-sanitized-write' && (origin === pageOrigin || isOwnPage(origin))
}

/** Whether an address is the page's own, made by it, or Chromium's own developer tools. */
function isLocal(url: string): boolean {
  return (
    isOwnPage(url) ||
    isOwnPage(url.replace(/^blob:/, '')) ||
    /^(data|devtools):/.test(url) ||
    isDevelopment(url)
  )
}

function isDevelopment(url: string): boolean {
  return import.meta.env.DEV && url.startsWith(pageOrigin.replace(/^http/, 'ws'))
}
