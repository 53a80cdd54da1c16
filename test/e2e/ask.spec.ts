import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e/hosts.ts'
import { dialogNamed, go, makeClient, showApp, toast } from '../support/e2e/steps.ts'

const createUser = 'POST /api/v2/users'

const people = [
  ['org', 'create', 'Acme', '--admin', 'ada@acme.example'],
  ['user', 'create', 'ben@acme.example', '--name', 'Ben Okafor'],
]

/** The vendor's document where it lies beside this checkout, otherwise a small one with the same operation. */
function apiDocument(): string {
  const real = resolve('../shared/data/publicapi-v2-swagger.json')
  if (existsSync(real)) return real
  const small = {
    swagger: '2.0',
    info: { title: 'Small', version: 'v2' },
    securityDefinitions: { 'PureCloud OAuth': { type: 'oauth2' } },
    paths: {
      '/api/v2/users': {
        post: {
          responses: {},
          security: [{ 'PureCloud OAuth': ['users'] }],
          'x-inin-requires-permissions': { type: 'ANY', permissions: ['directory:user:add'] },
        },
      },
    },
  }
  const path = join(mkdtempSync(join(tmpdir(), 'grantdesk-document-')), 'small.json')
  writeFileSync(path, JSON.stringify(small))
  return path
}

function verdict(page: Page) {
  return page.getByRole('status').filter({ has: page.getByRole('heading', { level: 2 }) })
}

function checkNamed(page: Page, name: string) {
  return page.getByRole('region', { name: 'Checks' }).getByRole('listitem').filter({ hasText: name }).first()
}

/** Chooses in one of the question's boxes by typing and Enter, as a person does. */
async function choose(page: Page, box: string, typed: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: box }).fill(typed)
  await expect(page.getByRole('option', { name: option }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listbox')).toHaveCount(0)
}

test.describe('on an imported document', () => {
  test.use({ before: [[...people, ['catalogue', 'import', apiDocument()]], { scope: 'test' }] })

  test('carries an administrator from registering an app to revoking it (C1, A2, A5, P2, P3, U5)', async ({
    grantdesk,
  }) => {
    const { page } = grantdesk

    await go(page, '/clients/new')
    await page.getByLabel('Name', { exact: true }).fill('CRM')
    await page.getByRole('textbox', { name: 'Redirect URI 1' }).fill('https://crm.acme.example/back')
    await page.getByRole('searchbox', { name: 'Search scopes' }).fill('users')
    await page.getByRole('checkbox', { name: /^users : |^users: / }).check()
    await page.getByRole('checkbox', { name: 'Authorize it in this organization' }).uncheck()
    await page.getByRole('button', { name: 'Create client' }).click()
    const secret = dialogNamed(page, 'Client secret for CRM')
    await secret.getByRole('checkbox', { name: 'I have stored it elsewhere' }).check()
    await secret.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByText('Not authorized')).toBeVisible()
    const [id = ''] = /[\da-f-]{36}/.exec(page.url()) ?? []

    await go(page, '/ask')
    await choose(page, 'App', 'CRM', /^CRM/)
    await choose(page, 'User', 'okafor', /^Ben Okafor/)
    await choose(page, 'Operation', createUser, /^POST \/api\/v2\/users needs directory:user:add/)
    await expect(verdict(page)).toContainText('Denied')
    await expect(checkNamed(page, 'Authorization')).toContainText(
      'CRM is not authorized in this organization',
    )
    await expect(checkNamed(page, 'Permission')).toContainText('directory:user:add')

    const fixes = page.getByRole('region', { name: 'What would allow it' })
    await fixes.getByRole('button', { name: 'Authorize…' }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: 'Authorize a client' })).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'Client id' })).toHaveValue(id)
    await expect(page.getByText('1 of 1 requested scopes granted')).toBeVisible()
    await page.getByRole('button', { name: 'Approve' }).click()

    await expect(page.getByRole('heading', { level: 1, name: 'Ask' })).toBeVisible()
    await expect(verdict(page)).toContainText('Denied')
    await expect(checkNamed(page, 'Authorization')).toContainText('authorized by Ada')
    await expect(checkNamed(page, 'Permission')).toContainText('Ben Okafor does not hold directory:user:add')

    await fixes.getByRole('button', { name: 'Give role…' }).first().click()
    const giving = dialogNamed(page, /^Give Ben Okafor the role User Manager/)
    await expect(giving).toContainText('directory:user:add')
    await expect(giving.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await giving.getByRole('button', { name: 'Give role' }).click()
    await expect(verdict(page)).toContainText('Allowed')
    await expect(page.getByRole('region', { name: 'What this rests on' })).toContainText('User Manager')

    const question = page.url()
    await page.getByRole('button', { name: 'Open the authorization of CRM' }).click()
    await page.getByRole('button', { name: 'Actions for CRM' }).click()
    await page.getByRole('menuitem', { name: 'Revoke authorization…' }).click()
    await dialogNamed(page, 'Revoke the authorization of CRM?')
      .getByRole('button', { name: 'Revoke' })
      .click()
    await expect(toast(page, 'CRM is revoked')).toBeVisible()
    expect(await showApp(grantdesk, id)).toMatchObject({ state: 'revoked' })

    await go(page, new URL(question).hash.slice(1))
    await expect(verdict(page)).toContainText('Denied')
    await expect(checkNamed(page, 'Permission')).toContainText('Passed')

    await go(page, '/history')
    for (const act of ['Created the client CRM', 'Authorized CRM', 'Revoked', 'Ben Okafor', 'Imported'])
      await expect(page.getByRole('row').filter({ hasText: act }).first(), act).toBeVisible()
    await page.getByRole('button', { name: 'Check integrity…' }).click()
    const chain = dialogNamed(page, 'Is the history intact?')
    await chain.getByRole('button', { name: 'Verify' }).click()
    await expect(chain.getByRole('status')).toContainText('Intact.')
  })

  test('completes an operation from its words, its path and a concrete path of it', async ({ grantdesk }) => {
    const { page } = grantdesk
    await go(page, '/ask')
    const box = page.getByRole('combobox', { name: 'Operation' })
    await box.fill('post users')
    await expect(page.getByRole('option', { name: /^POST \/api\/v2\/users needs/ })).toBeVisible()
    await box.fill('/api/v2/users')
    await expect(page.getByRole('option', { name: /^POST \/api\/v2\/users needs/ })).toBeVisible()
    await box.fill('GET /no/such/operation')
    await expect(
      page.getByRole('option', { name: /Not in the catalogue, so nobody may call it/ }),
    ).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listbox')).toHaveCount(0)
  })
})

test.describe('on the own catalogue', () => {
  test.use({ before: [people, { scope: 'test' }] })

  test('says what is missing before it can answer, and that no document was imported', async ({
    grantdesk,
  }) => {
    const { page } = grantdesk
    const { id } = await makeClient(grantdesk)
    await go(page, '/ask')
    await expect(
      page.getByRole('heading', { name: /^Choose an app, a user,? and an operation$/ }),
    ).toBeVisible()
    await expect(page.getByText('No API document has been imported.')).toBeVisible()
    await go(page, `/ask?app=${id}&user=ben@acme.example`)
    await expect(page.getByRole('heading', { name: 'Choose an operation' })).toBeVisible()
  })

  test('opens the client with the scope to add, and grants a requested one in a dialog (P3, A4)', async ({
    grantdesk,
  }) => {
    const { page, command } = grantdesk
    await command('user', 'grant', 'ben@acme.example', 'User Manager')
    const { id } = await makeClient(grantdesk, { scopes: 'users,users:readonly' })
    await command('app', 'authorize', id, '--scopes', 'users:readonly')
    await go(page, `/ask?app=${id}&user=ben@acme.example&operation=${encodeURIComponent(createUser)}`)
    await expect(verdict(page)).toContainText('Denied')
    await expect(checkNamed(page, 'Scope')).toContainText('users is requested but not granted')

    const fixes = page.getByRole('region', { name: 'What would allow it' })
    await fixes.getByRole('button', { name: 'Grant scope…' }).click()
    const dialog = page.locator('dialog[open]')
    await expect(dialog.getByRole('row', { name: /^Scopes/ }).getByRole('listitem')).toHaveText(
      /users\s*added/,
    )
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    await fixes.getByRole('button', { name: 'Grant scope…' }).click()
    await dialog.getByRole('button', { name: 'Grant scope' }).click()
    await expect(verdict(page)).toContainText('Allowed')
    expect((await showApp(grantdesk, id))?.scopes.toSorted()).toEqual(['users', 'users:readonly'])

    await page
      .getByRole('region', { name: 'What has just happened' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await expect(verdict(page)).toContainText('Denied')

    await command('client', 'edit', id, '--scopes', 'users:readonly')
    await expect(checkNamed(page, 'Scope')).toContainText('Failed')
    await fixes.getByRole('button', { name: 'Add scope…' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Edit CRM' })).toBeVisible()
  })

  test('copies the question as a command and as a link', async ({ grantdesk }) => {
    const { page } = grantdesk
    const { id } = await makeClient(grantdesk)
    await go(page, `/ask?app=${id}&user=ben@acme.example&operation=${encodeURIComponent(createUser)}`)
    await expect(verdict(page)).toContainText('Denied')
    await page.getByRole('button', { name: 'Copy as command' }).click()
    await expect(toast(page, 'The command is on the clipboard')).toBeVisible()
    await page.getByRole('button', { name: 'Copy link' }).click()
    await expect(toast(page, 'The link is on the clipboard')).toBeVisible()
  })
})
