import { createClient } from '../../core/contract/client.ts'
import type { AdminClient } from '../../core/contract/contract.ts'
import { dispatch } from '../../core/contract/dispatch.ts'
import { startInterfaceHost } from '../../core/loopback/interface-host.ts'
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

async function connectOverHttp(options: WorkspaceOptions = {}): Promise<Connected> {
  const workspace = await openWorkspace(options)
  const host = await startInterfaceHost({
    grantdesk: workspace.grantdesk,
    rendererDirectory: workspace.directory,
    port: 0,
    log: () => undefined,
  })
  const post = async (path: string, body: unknown, token?: string): Promise<unknown> => {
    const answer = await fetch(`${host.origin}${path}`, {
      method: 'POST',
      headers: {
        origin: host.origin,
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    })
    return answer.json()
  }
  const code = new URL(host.issueAddress()).hash.replace('#code=', '')
  const session = await post('/session', { code })
  if (typeof session !== 'object' || session === null || !('token' in session)) {
    throw new Error('the host opened no session')
  }
  const token = String(session.token)
  const send: Connected['send'] = (operation, input) =>
    post(`/admin/${encodeURIComponent(operation)}`, input, token)
  return {
    workspace,
    send,
    admin: createClient(send),
    [Symbol.asyncDispose]: async () => {
      await host.close()
      await workspace[Symbol.asyncDispose]()
    },
  }
}

/** Every way to the core that can be tried here; the desktop's own channel is tried in `test/electron`. */
export const transports = [
  ['in process', connectInProcess],
  ['over HTTP on a real socket', connectOverHttp],
] as const

/** What a transport leaves of a value. */
export function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown
}
