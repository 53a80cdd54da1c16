import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../core/loopback/content-security-policy.ts'
import type { FixtureDesktop } from '../support/electron/fixture-desktop.ts'
import { openFixture } from '../support/electron/fixture-desktop.ts'

let fixture: FixtureDesktop
beforeAll(async () => {
  fixture = await openFixture()
})
afterAll(() => fixture.close())

const get = (url: string, method = 'GET') =>
  fixture.desktop.evaluate(({ standIn }, [address, verb]) => standIn.fetchApp(address, verb), [
    url,
    method,
  ] as const)

describe('the app protocol (E18)', () => {
  it('serves the page with its policy and a nonce that is both in the policy and in the page (E7)', async () => {
    const { status, headers, body } = await get('app://bundle/index.html')

    const nonce = /name="csp-nonce" content="([\w-]{22})"/.exec(body)?.[1] ?? ''
    expect(nonce).not.toBe('')
    expect(body).not.toContain('__CSP_NONCE__')
    expect(status).toBe(200)
    expect(headers).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(nonce),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
  })

  it('never uses a nonce twice (E7)', async () => {
    const bodies = await Promise.all([get('app://bundle/'), get('app://bundle/')])

    expect(bodies[0].body).not.toBe(bodies[1].body)
  })

  it('serves scripts and styles under their types', async () => {
    expect((await get('app://bundle/page.js')).headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await get('app://bundle/page.css')).headers['content-type']).toBe('text/css; charset=utf-8')
  })

  it.each([
    ['a parent folder', 'app://bundle/../main/main.js'],
    ['an encoded parent folder', 'app://bundle/%2e%2e/main/main.js'],
    ['an encoded separator', 'app://bundle/..%2fmain%2fmain.js'],
    ['an encoded backslash', 'app://bundle/..%5cmain%5cmain.js'],
    ['a doubled separator', 'app://bundle//etc/passwd'],
    ['a zero byte', 'app://bundle/index.html%00.js'],
    ['an unreadable escape', 'app://bundle/%zz'],
    ['a folder', 'app://bundle/assets/'],
    ['a file that is not there', 'app://bundle/none.js'],
    ['a type that no page needs', 'app://bundle/../main/package.yml'],
    ['another host', 'app://elsewhere/index.html'],
    ['a longer host', 'app://bundle.example.org/index.html'],
    ['a user name before the host', 'app://bundle@example.org/index.html'],
    ['a port', 'app://bundle:80/index.html'],
  ])('does not serve %s', async (_what, url) => {
    const { status, body, headers } = await get(url)

    expect({ status, body }).toEqual({ status: 404, body: '' })
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    expect((await get('app://bundle/index.html', method)).status).toBe(405)
  })
})
