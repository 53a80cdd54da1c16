import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { protocol } from 'electron'
import { contentSecurityPolicy, noncePlaceholder } from '../../core/loopback/content-security-policy.ts'
import { appScheme, isOwnPage } from './page-origin.ts'

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Declares the scheme to Chromium; must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the files of one folder, and of no other, to the window (E18). */
export function serveApp(folder: string): void {
  protocol.handle(appScheme, (request) => respond(request, folder))
}

async function respond(request: Request, folder: string): Promise<Response> {
  if (!isOwnPage(request.url)) return refuse(404)
  if (request.method !== 'GET') return refuse(405)
  const file = fileOf(new URL(request.url).pathname, folder)
  const type = file === null ? undefined : mimeTypes[extname(file)]
  if (file === null || type === undefined) return refuse(404)
  const content = await readFile(file).catch(() => null)
  if (content === null) return refuse(404)
  const nonce = randomBytes(16).toString('base64url')
  const body = type.startsWith('text/html')
    ? content.toString('utf8').replaceAll(noncePlaceholder, nonce)
    : new Uint8Array(content)
  return new Response(body, { headers: { ...hardening(nonce), 'content-type': type } })
}

/** The file that a path names, or null if it lies outside the folder or cannot be read as a path. */
function fileOf(path: string, folder: string): string | null {
  const relative = decoded(path)
  if (relative === null || relative.includes('\0') || relative.includes('\\')) return null
  const file = resolve(folder, `.${relative === '/' ? '/index.html' : relative}`)
  return file.startsWith(folder + sep) ? file : null
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

function refuse(status: 404 | 405): Response {
  return new Response(null, { status, headers: hardening('') })
}

function hardening(nonce: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  }
}
