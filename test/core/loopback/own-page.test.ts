import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHost, type HostUnderTest } from './host-under-test.ts'

let running: HostUnderTest
let token = ''
beforeAll(async () => {
  running = await startHost()
  token = await running.openSession()
})
afterAll(() => running[Symbol.asyncDispose]())

const refusal = { status: 403, body: JSON.stringify({ error: 'only its own page may call this host' }) }
const post = (headers: Readonly<Record<string, string | null>>) =>
  running.call(token, 'workspace.show', { headers })
const get = (headers: Readonly<Record<string, string | null>>) => running.send({ headers })

const foreign: readonly (readonly [string, (port: string) => string])[] = [
  ['another site', () => 'https://attacker.example'],
  ['another port of this address', (port) => `http://127.0.0.1:${String(Number(port) - 1)}`],
  ['this address without a port', () => 'http://127.0.0.1'],
  ['another scheme', (port) => `https://127.0.0.1:${port}`],
  ['localhost', (port) => `http://localhost:${port}`],
  ['an origin that begins alike', (port) => `http://127.0.0.1:${port}.attacker.example`],
  ['an address instead of an origin', (port) => `http://127.0.0.1:${port}/`],
  ['an opaque origin', () => 'null'],
  ['nothing', () => ''],
  ['a file', () => 'file://'],
]

describe('the Origin of a request (B3)', () => {
  it('is the page’s own, for a call', async () => {
    expect((await post({})).status).toBe(200)
  })

  it('may be missing, or the page’s own, for a page that is only read', async () => {
    expect((await get({})).status).toBe(200)
    expect((await get({ origin: running.host.origin })).status).toBe(200)
  })

  it.each(foreign)('is refused when it is %s', async (_what, origin) => {
    const headers = { origin: origin(String(running.port)) }

    expect(await post(headers)).toMatchObject(refusal)
    expect(await get(headers)).toMatchObject(refusal)
  })

  it('is refused when it is missing from a call, even with a session', async () => {
    expect(await post({ origin: null })).toMatchObject(refusal)
  })

  it('is asked of whoever brings a code, too, and the code stays good', async () => {
    const code = running.host.issueAddress().split('#code=')[1] ?? ''
    const bring = (origin: string | null) =>
      running.send({
        method: 'POST',
        path: '/session',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ code }),
      })

    expect(await bring(null)).toMatchObject(refusal)
    expect(await bring('https://attacker.example')).toMatchObject(refusal)
    expect((await bring(running.host.origin)).status).toBe(200)
  })
})

describe('the Sec-Fetch-Site of a request (B3)', () => {
  it('is same-origin for a call, and may be missing, since not every browser sends it', async () => {
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await post({ 'sec-fetch-site': null })).status).toBe(200)
  })

  it('may be none for a page, which a person opens from nowhere', async () => {
    expect((await get({ 'sec-fetch-site': 'none' })).status).toBe(200)
    expect((await get({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  it('is refused for a call that comes from nowhere', async () => {
    expect(await post({ 'sec-fetch-site': 'none' })).toMatchObject(refusal)
  })

  it.each(['cross-site', 'same-site', 'Same-Origin', 'same-origin, cross-site', ''])(
    'is refused when it is `%s`',
    async (site) => {
      expect(await post({ 'sec-fetch-site': site })).toMatchObject(refusal)
      expect(await get({ 'sec-fetch-site': site })).toMatchObject(refusal)
    },
  )
})

describe('the method of a request', () => {
  it.each(['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'])(
    'is refused when it is %s, with a session or without',
    async (method) => {
      const authorization = `Bearer ${token}`
      for (const path of ['/', '/topics', '/session', '/admin/workspace.show']) {
        const { status, headers } = await running.send({ method, path, headers: { authorization } })

        expect([path, status, headers.allow]).toEqual([path, 405, 'GET, POST'])
      }
    },
  )

  it('answers no preflight, so that no other page may send what needs one', async () => {
    const { status, headers } = await running.send({
      method: 'OPTIONS',
      path: '/admin/workspace.show',
      headers: {
        origin: 'https://attacker.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, content-type',
      },
    })

    expect(status).toBe(405)
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('makes no call of a page that is read', async () => {
    const authorization = `Bearer ${token}`

    expect((await running.send({ path: '/admin/workspace.show', headers: { authorization } })).status).toBe(
      404,
    )
    expect((await running.send({ path: '/session', headers: { authorization } })).status).toBe(404)
  })

  it('finds nothing to post to but calls and the session', async () => {
    const authorization = `Bearer ${token}`
    for (const path of ['/', '/topics', '/index.html', '/admin', '/admin/', '/admin/a/b', '/Session']) {
      const { status } = await running.send({ method: 'POST', path, headers: { authorization } })

      expect([path, status]).toEqual([path, 404])
    }
  })

  it('switches to no other protocol', async () => {
    const { status } = await running.send({
      headers: {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      },
    })

    expect(status).toBe(200)
    expect(await running.sendBytes(`CONNECT ${running.name} HTTP/1.1\r\nHost: ${running.name}\r\n\r\n`)).toBe(
      '',
    )
  })
})
