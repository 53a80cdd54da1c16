import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHost, type Answer, type HostUnderTest } from './host-under-test.ts'

let running: HostUnderTest
let token = ''
beforeAll(async () => {
  running = await startHost()
  token = await running.openSession()
})
afterAll(() => running[Symbol.asyncDispose]())

const hardened = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}
const nothingAllowed = "default-src 'none'; frame-ancestors 'none'"

describe('what every answer carries (B5)', () => {
  const answers: readonly (readonly [string, number, () => Promise<Answer>])[] = [
    ['a page', 200, () => running.send()],
    ['a file of the page', 200, () => running.send({ path: '/page.js' })],
    ['a file that is not there', 404, () => running.send({ path: '/none.js' })],
    ['an unreadable address', 400, () => running.send({ path: '/\\' })],
    ['a foreign host', 421, () => running.send({ headers: { host: 'attacker.example' } })],
    ['an unreadable host', 400, () => running.send({ headers: { host: '@@' } })],
    ['a foreign origin', 403, () => running.send({ headers: { origin: 'null' } })],
    ['another method', 405, () => running.send({ method: 'DELETE' })],
    ['no session', 401, () => running.call(null)],
    ['an answered call', 200, () => running.call(token)],
    ['a refused call', 200, () => running.call(token, 'no.such')],
    ['a body that is no JSON', 400, () => running.call(token, 'workspace.show', { body: '{' })],
    ['a place that is not there', 404, () => running.send({ method: 'POST', path: '/none' })],
  ]

  it.each(answers)('%s', async (_what, status, ask) => {
    const answer = await ask()

    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject(hardened)
    expect(answer.headers['content-security-policy']).toMatch(
      /^default-src 'none';.* frame-ancestors 'none'$/,
    )
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    expect(answer.headers).not.toHaveProperty('server')
    expect(answer.headers).not.toHaveProperty('x-powered-by')
  })

  it('allows nothing at all where no page is answered', async () => {
    const { headers } = await running.call(token)

    expect(headers['content-security-policy']).toBe(nothingAllowed)
    expect((await running.send({ path: '/none' })).headers['content-security-policy']).toBe(nothingAllowed)
  })
})

describe('the policy of the page (B5, E7)', () => {
  const nonceIn = (text: string) => /name="csp-nonce" content="([\w-]+)"/.exec(text)?.[1] ?? ''

  it('allows its own files, styles with the nonce of this very answer, and nothing else', async () => {
    const { headers, body } = await running.send()

    expect(nonceIn(body)).toMatch(/^[\w-]{22}$/)
    expect(body).not.toContain('__CSP_NONCE__')
    expect(headers['content-security-policy']).toBe(
      [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonceIn(body)}'`,
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    )
  })

  it('has another nonce each time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => running.send()))

    expect(new Set(answers.map(({ body }) => nonceIn(body))).size).toBe(20)
  })
})
