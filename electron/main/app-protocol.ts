import { randomBytes } from 'node:crypto'
import { protocol } from 'electron'
import { contentSecurityPolicy } from '../../core/loopback/content-security-policy.ts'
import { readPageFile } from '../../core/loopback/page-files.ts'
import { appScheme, isOwnPage } from './page-origin.ts'

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
  const nonce = randomBytes(16).toString('base64url')
  if (!isOwnPage(request.url)) return refuse(404, nonce)
  if (request.method !== 'GET') return refuse(405, nonce)
  const file = await readPageFile(folder, new URL(request.url).pathname, nonce)
  if (!file) return refuse(404, nonce)
  return new Response(file.content, { headers: { ...hardening(nonce), 'content-type': file.type } })
}

function refuse(status: 404 | 405, nonce: string): Response {
  return new Response(null, { status, headers: hardening(nonce) })
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
