import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e/hosts.ts'
import type { Running } from '../support/e2e/hosts.ts'
import { writeSampleDocument } from '../support/e2e/sample-document.ts'
import { dialogNamed, go, listClients, makeClient, showApp, showClient, toast } from '../support/e2e/steps.ts'

test.use({
  before: [
    [
      ['org', 'create', 'Acme', '--sample', '7', '--clients', '60'],
      ['catalogue', 'import', writeSampleDocument()],
    ],
    { scope: 'test' },
  ],
})

/** Of the sample: it was seen to call for writing users and contacts, and for reading conversations and campaigns. */
const app = 'Contoso CRM Connector'
const suggested = ['conversations:readonly', 'external-contacts', 'outbound:readonly', 'users']

async function idOf(grantdesk: Running, name: string): Promise<string> {
  const found = (await listClients(grantdesk)).find((client) => client.name === name)
  if (!found) throw new Error(`the sample has no client ${name}`)
  return found.id
}

function row(page: Page, operation: string) {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: operation, exact: true }) })
}

test('what an app can call leads to the checks, to everybody who can, and to what a leak reaches (P4)', async ({
  grantdesk,
}) => {
  const { page } = grantdesk
  const id = await idOf(grantdesk, app)
  await go(page, `/clients/${id}`)
  await page.getByRole('tab', { name: 'Effective access' }).click()
  const tally = page.getByRole('status').filter({ hasText: /^\d+ of \d+ operations$/ })
  await expect(tally).toBeVisible()

  // By the keyboard: the first group is closed, opens, and closes again.
  await page.keyboard.press('j')
  const group = page.getByRole('button', { name: /^conversations 1 of 2/ })
  await expect(group).toBeFocused()
  await expect(group).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('Enter')
  await expect(row(page, 'GET /api/v2/conversations')).toContainText('reads')
  await page.keyboard.press('Enter')
  await expect(row(page, 'GET /api/v2/conversations')).toHaveCount(0)

  await page.keyboard.press('/')
  await page.keyboard.type('patch users')
  const patch = row(page, 'PATCH /api/v2/users/{userId}')
  await expect(patch).toContainText('changes privileges')
  await expect(page.getByRole('status').filter({ hasText: /^1 of \d+ matches$/ })).toBeVisible()

  await page.getByRole('combobox', { name: 'For whom' }).fill('admin')
  await page.getByRole('option', { name: /^Admin admin@/ }).click()
  await expect(page.getByText('With the rights of Admin.')).toBeVisible()
  expect(page.url()).toContain('user=admin')
  await patch.getByRole('link', { name: 'PATCH /api/v2/users/{userId}', exact: true }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Ask' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Allowed' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'User' })).toHaveValue('Admin')
  await page.getByRole('button', { name: 'Who can call this' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Who can call this' })).toBeVisible()
  const caller = page.getByRole('row').filter({ hasText: app })
  await expect(caller).toContainText('users')
  await page.getByRole('tab', { name: /^Users/ }).click()
  const admin = page.getByRole('row').filter({ hasText: 'admin@acme.example' })
  await expect(admin).toContainText('Master Admin · all divisions')
  await admin.getByRole('link', { name: 'Admin' }).click()
  await expect(page.getByRole('combobox', { name: 'User' })).toHaveValue('Admin')

  await go(page, `/apps/${id}/leak`)
  await expect(
    page.getByRole('heading', { name: /^A stolen token reaches up to \d+ operations/ }),
  ).toBeVisible()
  const growth = page.getByRole('region', { name: 'How it could grow itself' })
  await growth
    .getByRole('button', { name: /^Can change users \d+ operations?, with \d+ users’ tokens/ })
    .click()
  await expect(growth.getByRole('link', { name: 'PATCH /api/v2/users/{userId}' })).toBeVisible()

  const service = await idOf(grantdesk, 'Adatum SCIM')
  await go(page, `/clients/${service}/leak`)
  await expect(
    page.getByRole('heading', { name: /^Whoever has its secret reaches \d+ operation/ }),
  ).toBeVisible()
  await go(page, `/clients/${service}/access`)
  await expect(page.getByText('It acts for itself, by its own roles.')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'For whom' })).toHaveCount(0)

  const { id: fresh } = await makeClient(grantdesk, { name: 'Fresh' })
  await go(page, `/clients/${fresh}/access`)
  await expect(page.getByRole('heading', { name: 'Fresh can call nothing' })).toBeVisible()
  await page.getByRole('button', { name: 'Authorize it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Authorize a client' })).toBeVisible()
})

test('least scopes are suggested with their reasons, applied in one click and taken back (P4, C11)', async ({
  grantdesk,
}) => {
  const { page, command } = grantdesk
  const id = await idOf(grantdesk, app)
  const before = await showClient(grantdesk, id)
  const grantedBefore = (await showApp(grantdesk, id))?.scopes ?? []
  const sorted = (scopes: readonly string[]) => [...scopes].sort()

  await go(page, `/clients/${id}/scopes`)
  await page.getByRole('button', { name: 'Reduce to used…' }).click()
  await expect(page.getByRole('heading', { name: '4 scopes are enough; it has 8' })).toBeVisible()
  await expect(page.getByText('No smaller set exists.')).toBeVisible()
  const added = page.getByRole('row').filter({ hasText: 'outbound:readonly' })
  await expect(added).toContainText('add')
  await expect(added.getByRole('link', { name: 'GET /api/v2/outbound/campaigns' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'recordings:readonly' })).toContainText('remove')

  const apply = page.getByRole('button', { name: 'Apply…' })
  const dialog = dialogNamed(page, `Reduce ${app} to these scopes?`)
  await apply.click()
  await expect(dialog.getByRole('rowheader', { name: 'Requested' })).toBeVisible()
  await expect(dialog).toContainText('Saved in 3 steps')
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'It has just the 4 scopes that it needs' })).toBeVisible()
  expect(sorted((await showClient(grantdesk, id)).scopes)).toEqual(suggested)
  expect(sorted((await showApp(grantdesk, id))?.scopes ?? [])).toEqual(suggested)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(toast(page, `${app} has its former scopes again`)).toBeVisible()
  expect(sorted((await showClient(grantdesk, id)).scopes)).toEqual(sorted(before.scopes))
  expect(sorted((await showApp(grantdesk, id))?.scopes ?? [])).toEqual(sorted(grantedBefore))

  // Somebody else changes the authorization while the dialog is open: the second save is refused.
  await apply.click()
  await expect(dialog).toBeVisible()
  await command('app', 'edit', id, '--reason', 'Theirs')
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('Only a part was saved.')
  await expect(dialog.getByRole('listitem').nth(0)).toContainText('done')
  await expect(dialog.getByRole('listitem').nth(1)).toContainText('not done')
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused()
  expect(sorted((await showApp(grantdesk, id))?.scopes ?? [])).toEqual(sorted(grantedBefore))

  const { id: unused } = await makeClient(grantdesk, { name: 'Unused', flags: [] })
  await page.keyboard.press('Escape')
  await go(page, `/clients/${unused}/least`)
  await expect(page.getByRole('heading', { name: 'No call was seen in the last 90 days' })).toBeVisible()
  await expect(page.getByText('A suggestion needs usage')).toBeVisible()
  await expect(apply).toHaveCount(0)
})
