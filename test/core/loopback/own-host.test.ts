import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHost, type HostUnderTest } from './host-under-test.ts'

let running: HostUnderTest
beforeAll(async () => {
  running = await startHost()
})
afterAll(() => running[Symbol.asyncDispose]())

describe('the Host of a request (B2)', () => {
  it('is the host’s own address and port, and nothing else', async () => {
    expect((await running.send()).status).toBe(200)
  })

  it.each<[string, (port: string, other: string) => string]>([
    ['a name that was rebound to this address', (port) => `attacker.example:${port}`],
    ['a name that contains this address', (port) => `127.0.0.1.attacker.example:${port}`],
    ['a user before another name', (port) => `127.0.0.1:${port}@attacker.example`],
    ['localhost', (port) => `localhost:${port}`],
    ['localhost with a final dot', (port) => `localhost.:${port}`],
    ['this address with a final dot', (port) => `127.0.0.1.:${port}`],
    ['another spelling of this address', (port) => `127.1:${port}`],
    ['this address as one number', (port) => `2130706433:${port}`],
    ['another address of this machine', (port) => `127.0.0.2:${port}`],
    ['the address that means all', (port) => `0.0.0.0:${port}`],
    ['IPv6', (port) => `[::1]:${port}`],
    ['IPv4 written as IPv6', (port) => `[::ffff:127.0.0.1]:${port}`],
    ['no port', () => '127.0.0.1'],
    ['another port', (_port, other) => `127.0.0.1:${other}`],
    ['a port with a zero before it', (port) => `127.0.0.1:0${port}`],
    ['a port with something after it', (port) => `127.0.0.1:${port}1`],
    ['a path', (port) => `127.0.0.1:${port}/`],
    ['two hosts', (port) => `127.0.0.1:${port}, attacker.example`],
    ['a scheme', (port) => `http://127.0.0.1:${port}`],
    ['nothing', () => ''],
  ])('is refused when it is %s', async (_what, host) => {
    const name = host(String(running.port), String(running.port - 1))
    const answers = [
      await running.send({ headers: { host: name } }),
      await running.send({ path: '/page.js', headers: { host: name } }),
      await running.call(await running.openSession(), 'workspace.show', { headers: { host: name } }),
    ]

    // What no URL can be made of is no request at all.
    for (const { status, body } of answers) {
      expect([400, 421]).toContain(status)
      expect(body).toMatch(/^$|this host answers to 127\.0\.0\.1:\d+ only/)
    }
  })

  it('is answered with 421 where it is only not this host’s', async () => {
    const { status, body } = await running.send({ headers: { host: 'attacker.example' } })

    expect(status).toBe(421)
    expect(JSON.parse(body)).toEqual({ error: `this host answers to ${running.name} only` })
  })

  it('must not be contradicted by the request line', async () => {
    expect((await running.send({ path: `http://${running.name}/` })).status).toBe(200)
    expect((await running.send({ path: 'http://attacker.example/' })).status).toBe(421)
    expect(
      (await running.send({ path: `http://127.0.0.1.attacker.example:${String(running.port)}/` })).status,
    ).toBe(421)
  })

  it.each([
    ['is missing', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['is missing in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n'],
    ['comes twice', 'GET / HTTP/1.1\r\nHost: attacker.example\r\nHost: HERE\r\nConnection: close\r\n\r\n'],
    [
      'comes twice, right first',
      'GET / HTTP/1.1\r\nHost: HERE\r\nHost: attacker.example\r\nConnection: close\r\n\r\n',
    ],
    ['is folded into a second line', 'GET / HTTP/1.1\r\nHost:\r\n HERE\r\nConnection: close\r\n\r\n'],
  ])('is refused when it %s', async (_what, bytes) => {
    expect(await running.sendBytes(bytes.replace('HERE', running.name))).toMatch(/^HTTP\/1\.1 4(00|21) /)
  })
})
