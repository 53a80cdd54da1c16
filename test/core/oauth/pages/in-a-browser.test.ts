import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OAuthClient } from '../../../../core/model/oauth-client.ts'
import { answerFrontChannel } from '../../../../core/oauth/authorize/front-channel.ts'
import { isLinuxRoot } from '../../../../scripts/electron-binary.ts'
import { findChromium } from '../../../../scripts/find-chromium.ts'
import { FrontDesk, queryOf } from '../../../support/front-desk.ts'
import { startServer, type ServerUnderTest } from '../../../support/organization-server.ts'

let desk: FrontDesk
let server: ServerUnderTest
let app: Server
let browser: Browser
let client: OAuthClient
/** What the app was asked for, newest last. */
const received: URL[] = []

beforeAll(async () => {
  desk = await FrontDesk.open()
  await desk.neighbour('Northwind')
  await desk.user('ada@example.com')
  await desk.user('eve@example.com', 'correct horse battery')
  client = await desk.client({ redirectUris: ['http://127.0.0.1/cb', 'http://[::1]/cb'] })
  server = await startServer({
    answerers: [{ answer: (request) => answerFrontChannel(desk.context, request) }],
    correlationId: randomUUID,
  })
  app = createServer((request, response) => {
    received.push(new URL(request.url ?? '', 'http://app.example'))
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>The app</title>')
  })
  await new Promise<void>((resolve) => app.listen(0, '::', resolve))
  const executablePath = findChromium()
  browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--disable-gpu', ...(isLinuxRoot() ? ['--no-sandbox'] : [])],
  })
})
afterAll(async () => {
  await browser.close()
  app.close()
  await server[Symbol.asyncDispose]()
})

const appPort = () => String((app.address() as AddressInfo).port)
const addressOf = (changes: Readonly<Record<string, string>> = {}, of = client) =>
  `${server.issuer}/oauth/authorize?${queryOf(of, { redirect_uri: `http://127.0.0.1:${appPort()}/cb`, ...changes })}`
const kindOf = (page: Page) => page.locator('main').getAttribute('data-page')

async function logIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Log in' }).click()
}

interface Axe {
  readonly axe: {
    run(): Promise<{
      readonly violations: readonly {
        readonly id: string
        readonly nodes: readonly { readonly html: string }[]
      }[]
    }>
  }
}

describe('a browser without JavaScript', () => {
  let context: BrowserContext
  let page: Page
  /** What the pages’ own policy had to forbid: nothing. */
  const complaints: string[] = []

  beforeAll(async () => {
    context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
    page = await context.newPage()
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text())
    })
  })
  afterAll(() => context.close())

  it('walks from the app through password and consent back to the app, by keyboard alone', async () => {
    await page.goto(addressOf())
    await page.keyboard.type('admin@example.com')
    await page.keyboard.press('Enter')
    await expect.poll(() => kindOf(page)).toBe('consent')
    await page.getByRole('checkbox', { name: 'Create and change OAuth clients' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Allow' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.title()).toBe('The app')

    expect([...(received.at(-1)?.searchParams.keys() ?? [])]).toEqual(['code', 'state', 'iss'])
    expect((await desk.authorization(client))?.scopes).toEqual(['conversations', 'users:readonly'])
    expect(await context.cookies()).toEqual([])
    expect(complaints).toEqual([])
  })

  it('asks for a password where there is one, and says so where it is wrong', async () => {
    await page.goto(addressOf({ prompt: 'login' }))
    await logIn(page, 'eve@example.com')
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alert').textContent()).toContain('No active user of this organization')
    await page.keyboard.type('correct horse battery')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.title()).toBe('The app')

    expect(page.url()).toMatch(new RegExp(`^http://127.0.0.1:${appPort()}/cb\\?code=`))
  })

  it('is led to an IPv6 redirect URI too, which a policy cannot name', async () => {
    await page.goto(addressOf({ redirect_uri: `http://[::1]:${appPort()}/cb`, prompt: 'login' }))
    await logIn(page, 'ada@example.com')

    await expect.poll(() => page.url()).toContain(`http://[::1]:${appPort()}/cb?code=`)
  })

  it('is led nowhere by a form that was sent before', async () => {
    await page.goto(addressOf({ prompt: 'login' }))
    const handle = await page.locator('input[name=handle]').inputValue()
    await logIn(page, 'ada@example.com')
    const sent = await context.request.post(`${server.issuer}/oauth/authorize/login`, {
      form: { handle, organization: desk.organization.id, email: 'ada@example.com' },
      maxRedirects: 0,
    })

    expect([sent.status(), sent.headers()['location']]).toEqual([400, undefined])
  })

  it('is read German where it prefers that, or where the app asks for it', async () => {
    await page.goto(addressOf({ ui_locales: 'fr de', prompt: 'login' }))
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await page.getByLabel('E-Mail').fill('')
    await page.getByLabel('E-Mail').fill('eve@example.com')
    await page.getByRole('button', { name: 'Anmelden' }).click()

    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    expect(await page.getByText('Geben Sie das Passwort ein').count()).toBe(1)
  })
})

describe.each(['light', 'dark'] as const)('the pages in %s', (colorScheme) => {
  it('have no finding of axe and fit 320 px', async () => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 320, height: 640 },
      locale: 'en-GB',
    })
    const page = await context.newPage()
    const findings: string[] = []
    const look = async (kind: string) => {
      await expect.poll(() => kindOf(page)).toBe(kind)
      // As the debugger does it: the pages’ policy would refuse a script element, as it should.
      await page.evaluate(axe)
      const found = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as Axe).axe.run()
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      })
      findings.push(...found)
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
        findings.push(`${kind} overflows`)
    }
    const limited = await desk.client({
      name: `Limited ${colorScheme}`,
      redirectUris: ['http://127.0.0.1/cb'],
    })
    await desk.authorize(limited, { roleIds: [await desk.roleId('SCIM Integration')] })
    const asked = await desk.client({ name: `Asked ${colorScheme}`, redirectUris: ['http://127.0.0.1/cb'] })
    const implicit = { grantType: 'TOKEN', pkce: false, redirectUris: ['http://127.0.0.1/cb'] }
    const wall = await desk.client({ name: `Wall ${colorScheme}`, ...implicit })
    const fresh = { prompt: 'login' }

    await page.goto(addressOf({ ...fresh, org: 'Northwind', provider: 'okta' }, wall))
    await look('login')
    await page.getByLabel('Organization').selectOption('Harbour Bank')
    await logIn(page, 'eve@example.com')
    await page.getByLabel('Password').fill('wrong')
    await page.getByRole('button').click()
    await look('login')
    await page.goto(addressOf(fresh, wall))
    await logIn(page, 'admin@example.com')
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
    await page.getByRole('button', { name: 'Allow' }).click()
    await look('consent')
    await page.goto(addressOf(fresh, asked))
    await logIn(page, 'ada@example.com')
    await look('administrator-required')
    await page.goto(addressOf(fresh, limited))
    await logIn(page, 'ada@example.com')
    await look('role-required')
    await page.goto(addressOf({ redirect_uri: 'http://127.0.0.1/cc' }))
    await look('error')
    await page.goto(`${server.issuer}/logout?client_id=${client.id}&redirect_uri=http://evil.example/`)
    await look('logout')
    await context.close()

    expect(findings).toEqual([])
  })
})
