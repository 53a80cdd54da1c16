import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, startHost, type HostUnderTest } from './host-under-test.ts'

let running: HostUnderTest
let token = ''
beforeAll(async () => {
  running = await startHost()
  token = await running.openSession()
})
afterAll(() => running[Symbol.asyncDispose]())

const faults = () => running.workspace.log.filter((line) => line.startsWith('fault'))

describe('the kind of a body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/json ;x=y',
  ])('is JSON: %s', async (type) => {
    const answer = await running.call(token, 'workspace.show', { headers: { 'content-type': type } })

    expect(answer.status).toBe(200)
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json-patch+json',
    'text/plain; application/json',
    'text/html',
    '',
    null,
  ])('is refused when it is declared as `%s`, as a form of another page could declare it', async (type) => {
    const headers = { 'content-type': type }
    const answers = [
      await running.call(token, 'workspace.show', { headers }),
      await running.send({ method: 'POST', path: '/session', headers, body: '{}' }),
    ]

    for (const { status, body } of answers) {
      expect([status, body]).toEqual([415, JSON.stringify({ error: 'the body is not declared as JSON' })])
    }
  })

  it.each(['', '{', '{"a":1', "{'a':1}", '[1,]', 'undefined', 'NaN', '{}{}', '<html></html>'])(
    'is refused when it reads `%s`, which is no JSON',
    async (body) => {
      expect(await running.call(token, 'workspace.show', { body })).toMatchObject({
        status: 400,
        body: JSON.stringify({ error: 'the body is not JSON' }),
      })
      expect(faults()).toEqual([])
    },
  )

  it.each([
    'null',
    '7',
    '"text"',
    '[]',
    '{"__proto__":{"admin":true}}',
    `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  ])('reaches the contract, which answers, when it reads %s', async (body) => {
    const answer = await running.call(token, 'organization.show', { body })

    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, failure: { code: 'input_invalid' } })
  })

  it.each(['no.such', 'constructor', '__proto__', 'toString', 'workspace.show%00', 'WORKSPACE.SHOW'])(
    'is not read for an operation called `%s`',
    async (operation) => {
      const answer = await running.call(token, operation)

      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.body)).toMatchObject({
        ok: false,
        failure: { code: 'operation_name_unknown' },
      })
    },
  )
})

describe('the size of a body', () => {
  const input = 96 * 1024 * 1024
  const tooLarge = { status: 413, body: JSON.stringify({ error: 'the body is too large' }) }
  const padded = (size: number) => `"${'x'.repeat(size - 2)}"`

  it('may be that of a catalogue of 40 MB, and no more, whether it is announced or not', async () => {
    const allowed = padded(input)
    const chunked = { 'transfer-encoding': 'chunked' }

    expect((await running.call(token, 'workspace.show', { body: allowed })).status).toBe(200)
    expect((await running.call(token, 'workspace.show', { body: allowed, headers: chunked })).status).toBe(
      200,
    )
    expect(await announce(running, input + 1, token)).toContain('HTTP/1.1 413 ')
    expect(
      await running.call(token, 'workspace.show', { body: padded(input + 1), headers: chunked }),
    ).toMatchObject(tooLarge)
    expect(faults()).toEqual([])
  }, 60_000)

  it('is that of a code, while nobody has proven anything', async () => {
    const code = codeOf(running.host.issueAddress())
    const bring = (size: number, headers: Readonly<Record<string, string>> = {}) =>
      running.send({
        method: 'POST',
        path: '/session',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ code }).padEnd(size),
      })

    expect(await bring(1_025)).toMatchObject(tooLarge)
    expect(await bring(1_025, { 'transfer-encoding': 'chunked' })).toMatchObject(tooLarge)
    expect((await bring(1_024)).status).toBe(200)
  })

  it('is not even waited for without a session', async () => {
    expect(await announce(running, input, 'wrong')).toContain('HTTP/1.1 401 ')
    const unannounced = head(running, '/admin/workspace.show', 'Transfer-Encoding: chunked', 'wrong')
    expect(await running.sendBytes(`${unannounced}1\r\n"\r\n`)).toContain('HTTP/1.1 401 ')
  })
})

describe('a body that does not come', () => {
  it('is given up after a while, and is no fault', async () => {
    await using impatient = await startHost({ patience: 200 })
    const inTime = await impatient.openSession()

    expect(await announce(impatient, 100, inTime)).toContain('HTTP/1.1 408 ')
    expect(await impatient.sendBytes('GET / HTTP/1.1\r\nHost: ')).toContain('HTTP/1.1 408 ')
    expect((await impatient.call(inTime)).status).toBe(200)
    expect(impatient.workspace.log).toEqual([])
  })

  it('is no fault when its sender goes away', async () => {
    for (const path of ['/session', '/admin/workspace.show']) {
      await leave(running, path)
    }
    // The host has read the end of those connections once it has answered a later one.
    expect((await running.call(token)).status).toBe(200)
    expect((await running.call(token)).status).toBe(200)
    expect(faults()).toEqual([])
  })
})

/** Announces a body, sends one byte of it, and answers what comes back. */
function announce(host: HostUnderTest, size: number, bearer: string): Promise<string> {
  return host.sendBytes(`${head(host, '/admin/workspace.show', `Content-Length: ${String(size)}`, bearer)}"`)
}

/** Announces a body, sends one byte of it and goes away; resolves when the connection has ended. */
function leave(host: HostUnderTest, path: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(host.port, '127.0.0.1', () => {
      socket.write(`${head(host, path, 'Content-Length: 100', token)}"`, () => {
        setImmediate(() => socket.destroy())
      })
    })
    socket.once('close', () => {
      resolve()
    })
  })
}

function head(host: HostUnderTest, path: string, length: string, bearer: string): string {
  return [
    `POST ${path} HTTP/1.1`,
    `Host: ${host.name}`,
    `Origin: ${host.host.origin}`,
    `Authorization: Bearer ${bearer}`,
    'Content-Type: application/json',
    length,
    'Connection: close',
    '\r\n',
  ].join('\r\n')
}
