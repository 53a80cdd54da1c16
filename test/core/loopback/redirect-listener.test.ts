import { createServer } from 'node:net'
import { request } from 'node:http'
import { request as requestTls } from 'node:https'
import { describe, expect, it } from 'vitest'
import type { ListenerWish, OpenedListener, RefusedRedirect } from '../../../core/lab/ports.ts'
import { LocalCertificates } from '../../../core/loopback/local-certificate.ts'
import { createRedirectListener } from '../../../core/loopback/redirect-listener.ts'
import { SessionKeychain } from '../../../core/keychain/session-keychain.ts'

interface Waiting extends OpenedListener, AsyncDisposable {
  readonly refused: readonly RefusedRedirect[]
  /** Lets the time that the browser may take run out. */
  runOut(): void
}

const certificates = new LocalCertificates({
  keychain: new SessionKeychain('no_answer'),
  clock: () => new Date(),
})

async function listen(wish: Partial<ListenerWish> = {}): Promise<Waiting> {
  const refused: RefusedRedirect[] = []
  let runOut: () => void = () => undefined
  const listener = createRedirectListener({
    certificate: () => certificates.get(),
    after: (_milliseconds, work) => {
      runOut = work
      return () => undefined
    },
  })
  const result = await listener.open({
    redirectUri: 'http://127.0.0.1/callback',
    port: 0,
    state: 'the-state',
    responseMode: 'query',
    patience: 300_000,
    language: 'en',
    onRefused: (reason) => refused.push(reason),
    ...wish,
  })
  if (!result.ok) throw new Error(result.failure.code)
  const opened = result.value
  return {
    redirectUri: opened.redirectUri,
    received: opened.received,
    close: () => opened.close(),
    refused,
    runOut: () => {
      runOut()
    },
    [Symbol.asyncDispose]: () => opened.close(),
  }
}

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Asks as no browser's fetch could: with any header and method. */
function ask(url: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  return new Promise<{ status: number; page: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const send = url.startsWith('https:') ? requestTls : request
      const sent = send(url, { method, headers, agent: false, rejectUnauthorized: false }, (answer) => {
        let page = ''
        answer.setEncoding('utf8')
        answer.on('data', (text: string) => (page += text))
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, page, headers: answer.headers })
        })
      })
      sent.on('error', reject)
      sent.end(body)
    },
  )
}

const isOpen = (url: string) =>
  ask(url, { method: 'OPTIONS' }).then(
    () => true,
    () => false,
  )

describe('the redirect listener (L2)', () => {
  it('takes the answer of its flow once, shows a page that repeats nothing of it, and frees its port', async () => {
    await using waiting = await listen()
    const answer = await ask(
      `${waiting.redirectUri}?code=c0ffee&state=the-state&iss=https%3A%2F%2Fas.example`,
    )

    expect(answer.status).toBe(200)
    expect(answer.page).toContain('<h1>Done</h1>')
    expect(answer.page).not.toMatch(/c0ffee|the-state|as\.example|<script/)
    const outcome = await waiting.received
    expect(outcome.kind === 'received' && [...outcome.parameters]).toEqual([
      ['code', 'c0ffee'],
      ['state', 'the-state'],
      ['iss', 'https://as.example'],
    ])
    await waiting.close()
    expect(await isOpen(waiting.redirectUri)).toBe(false)
  })

  it('protects its page: no script, no frame, no referrer, no copy', async () => {
    await using waiting = await listen({ language: 'de' })
    const { headers, page } = await ask(`${waiting.redirectUri}?error=access_denied&state=the-state`)

    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    )
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(page).toContain('<html lang="de">')
    expect(page).toContain('<h1>Fertig</h1>')
  })

  it.each([
    ['another state', '?code=x&state=another', 400, ['state_differs']],
    ['a state that begins alike', '?code=x&state=the-stat', 400, ['state_differs']],
    ['no state', '?code=x', 400, ['state_missing']],
    ['the state twice', '?code=x&state=another&state=the-state', 400, ['parameters_repeated']],
    ['the code twice', '?code=x&code=y&state=the-state', 400, ['parameters_repeated']],
    ['nothing', '', 400, []],
    ['the state alone', '?state=the-state', 400, []],
  ])('goes on waiting after %s, and repeats nothing of it', async (_what, query, status, told) => {
    await using waiting = await listen()
    const answer = await ask(`${waiting.redirectUri}${query}`)

    expect(answer.status).toBe(status)
    expect(answer.page).toContain('<h1>Not the answer that Grantdesk waits for</h1>')
    expect(answer.page).not.toContain('the-state')
    expect(waiting.refused).toEqual(told)
    expect((await ask(`${waiting.redirectUri}?code=x&state=the-state`)).status).toBe(200)
    expect(await waiting.received).toMatchObject({ kind: 'received' })
  })

  it('refuses a state where none was sent, and takes the answer without one', async () => {
    await using waiting = await listen({ state: null })

    expect((await ask(`${waiting.redirectUri}?code=x&state=injected`)).status).toBe(400)
    expect(waiting.refused).toEqual(['state_differs'])
    expect((await ask(`${waiting.redirectUri}?code=x`)).status).toBe(200)
  })

  it.each(['/', '/callback/', '/Callback', '//callback', '/callback%2f', '/x/../callback', '/favicon.ico'])(
    'has nothing at %s, which is not its exact path',
    async (path) => {
      await using waiting = await listen()
      const { origin } = new URL(waiting.redirectUri)
      const { hostname, port } = new URL(origin)
      const answer = await new Promise<number>((resolve, reject) => {
        const sent = request({ hostname, port, path: `${path}?code=x&state=the-state`, agent: false })
        sent.on('response', (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        })
        sent.on('error', reject)
        sent.end()
      })

      expect(answer).toBe(404)
      expect(waiting.refused).toEqual([])
    },
  )

  it.each(['POST', 'HEAD', 'PUT', 'OPTIONS', 'DELETE'])('speaks GET only, not %s', async (method) => {
    await using waiting = await listen()
    const answer = await ask(`${waiting.redirectUri}?code=x&state=the-state`, { method })

    expect(answer.status).toBe(405)
    expect(answer.headers['allow']).toBe('GET')
    expect(waiting.refused).toEqual(['method'])
  })

  it.each(['evil.example', 'localhost', '127.0.0.1', '[::1]'])(
    'answers nothing to the name `%s`, which was rebound to it',
    async (host) => {
      await using waiting = await listen()
      const { port } = new URL(waiting.redirectUri)
      const headers = { host: host === '127.0.0.1' ? host : `${host}:${port}` }

      expect((await ask(`${waiting.redirectUri}?code=x&state=the-state`, { headers })).status).toBe(421)
      expect(waiting.refused).toEqual([])
    },
  )

  it('frees its port when it is cancelled, at once and twice, and when its time is over', async () => {
    const cancelled = await listen()
    await Promise.all([cancelled.close(), cancelled.close()])
    expect(await cancelled.received).toEqual({ kind: 'closed' })
    expect(await isOpen(cancelled.redirectUri)).toBe(false)

    const late = await listen()
    late.runOut()
    expect(await late.received).toEqual({ kind: 'timed_out' })
    await late.close()
    expect(await isOpen(late.redirectUri)).toBe(false)
  })

  it('keeps the redirect URI as it is written and fills the port in', async () => {
    await using bare = await listen({ redirectUri: 'http://127.0.0.1' })
    expect(bare.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    await using whole = await listen({ redirectUri: 'http://localhost:9/a/B?x=1' })
    expect(whole.redirectUri).toMatch(/^http:\/\/localhost:\d+\/a\/B\?x=1$/)
    await using v6 = await listen({ redirectUri: 'http://[::1]/cb' })
    expect((await ask(`${v6.redirectUri}?code=x&state=the-state`)).status).toBe(200)
  })

  it('waits at both addresses that `localhost` may mean', async () => {
    await using waiting = await listen({ redirectUri: 'http://localhost/cb' })
    const { port, host } = new URL(waiting.redirectUri)

    for (const address of ['127.0.0.1', '[::1]']) {
      const answer = await ask(`http://${address}:${port}/cb?code=x&state=wrong`, { headers: { host } })
      expect([address, answer.status]).toEqual([address, 400])
    }
  })

  it('speaks https with this machine’s certificate where the redirect URI does', async () => {
    await using waiting = await listen({ redirectUri: 'https://127.0.0.1/cb' })

    expect((await ask(`${waiting.redirectUri}?code=x&state=the-state`)).status).toBe(200)
    expect(await waiting.received).toMatchObject({ kind: 'received' })
  })

  it('refuses an address that does not lead to this machine, and a port that somebody has', async () => {
    const listener = createRedirectListener({
      certificate: () => certificates.get(),
      after: () => () => undefined,
    })
    const wish = {
      port: 0,
      state: null,
      responseMode: 'query',
      patience: 1,
      language: 'en',
      onRefused: () => undefined,
    } as const
    const addresses = [
      'https://app.example/cb',
      'http://127.0.0.1.evil.example/cb',
      'http://127.0.0.1@evil.example/',
      'app:/cb',
      'http://127.1/cb',
    ]
    for (const redirectUri of addresses) {
      expect(await listener.open({ ...wish, redirectUri })).toMatchObject({
        ok: false,
        failure: { code: 'redirect_not_loopback', value: redirectUri },
      })
    }
    const holder = createServer()
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, '127.0.0.1', () => {
        const address = holder.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    const refused = await listener.open({ ...wish, redirectUri: 'http://127.0.0.1/cb', port })
    expect(refused).toMatchObject({
      ok: false,
      failure: { code: 'port_taken', value: String(port), rule: 'L2' },
    })
    if (process.platform === 'linux' && !refused.ok) {
      expect(refused.failure.params?.['holder']).toContain(`(${String(process.pid)})`)
    }
    await new Promise((resolve) => holder.close(resolve))
  })
})

describe('the answer of the implicit grant, which stands in the fragment (L2)', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }

  it('is brought by the page’s own script, which its policy admits by its hash', async () => {
    await using waiting = await listen({ responseMode: 'fragment' })
    const { page, headers } = await ask(waiting.redirectUri)
    const script = /<script>([^]*?)<\/script>/.exec(page)?.[1] ?? ''
    const digest = Buffer.from(
      await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script)),
    ).toString('base64')

    expect(headers['content-security-policy']).toContain(`script-src 'sha256-${digest}'; connect-src 'self'`)
    expect(page).toContain('<noscript>')
    const { origin } = new URL(waiting.redirectUri)
    const body = 'access_token=t0ken&token_type=bearer&state=the-state'
    const answer = await ask(waiting.redirectUri, { method: 'POST', headers: { ...form, origin }, body })
    expect(answer.status).toBe(200)
    expect(answer.page).not.toContain('t0ken')
    const outcome = await waiting.received
    expect(outcome.kind === 'received' && outcome.parameters.get('access_token')).toBe('t0ken')
  })

  it.each([
    ['another page', 'http://evil.example', 'access_token=x&state=the-state', 403, []],
    ['a page without a name', 'null', 'access_token=x&state=the-state', 403, []],
    ['nobody', '', 'access_token=x&state=the-state', 403, []],
    ['its own page with another state', 'own', 'access_token=x&state=another', 400, ['state_differs']],
    ['its own page without anything', 'own', '', 400, []],
  ])('is refused from %s, and waited on', async (_who, from, body, status, told) => {
    await using waiting = await listen({ responseMode: 'fragment' })
    const origin = from === 'own' ? new URL(waiting.redirectUri).origin : from
    const headers = origin === '' ? form : { ...form, origin }

    expect((await ask(waiting.redirectUri, { method: 'POST', headers, body })).status).toBe(status)
    expect(waiting.refused).toEqual(told)
  })
})
