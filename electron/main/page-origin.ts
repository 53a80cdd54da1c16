/// <reference types="vite/client" />

/** The scheme under which the window's files are served; it has none of the privileges of `file:` (E18). */
export const appScheme = 'app'

const bundleOrigin = `${appScheme}://bundle`

/**
 * The one origin whose pages are Grantdesk. In development this is electron-vite's server; a build contains only
 * the bundle's origin, since the condition is decided when it is compiled.
 */
export const pageOrigin: string = import.meta.env.DEV
  ? (process.env['ELECTRON_RENDERER_URL'] ?? bundleOrigin)
  : bundleOrigin

/** Whether an address belongs to Grantdesk's own page. */
export function isOwnPage(url: string): boolean {
  return url.startsWith(`${pageOrigin}/`)
}
