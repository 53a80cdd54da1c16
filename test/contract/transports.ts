import { vi } from 'vitest'
import { createClient } from '../../core/contract/client.ts'
import type { AdminClient, OperationName } from '../../core/contract/contract.ts'
import { dispatch } from '../../core/contract/dispatch.ts'
import { startInterfaceHost, type InterfaceHost } from '../../core/loopback/interface-host.ts'
import { createHttpHost } from '../../renderer/transport/http.ts'
import { openWorkspace, type Workspace, type WorkspaceOptions } from '../support/workspace.ts'

/** The application at the far end of one transport. */
export interface Connected extends AsyncDisposable {
  readonly workspace: Workspace
  /** Sends any name and any JSON, and answers what came back, unparsed. */
  send(operation: string, input: unknown): Promise<unknown>
  /** The operations as a screen calls them over this transport. */
  readonly admin: AdminClient
}

async function connectInProcess(options: WorkspaceOptions = {}): Promise<Connected> {
  const workspace = await openWorkspace(options)
  const send: Connected['send'] = (operation, input) =>
    dispatch(workspace.grantdesk.dispatcher, operation, asJson(input))
  return {
    workspace,
    send,
    admin: createClient(send),
    [Symbol.asyncDispose]: () => workspace[Symbol.asyncDispose](),
  }
}

/** Plain requests, as any program on this machine could send them. */
async function connectOverHttp(options: WorkspaceOptions = {}): Promise<Connected> {
  const { workspace, host } = await openHost(options)
  const code = new URL(host.issueAddress()).hash.replace('#code=', '')
  const session = await post(host, '/session', { body: { code } })
  if (typeof session !== 'object' || session === null || !('token' in session)) {
    throw new Error('the host opened no session')
  }
  const token = String(session.token)
  const send: Connected['send'] = (operation, input) =>
    post(host, `/admin/${encodeURIComponent(operation)}`, { body: input, token })
  return {
    workspace,
    send,
    admin: createClient(send),
    [Symbol.asyncDispose]: () => closeBoth(workspace, host),
  }
}

/** The page's own transport, with what a browser would give it. */
async function connectAsPage(options: WorkspaceOptions = {}): Promise<Connected> {
  const { workspace, host } = await openHost(options)
  const browser = standInForBrowser(host)
  const page = await createHttpHost(() => 'nobody answers')
  const send: Connected['send'] = (operation, input) =>
    // The page knows only the names of the contract; here any name may be tried.
    page.call(encodeURIComponent(operation) as OperationName, input)
  return {
    workspace,
    send,
    admin: createClient(send),
    [Symbol.asyncDispose]: async () => {
      // The page stops listening to topics once it is told that its session is over.
      const ended = new Promise<void>((resolve) => {
        page.onEnded(resolve)
      })
      browser.endSession()
      await send('workspace.show', {})
      await ended
      await closeBoth(workspace, host)
      vi.unstubAllGlobals()
    },
  }
}

async function openHost(options: WorkspaceOptions) {
  const workspace = await openWorkspace(options)
  const host = await startInterfaceHost({
    grantdesk: workspace.grantdesk,
    rendererDirectory: workspace.directory,
    port: 0,
    log: () => undefined,
  })
  return { workspace, host }
}

async function closeBoth(workspace: Workspace, host: InterfaceHost): Promise<void> {
  await host.close()
  await workspace[Symbol.asyncDispose]()
}

async function post(
  { origin }: InterfaceHost,
  path: string,
  { body, token }: { readonly body: unknown; readonly token?: string },
): Promise<unknown> {
  const headers = { origin, 'content-type': 'application/json' }
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  return answer.json()
}

/** A tab that opened the host's address: its location, its storage, and requests that carry its origin. */
function standInForBrowser(host: InterfaceHost): { endSession(): void } {
  const address = new URL(host.issueAddress())
  const stored = new Map<string, string>()
  const request = globalThis.fetch
  let isOver = false
  vi.stubGlobal('location', { hash: address.hash, pathname: '/' })
  vi.stubGlobal('history', { replaceState: () => undefined })
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  })
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    if (isOver) return Promise.resolve(Response.json({ error: 'there is no session' }, { status: 401 }))
    const headers = new Headers(init.headers)
    headers.set('origin', host.origin)
    return request(new URL(path, host.origin), { ...init, headers })
  })
  return {
    endSession: () => {
      isOver = true
    },
  }
}

/** Every way to the core that can be tried here; the desktop's own channel is tried in `test/electron`. */
export const transports = [
  ['in process', connectInProcess],
  ['over HTTP on a real socket', connectOverHttp],
  ['as the page in a browser', connectAsPage],
] as const

/** What a transport leaves of a value. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown
}
