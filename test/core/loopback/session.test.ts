import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, startHost, type HostUnderTest, type Sent } from './host-under-test.ts'

let running: HostUnderTest
beforeAll(async () => {
  running = await startHost()
})
afterAll(() => running[Symbol.asyncDispose]())

const bring = (body: unknown, change: Sent = {}) =>
  running.send({
    method: 'POST',
    path: '/session',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...change,
  })
const tokenIn = (body: string) => (JSON.parse(body) as { token: string }).token
const spent = { status: 401, body: JSON.stringify({ error: 'the one-time code is spent or wrong' }) }
const noSession = { status: 401, body: JSON.stringify({ error: 'there is no session' }) }

describe('opening a session (B4)', () => {
  it('takes a one-time code from the fragment of an address, which no server sees', () => {
    const { origin, pathname, search, hash } = new URL(running.host.issueAddress())

    expect([origin, pathname, search]).toEqual([running.host.origin, '/', ''])
    expect(hash).toMatch(/^#code=[\w-]{43}$/)
  })

  it('answers a token for a code, and calls are answered with it', async () => {
    const { status, body } = await bring({ code: codeOf(running.host.issueAddress()) })

    expect(status).toBe(200)
    expect(JSON.parse(body)).toEqual({ token: expect.stringMatching(/^[\w-]{43}$/) as string })
    const answer = await running.call(tokenIn(body))
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true, value: { version: '0.0.0-test' } })
  })

  it('sets no cookie, since cookies go to every port of an address', async () => {
    const opened = await bring({ code: codeOf(running.host.issueAddress()) })
    const called = await running.call(tokenIn(opened.body))

    for (const { headers } of [opened, called, await running.send()]) {
      expect(headers['set-cookie']).toBe(undefined)
    }
  })

  it('refuses a code that comes a second time, ends the session of the first and says so in the log', async () => {
    const before = running.log.length
    const code = codeOf(running.host.issueAddress())
    const token = tokenIn((await bring({ code })).body)
    expect((await running.call(token)).status).toBe(200)

    expect(await bring({ code })).toMatchObject(spent)
    expect(await running.call(token)).toMatchObject(noSession)
    expect(running.log.slice(before)).toEqual([
      'a one-time code came twice, so the session that it had opened is over',
    ])
    expect(running.log.join()).not.toContain(code)
  })

  it('lets only one of many at once have the same code', async () => {
    const code = codeOf(running.host.issueAddress())
    const answers = await Promise.all(Array.from({ length: 10 }, () => bring({ code })))

    expect(answers.filter(({ status }) => status === 200).length).toBe(1)
  })

  it.each([
    ['a wrong code', { code: 'A'.repeat(43) }],
    ['no code', {}],
    ['an empty code', { code: '' }],
    ['a code that is no text', { code: 7 }],
    ['a list', [{ code: 'x' }]],
    ['null', null],
    ['a text', 'code'],
  ])('refuses %s', async (_what, body) => {
    expect(await bring(body)).toMatchObject(spent)
  })

  it('refuses a code in the query, where it would be written down on the way', async () => {
    const code = codeOf(running.host.issueAddress())

    expect(await bring({}, { path: `/session?code=${code}`, body: '{}' })).toMatchObject(spent)
  })
})

describe('a call without a session (B4)', () => {
  it.each<[string, (token: string) => string | null]>([
    ['no token', () => null],
    ['an empty token', () => 'Bearer '],
    ['a wrong token', () => `Bearer ${'A'.repeat(43)}`],
    ['half a token', (token) => `Bearer ${token.slice(0, 22)}`],
    ['a token and more', (token) => `Bearer ${token} ${token}`],
    ['a token without its scheme', (token) => token],
    ['another scheme', (token) => `Basic ${Buffer.from(`x:${token}`).toString('base64')}`],
    ['a code instead of a token', () => `Bearer ${codeOf(running.host.issueAddress())}`],
    ['an inherited name', () => 'Bearer constructor'],
  ])('is refused: %s', async (_what, authorizationOf) => {
    const authorization = authorizationOf(await running.openSession())
    const headers = { authorization }

    expect(await running.call(null, 'workspace.show', { headers })).toMatchObject(noSession)
    expect(await running.call(null, 'no.such', { headers })).toMatchObject(noSession)
    expect(await running.send({ path: '/topics', headers })).toMatchObject(noSession)
  })

  it('is refused with the token in a cookie or in the query', async () => {
    const token = await running.openSession()
    const headers = { cookie: `grantdesk.session=${token}; token=${token}` }

    expect(await running.call(null, 'workspace.show', { headers })).toMatchObject(noSession)
    expect(
      await running.call(null, '', { path: `/admin/workspace.show?token=${token}&access_token=${token}` }),
    ).toMatchObject(noSession)
  })

  it('changes nothing', async () => {
    const body = JSON.stringify({ name: 'Nobody' })

    expect(await running.call(null, 'organization.create', { body })).toMatchObject(noSession)
    const shown = await running.call(await running.openSession())
    expect(JSON.parse(shown.body)).toMatchObject({ ok: true, value: { organizations: [] } })
  })
})

describe('the end of a session (B4)', () => {
  it('comes with the end of the host; its token opens nothing at the next one on the same port', async () => {
    const first = await startHost()
    const { port } = first
    const token = await first.openSession()
    const code = codeOf(first.host.issueAddress())
    expect((await first.call(token)).status).toBe(200)
    await first[Symbol.asyncDispose]()

    await using second = await startHost({ port })
    expect(await second.call(token)).toMatchObject(noSession)
    const answer = await second.send({
      method: 'POST',
      path: '/session',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
    expect(answer).toMatchObject(spent)
  })
})
