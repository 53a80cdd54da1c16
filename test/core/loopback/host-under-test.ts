import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  startInterfaceHost,
  type InterfaceHost,
  type InterfaceHostOptions,
} from '../../../core/loopback/interface-host.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

/** One request, as raw as HTTP lets it be: neither its path nor its headers are corrected on the way. */
export interface Sent {
  readonly method?: string
  readonly path?: string
  /** `null` leaves out a header that is otherwise sent. */
  readonly headers?: Readonly<Record<string, string | null>>
  readonly body?: string
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A host on a real socket, in front of a real workspace and a folder of page files. */
export interface HostUnderTest extends AsyncDisposable {
  readonly host: InterfaceHost
  readonly port: number
  /** What `Host` must say. */
  readonly name: string
  readonly workspace: Workspace
  /** Where the page's folder lies; `secret.js` lies beside it. */
  readonly folder: string
  /** Every line that the host logged. */
  readonly log: readonly string[]
  /** Sends a request with the right `Host`, and with the page's own `Origin` unless it only reads. */
  send(sent?: Sent): Promise<Answer>
  /** Trades a new code for a token. */
  openSession(): Promise<string>
  /** Calls an operation as the page does. */
  call(token: string | null, operation?: string, change?: Sent): Promise<Answer>
  /** Sends bytes that are no proper request; answers all that comes back until the connection ends. */
  sendBytes(bytes: string): Promise<string>
}

const indexPage = '<meta name="csp-nonce" content="__CSP_NONCE__"><script src="./page.js"></script>'

export async function startHost(
  options: Partial<Pick<InterfaceHostOptions, 'port' | 'idleAfter' | 'patience'>> = {},
): Promise<HostUnderTest> {
  const workspace = await openWorkspace()
  const folder = await pageFolder()
  const log: string[] = []
  const host = await startInterfaceHost({
    port: 0,
    ...options,
    grantdesk: workspace.grantdesk,
    rendererDirectory: join(folder, 'renderer'),
    log: (line) => log.push(line),
  })
  const { port, host: name } = new URL(host.origin)
  const send: HostUnderTest['send'] = ({ method = 'GET', path = '/', headers = {}, body } = {}) => {
    const usual: Sent['headers'] = { host: name, ...(method === 'GET' ? {} : { origin: host.origin }) }
    const all = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== null)
    const chosen = Object.fromEntries(all) as Record<string, string>
    return exchange({ port: Number(port), method, path, headers: chosen }, body)
  }
  const post = (path: string, body: unknown, change: Sent = {}) =>
    send({
      method: 'POST',
      path,
      body: JSON.stringify(body),
      ...change,
      headers: { 'content-type': 'application/json', ...change.headers },
    })
  return {
    host,
    port: Number(port),
    name,
    workspace,
    folder,
    log,
    send,
    openSession: async () => {
      const answer = await post('/session', { code: codeOf(host.issueAddress()) })
      return (JSON.parse(answer.body) as { token: string }).token
    },
    call: (token, operation = 'workspace.show', change = {}) => {
      const authorization = token === null ? null : `Bearer ${token}`
      return post(`/admin/${operation}`, {}, { ...change, headers: { authorization, ...change.headers } })
    },
    sendBytes: (bytes) => exchangeBytes(Number(port), bytes),
    [Symbol.asyncDispose]: async () => {
      await host.close()
      await workspace[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

/** The one-time code that an address carries. */
export function codeOf(address: string): string {
  return new URL(address).hash.replace('#code=', '')
}

async function pageFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'grantdesk-page-'))
  for (const made of ['assets', 'folder.js']) await mkdir(join(folder, 'renderer', made), { recursive: true })
  await writeFile(join(folder, 'renderer/index.html'), indexPage)
  await writeFile(join(folder, 'renderer/page.js'), "document.title = 'Own page'")
  await writeFile(join(folder, 'renderer/assets/page.css'), 'h1 { margin: 0 }')
  await writeFile(join(folder, 'renderer/icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await writeFile(join(folder, 'renderer/notes.txt'), 'of a kind that no page needs')
  await writeFile(join(folder, 'secret.js'), 'canary')
  return folder
}

function exchange(
  target: { port: number; method: string; path: string; headers: Record<string, string> },
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...target, host: '127.0.0.1', setHost: false, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.once('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text })
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

function exchangeBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    socket.once('error', () => {
      resolve(text)
    })
    socket.once('close', () => {
      resolve(text)
    })
  })
}
