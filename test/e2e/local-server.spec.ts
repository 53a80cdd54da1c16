import type { Page } from '@playwright/test'
import { AppUnderTest } from '../support/e2e/app-under-test.ts'
import { expect, test } from '../support/e2e/hosts.ts'
import { dialogNamed, go, makeClient, toast } from '../support/e2e/steps.ts'

const loopback = ['--redirect-uri', 'http://127.0.0.1/callback', '--no-authorize']

const people = [
  ['org', 'create', 'Acme', '--admin', 'ada@acme.example'],
  ['user', 'create', 'jonas@acme.example', '--name', 'Jonas Weber'],
  ['role', 'create', 'User Keeper', '--permissions', 'directory:user:add'],
]
test.use({ before: [people, { scope: 'test' }] })

async function startServer(page: Page): Promise<string> {
  await go(page, '/server')
  await page.getByLabel('Port').fill('0')
  await page.getByRole('button', { name: 'Start server' }).click()
  const issuer = page.locator('dd', { hasText: /^http:\/\/127\.0\.0\.1:\d+$/ })
  return (await issuer.textContent())?.trim() ?? ''
}

test('an app is launched, asked for, approved, used, denied, granted, revoked (A3, P2, S1, S5)', async ({
  grantdesk,
  sharedBrowser,
}) => {
  const { page, command } = grantdesk
  const { id } = await makeClient(grantdesk, { name: 'Rota', scopes: 'users', flags: loopback })
  const issuer = await startServer(page)
  await using app = await AppUnderTest.open(await sharedBrowser(), { issuer, clientId: id })

  await app.logIn('jonas@acme.example')
  await expect(app.page.getByRole('heading', { name: 'An administrator is required' })).toBeVisible()

  await go(page, '/apps?state=pending')
  await page.getByRole('link', { name: 'Rota' }).click()
  await expect(page.getByText('Pending', { exact: true }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Decide…' }).click()
  await page.getByRole('button', { name: 'Grant it' }).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(toast(page, 'Rota is authorized')).toBeVisible()

  await app.logIn('jonas@acme.example')
  expect(await app.redeem()).toBe(86_400)
  expect(await app.call('GET', '/api/v2/users')).toBe('200')
  const newcomer = { name: 'Lena Brandt', email: 'lena@acme.example' }
  expect(await app.call('POST', '/api/v2/users', newcomer)).toBe('403 missing.permissions')

  await go(page, '/server')
  await page.getByRole('button', { name: 'What was decided about POST /api/v2/users' }).click()
  const decision = dialogNamed(page, /POST \/api\/v2\/users · 403/)
  await expect(decision).toContainText('Jonas Weber')
  await expect(decision).toContainText('directory:user:add')
  await decision.getByRole('button', { name: 'Close' }).click()

  await command('user', 'grant', 'jonas@acme.example', 'User Keeper')
  expect(await app.call('POST', '/api/v2/users', newcomer)).toBe('200')

  await go(page, `/apps/${id}`)
  await page.getByRole('button', { name: 'Actions for Rota' }).click()
  await page.getByRole('menuitem', { name: 'Revoke authorization…' }).click()
  const revoke = dialogNamed(page, 'Revoke the authorization of Rota?')
  await revoke.getByRole('button', { name: 'Revoke' }).click()
  await expect(toast(page, 'Rota is revoked')).toBeVisible()
  expect(await app.call('GET', '/api/v2/users')).toBe('401 bad.credentials')
})
