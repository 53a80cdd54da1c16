import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findChromium } from '../../../scripts/find-chromium.ts'
import { isLinuxRoot } from '../../../scripts/electron-binary.ts'
import { startHost, type HostUnderTest } from './host-under-test.ts'

let running: HostUnderTest
let attacker: Server
let browser: Browser
let page: Page

beforeAll(async () => {
  running = await startHost()
  attacker = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>Foreign page</title><body></body>')
  })
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve))
  const executablePath = findChromium()
  browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      // What an attacker's name server would do: the name leads here.
      '--host-resolver-rules=MAP *.attacker.example 127.0.0.1',
      // The browser's own defence would hide whether the host has one.
      '--disable-features=LocalNetworkAccessChecks',
      '--disable-gpu',
      ...(isLinuxRoot() ? ['--no-sandbox'] : []),
    ],
  })
})
afterAll(async () => {
  await browser.close()
  attacker.close()
  await running[Symbol.asyncDispose]()
})
beforeEach(async () => {
  page = await browser.newPage()
})
afterEach(() => page.context().close())

const target = () => ({ origin: running.host.origin })
const attackerPort = () => String((attacker.address() as AddressInfo).port)

/** The names of all organizations: what an attacker would have changed. */
async function organizations(): Promise<readonly string[]> {
  const { body } = await running.call(await running.openSession())
  const answer = JSON.parse(body) as { value: { organizations: { name: string }[] } }
  return answer.value.organizations.map(({ name }) => name)
}

describe('a real browser', () => {
  it('shows the page to a person who opens its address, and keeps no cookie (B4)', async () => {
    await page.goto(running.host.issueAddress())

    expect(await page.title()).toBe('Own page')
    expect(await page.context().cookies()).toEqual([])
  })

  it('lets the page call, and nobody else who has no token (B4)', async () => {
    const token = await running.openSession()
    await page.goto(running.host.issueAddress())
    const statuses = await page.evaluate(async (bearer) => {
      const call = async (headers: Record<string, string>) => {
        const all = { 'content-type': 'application/json', ...headers }
        return (await fetch('/admin/workspace.show', { method: 'POST', headers: all, body: '{}' })).status
      }
      return [await call({ authorization: `Bearer ${bearer}` }), await call({})]
    }, token)

    expect(statuses).toEqual([200, 401])
  })
})

describe.each([
  ['another port of this machine', () => `http://127.0.0.1:${attackerPort()}/`],
  ['localhost', () => `http://localhost:${attackerPort()}/`],
  ['another site', () => `http://www.attacker.example:${attackerPort()}/`],
])('a page of %s', (_what, address) => {
  beforeEach(async () => {
    await page.goto(address())
    expect(await page.title()).toBe('Foreign page')
  })

  it('reads nothing, with a token or without (B3, B5)', async () => {
    const token = await running.openSession()
    const outcome = await page.evaluate(
      async ({ origin, bearer }) => {
        const read = (path: string, init: RequestInit = {}) =>
          fetch(origin + path, init).then(
            (answer) => (answer.type === 'opaque' ? 'opaque' : 'read'),
            () => 'refused',
          )
        const load = (tag: string, attributes: Record<string, string>) =>
          new Promise((resolve) => {
            const element = document.createElement(tag)
            element.onload = () => {
              resolve('loaded')
            }
            element.onerror = () => {
              resolve('refused')
            }
            for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
            document.body.append(element)
          })
        const authorization = `Bearer ${bearer}`
        return [
          await read('/'),
          await read('/', { mode: 'no-cors' }),
          await read('/', { credentials: 'include' }),
          await read('/topics', { headers: { authorization } }),
          await read('/admin/workspace.show', { method: 'POST', headers: { authorization }, body: '{}' }),
          await load('script', { src: `${origin}/page.js` }),
          await load('img', { src: `${origin}/icon.svg` }),
          await load('link', { rel: 'stylesheet', href: `${origin}/assets/page.css` }),
        ]
      },
      { ...target(), bearer: token },
    )

    expect(outcome).toEqual(Array.from({ length: 8 }, () => 'refused'))
  })

  it('changes nothing by what may be sent without asking (B3)', async () => {
    await page.evaluate(async ({ origin }) => {
      const body = JSON.stringify({ name: 'Stolen' })
      const url = `${origin}/admin/organization.create`
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
        await fetch(url, { method: 'POST', mode: 'no-cors', headers: { 'content-type': type }, body }).catch(
          () => undefined,
        )
      }
      navigator.sendBeacon(url, new Blob([body], { type: 'text/plain' }))
      const frame = Object.assign(document.createElement('iframe'), { name: 'answer' })
      document.body.append(frame)
      const form = Object.assign(document.createElement('form'), {
        method: 'post',
        enctype: 'text/plain',
        action: url,
        target: 'answer',
      })
      form.append(Object.assign(document.createElement('input'), { name: body.slice(0, -1), value: '}' }))
      document.body.append(form)
      const answered = new Promise((resolve) => {
        frame.onload = resolve
      })
      form.submit()
      await answered
    }, target())

    expect(await organizations()).toEqual([])
  })

  it('frames nothing (B5)', async () => {
    await page.evaluate(async ({ origin }) => {
      const frame = Object.assign(document.createElement('iframe'), { src: `${origin}/` })
      const loaded = new Promise((resolve) => {
        frame.onload = resolve
      })
      document.body.append(frame)
      await loaded
    }, target())

    const [, framed] = page.frames()
    expect(await framed?.content()).not.toContain('csp-nonce')
  })

  it('opens no window of it (B3)', async () => {
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(({ origin }) => {
        window.open(`${origin}/`)
      }, target()),
    ])

    await expect.poll(() => opened.content()).toContain('only its own page may call this host')
  })
})

describe('a name that is led to this machine while its page is open (B2)', () => {
  it('shows and answers nothing, though the browser takes it for one origin', async () => {
    const rebound = `http://rebound.attacker.example:${String(running.port)}`
    expect((await page.goto(`${rebound}/`))?.status()).toBe(421)
    // What the attacker's own machine had served under the name before.
    await page.route(`${rebound}/before`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Foreign page</title>' }),
    )
    await page.goto(`${rebound}/before`)
    const statuses = await page.evaluate(
      async (bearer) => {
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` }
        const called = await fetch('/admin/workspace.show', { method: 'POST', headers, body: '{}' })
        return [(await fetch('/index.html')).status, called.status]
      },
      await running.openSession(),
    )
    expect(statuses).toEqual([421, 421])
  })
})
