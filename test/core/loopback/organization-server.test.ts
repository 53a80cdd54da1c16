import { connect } from 'node:net'
import { request } from 'node:https'
import { describe, expect, it } from 'vitest'
import type { HttpAnswer, HttpRequest } from '../../../core/model/http-exchange.ts'
import { nobody } from '../../../core/model/http-exchange.ts'
import { makeSelfSignedCertificate } from '../../../core/certificates/make-certificate.ts'
import type { AnsweredRequest, Answerer } from '../../../core/loopback/organization-server.ts'
import { startServer, type ServerUnderTest } from '../../support/organization-server.ts'
import { sendBytes } from '../../support/send-bytes.ts'

/** What an answerer was asked, as plain values. */
interface Asked {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: string
  readonly issuer: string
}

const mirror = (asked: Asked[]): Answerer => ({
  answer: (message: HttpRequest): Promise<HttpAnswer> => {
    const { method, path, query, body, issuer } = message
    asked.push({ method, path, query: query.toString(), body, issuer })
    return Promise.resolve({
      status: 200,
      headers: { 'Content-Type': 'text/plain' },
      body: 'right',
      note: nobody,
    })
  },
})

async function serving(options: Partial<Parameters<typeof startServer>[0]> = {}) {
  const asked: Asked[] = []
  const answered: AnsweredRequest[] = []
  const server = await startServer({
    answerers: [mirror(asked)],
    answered: (one) => answered.push(one),
    ...options,
  })
  const host = `127.0.0.1:${String(server.port)}`
  return { server, asked, answered, host, [Symbol.asyncDispose]: () => server.close() }
}

const get = (host: string, target = '/', more = '') =>
  `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`

describe('the organization server (S1)', () => {
  it('listens on both loopback addresses of one port, and calls itself by one issuer', async () => {
    await using running = await serving()
    const { server, asked } = running
    const port = String(server.port)
    for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
      const answer = await fetch(`http://${host}:${port}/a/b?x=1&x=2`)
      expect([host, answer.status, await answer.text()]).toEqual([host, 200, 'right'])
      expect(answer.headers.get('inin-correlation-id')).toMatch(/^[0-9a-f-]{36}$/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.has('server')).toBe(false)
    }
    const issuer = `http://127.0.0.1:${port}`
    expect(server.issuer).toBe(issuer)
    expect(asked).toEqual(Array(3).fill({ method: 'GET', path: '/a/b', query: 'x=1&x=2', body: '', issuer }))
  })

  it.each([
    ['a rebound name', (port: string) => `evil.example:${port}`, 421],
    ['another port', () => '127.0.0.1:1', 421],
    ['no port', () => '127.0.0.1', 421],
    ['a name with a user', (port: string) => `127.0.0.1@evil.example:${port}`, 421],
    ['its own name in capitals', (port: string) => `LOCALHOST:${port}`, 200],
    ['nothing', () => '', 421],
    ['a zero address', (port: string) => `0.0.0.0:${port}`, 421],
  ])('answers %s by status', async (_what, name, status) => {
    await using running = await serving()
    const { server, asked } = running
    const [answer] = await sendBytes(server.port, get(name(String(server.port))))

    expect(answer?.status).toBe(status)
    expect(asked).toHaveLength(status === 200 ? 1 : 0)
  })

  it.each([
    ['no host at all', () => 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 421],
    ['HTTP/1.0 without a host', () => 'GET / HTTP/1.0\r\n\r\n', 421],
    ['HTTP/1.0 with its host', (host: string) => `GET / HTTP/1.0\r\nHost: ${host}\r\n\r\n`, 200],
    ['two hosts', (host: string) => get(host, '/', `Host: ${host}\r\n`), 400],
    ['two credentials', (host: string) => get(host, '/', 'Authorization: a\r\nauthorization: b\r\n'), 400],
    ['its own address in absolute form', (host: string) => get(host, `http://${host}/a`), 200],
    ['another address in absolute form', (host: string) => get(host, 'http://evil.example/a'), 421],
    ['its address below another name', (host: string) => get('evil.example', `http://${host}/a`), 421],
    ['a target that is no path', (host: string) => get(host, '*'), 400],
    ['TRACE', (host: string) => get(host).replace('GET', 'TRACE'), 405],
    ['PROPFIND', (host: string) => get(host).replace('GET', 'PROPFIND'), 405],
    ['CONNECT', (host: string) => `CONNECT evil.example:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 405],
    ['a wish for another protocol', (host: string) => get(host, '/', 'Upgrade: h2c\r\n'), 200],
    ['a wish for a web socket', (host: string) => get(host, '/', 'Upgrade: websocket\r\n'), 200],
    ['an expectation', (host: string) => get(host, '/', 'Expect: money\r\n'), 417],
    ['very long headers', (host: string) => get(host, '/', `X: ${'x'.repeat(40_000)}\r\n`), 431],
    ['very many headers', (host: string) => get(host, '/', 'X: x\r\n'.repeat(9_000)), 431],
    [
      'a length and chunks',
      (host: string) => smuggled(host, 'Transfer-Encoding: chunked\r\nContent-Length: 6\r\n'),
      400,
    ],
    ['two lengths', (host: string) => smuggled(host, 'Content-Length: 6\r\nContent-Length: 5\r\n'), 400],
    ['a length with a sign', (host: string) => smuggled(host, 'Content-Length: +6\r\n'), 400],
    [
      'chunks that are not the last coding',
      (host: string) => smuggled(host, 'Transfer-Encoding: chunked, x\r\n'),
      400,
    ],
    ['a bare line feed', (host: string) => `GET / HTTP/1.1\nHost: ${host}\nX: y\n\n`, 400],
    ['a folded header', (host: string) => get(host, '/', 'X: a\r\n b\r\n'), 400],
    ['a header name with a blank', (host: string) => get(host, '/', 'X : a\r\n'), 400],
    ['no HTTP', () => '\u0016\u0003\u0001\u0002\u0000', 400],
  ])('answers %s, once and with a correlation id', async (_what, write, status) => {
    await using running = await serving()
    const { server, host, asked } = running
    const answers = await sendBytes(server.port, write(host))

    expect(answers.map((one) => one.status)).toEqual([status])
    expect(answers[0]?.headers.get('inin-correlation-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(asked).toHaveLength(status === 200 ? 1 : 0)
    expect(server.faults).toEqual([])
  })

  it.each(['//evil.example/a', '/a/../b', '/a%2fb', '/a;b', '/%00', '/a\\b', '/./a'])(
    'hands the path %s on as it is: nothing here decodes or tidies it',
    async (path) => {
      await using running = await serving()
      const { server, host, asked } = running
      await sendBytes(server.port, get(host, `${path}?q`))

      expect(asked.map((one) => one.path)).toEqual([path])
    },
  )

  it('answers requests that come in one piece in their order, and throws away a body that nobody reads', async () => {
    await using running = await serving()
    const { server, host, asked } = running
    const withBody = `GET /one HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 3\r\n\r\nabc`
    const answers = await sendBytes(server.port, withBody + get(host, '/two'))

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(asked.map(({ path, body }) => [path, body])).toEqual([
      ['/one', ''],
      ['/two', ''],
    ])
  })

  it('asks its rooms in turn, and has nothing where none of them answers', async () => {
    const later: Asked[] = []
    const silent: Answerer = { answer: () => Promise.resolve(undefined) }
    await using both = await serving({ answerers: [silent, mirror(later)] })
    expect((await fetch(`${both.server.issuer}/x`)).status).toBe(200)
    expect(later).toHaveLength(1)

    await using none = await serving({ answerers: [silent] })
    expect(await told(none.server, '/x')).toEqual([404, 'invalid_request'])
    expect(await told(none.server, '/api/v2/x')).toEqual([404, 'not.found'])
  })

  it('writes the headers of a room once, whatever it repeats of the server’s own', async () => {
    const headers = {
      'x-content-type-options': 'nosniff',
      'Content-Length': '7',
      'Cache-Control': 'no-store',
    }
    const room: Answerer = {
      answer: () => Promise.resolve({ status: 200, headers, body: 'ä', note: nobody }),
    }
    await using running = await serving({ answerers: [room] })
    const [answer] = await sendBytes(running.server.port, get(running.host))

    expect(answer?.headers.get('content-length')).toBe('2')
    expect(answer?.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer?.headers.get('cache-control')).toBe('no-store')
  })

  it('sends no length with an answer that can have no body', async () => {
    const room: Answerer = {
      answer: () => Promise.resolve({ status: 204, headers: {}, body: '', note: nobody }),
    }
    await using running = await serving({ answerers: [room] })
    const [answer] = await sendBytes(running.server.port, get(running.host))

    expect([answer?.status, answer?.headers.has('content-length')]).toEqual([204, false])
  })

  it('speaks https with a certificate of its own', async () => {
    const { certificatePem, privateKeyPem } = await makeSelfSignedCertificate({
      commonName: 'a test',
      altNames: ['127.0.0.1', '::1', 'localhost'],
      days: 1,
      key: 'ec',
      now: new Date(),
    })
    await using running = await serving({ https: { certificate: certificatePem, key: privateKeyPem } })
    expect(running.server.issuer).toBe(`https://${running.host}`)
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${running.server.issuer}/`, { ca: certificatePem, agent: false }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      sent.on('error', reject)
      sent.end()
    })
    expect(status).toBe(200)
  })
})

const smuggled = (host: string, headers: string) =>
  `POST / HTTP/1.1\r\nHost: ${host}\r\n${headers}Connection: close\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: ${host}\r\n\r\n`

async function told(server: ServerUnderTest, path: string, init: RequestInit = {}) {
  const answer = await fetch(`${server.issuer}${path}`, init)
  const { code, error, status, contextId } = (await answer.json()) as Record<string, unknown>
  if (code !== undefined) {
    expect(status).toBe(answer.status)
    expect(contextId).toBe(answer.headers.get('inin-correlation-id'))
  }
  return [answer.status, code ?? error]
}

describe('a body', () => {
  it('is handed on whole where its method has one', async () => {
    await using running = await serving()
    const { server, asked } = running
    const text = 'ä€𝄞'.repeat(50_000)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await fetch(server.issuer, { method, body: text })).status).toBe(200)
    }
    expect(asked.map(({ body }) => body === text)).toEqual([true, true, true, true])
  })

  it('is refused above 10 MB, by its length and by what comes, in the shape that the path asks for', async () => {
    await using running = await serving()
    const { server, asked, host } = running
    const large = 'x'.repeat(10 * 1024 * 1024 + 1)
    expect(await told(server, '/api/v2/x', { method: 'POST', body: large })).toEqual([
      413,
      'request.entity.too.large',
    ])
    const chunked = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`
    const head = `POST /oauth/token HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`
    const answers = await sendBytes(server.port, head + chunked + get(host, '/next'))
    expect(answers.map(({ status }) => status)).toEqual([413, 200])
    expect(answers[0]?.body).toContain('"error":"invalid_request"')
    expect(asked.map(({ path }) => path)).toEqual(['/next'])
    expect((await fetch(server.issuer, { method: 'POST', body: large.slice(1) })).status).toBe(200)
  })

  it('is refused where it is no UTF-8, or encoded', async () => {
    await using running = await serving()
    const { server, asked } = running
    const bytes = new Uint8Array([0x7b, 0xc3, 0x28])
    expect(await told(server, '/api/v2/x', { method: 'POST', body: bytes })).toEqual([400, 'bad.request'])
    const headers = { 'content-encoding': 'gzip' }
    expect(await told(server, '/oauth/token', { method: 'POST', body: 'x', headers })).toEqual([
      415,
      'invalid_request',
    ])
    expect(asked).toEqual([])
  })

  it('is asked for only where it is wanted', async () => {
    await using running = await serving()
    const { server, host, asked } = running
    const head = (length: number) =>
      `POST / HTTP/1.1\r\nHost: ${host}\r\nExpect: 100-continue\r\nContent-Length: ${String(length)}\r\n\r\n`

    expect((await sendBytes(server.port, `${head(3)}abc`)).map(({ status }) => status)).toEqual([100, 200])
    expect((await sendBytes(server.port, head(99_999_999))).map(({ status }) => status)).toEqual([413])
    expect(asked.map(({ body }) => body)).toEqual(['abc'])
  })
})

describe('what goes wrong', () => {
  const canary = 'c4nary-of-a-fault'
  const broken: Answerer = {
    answer: () => Promise.reject(new Error(canary)),
  }

  it('leaves as a reference, never as its text (F4)', async () => {
    await using running = await serving({ answerers: [broken] })
    const { server, answered } = running
    for (const [path, code] of [
      ['/oauth/token', 'server_error'],
      ['/api/v2/users', 'internal.server.error'],
    ]) {
      const answer = await fetch(`${server.issuer}${String(path)}`, { method: 'POST', body: canary })
      const body = await answer.text()
      expect(answer.status).toBe(500)
      expect(body).toContain(`"${String(code)}"`)
      expect(body).toContain('the log has the details under reference')
      expect(body + JSON.stringify([...answer.headers])).not.toContain(canary)
    }
    expect(server.faults).toHaveLength(2)
    expect(answered.map(({ status }) => status)).toEqual([500, 500])
  })

  it('is a fault too where a room answers with a header that would split the answer', async () => {
    const headers = { Location: 'http://a/\r\nSet-Cookie: x=1' }
    const room: Answerer = { answer: () => Promise.resolve({ status: 302, headers, body: '', note: nobody }) }
    await using running = await serving({ answerers: [room] })
    const [answer] = await sendBytes(running.server.port, get(running.host))

    expect([answer?.status, answer?.headers.has('set-cookie')]).toEqual([500, false])
    expect(running.server.faults).toHaveLength(1)
  })

  it('is nobody’s fault where the caller goes away in the middle', async () => {
    await using running = await serving()
    const { server, host, asked } = running
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 9\r\n\r\nabc`, () =>
          socket.destroy(),
        )
      })
      socket.on('close', () => {
        resolve()
      })
    })
    expect((await fetch(server.issuer)).status).toBe(200)
    expect(asked.map(({ method }) => method)).toEqual(['GET'])
    expect(server.faults).toEqual([])
  })

  it('ends a connection whose request takes too long to arrive', async () => {
    await using running = await serving({ patience: 60 })
    const { server, host } = running
    const answers = await sendBytes(server.port, `GET / HTTP/1.1\r\nHost: ${host}\r\nX: `)

    expect(answers.map(({ status }) => status)).toEqual([408])
  })
})

describe('the end of the organization server', () => {
  it('answers what is in flight, takes nothing new, and frees the port', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let reached: () => void = () => undefined
    const isReached = new Promise<void>((resolve) => {
      reached = resolve
    })
    const slow: Answerer = {
      answer: async () => {
        reached()
        await held
        return { status: 200, headers: {}, body: 'late', note: nobody }
      },
    }
    const { server } = await serving({ answerers: [slow] })
    const inFlight = fetch(server.issuer)
    await isReached
    const closing = server.close()
    await expect(fetch(server.issuer)).rejects.toThrow()
    release()
    const answer = await inFlight
    expect([await answer.text(), answer.headers.get('connection')]).toEqual(['late', 'close'])
    await closing

    await using again = await serving({ port: server.port })
    expect(again.server.port).toBe(server.port)
  })

  it('cuts what is in flight for longer than it waits', async () => {
    const never: Answerer = { answer: () => new Promise(() => undefined) }
    const { server } = await serving({ answerers: [never], grace: 20 })
    const cut = expect(fetch(server.issuer)).rejects.toThrow()
    const idle = connect(server.port, '127.0.0.1').on('error', () => undefined)
    await new Promise((resolve) => idle.once('connect', resolve))
    await server.close()
    await cut
    idle.destroy()
  })
})
