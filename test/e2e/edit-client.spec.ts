import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e/hosts.ts'
import { dialogNamed, go, makeClient, showClient, toast } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--admin', 'ada@acme.example']] })

function review(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Review changes…' }).click()
}

test('shows what a save changes before it is done, and takes it back (C11)', async ({ grantdesk }) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk)
  await go(page, `/clients/${id}`)
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await expect(page.getByText('Nothing has changed yet.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Review changes…' })).toBeDisabled()

  await page.getByLabel('Name', { exact: true }).fill('CRM next')
  await page.getByRole('textbox', { name: 'Duration' }).fill('18h')
  await page.getByRole('button', { name: 'Remove users', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Search scopes' }).fill('routing')
  await page.getByRole('checkbox', { name: /^routing:readonly/ }).check()
  await review(page)

  const dialog = dialogNamed(page, 'Save changes to CRM?')
  await expect(dialog.getByRole('row', { name: 'Name CRM CRM next' })).toBeVisible()
  await expect(
    dialog.getByRole('row', { name: /Token duration 1 d · 86,400 s 18 h · 64,800 s/ }),
  ).toBeVisible()
  const scopes = dialog.getByRole('row', { name: /^Scopes/ })
  await expect(scopes.getByRole('listitem').filter({ hasText: 'added' })).toContainText('routing:readonly')
  await expect(scopes.getByRole('listitem').filter({ hasText: 'removed' })).toContainText('users')
  await expect(scopes).toContainText('1 unchanged')
  expect((await showClient(grantdesk, id)).name).toBe('CRM')

  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('CRM next')
  await review(page)
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'CRM next' })).toBeVisible()
  await expect(toast(page, 'Saved CRM next')).toBeVisible()
  expect(await showClient(grantdesk, id)).toMatchObject({
    name: 'CRM next',
    tokenDuration: 64_800,
    scopes: expect.arrayContaining(['users:readonly', 'routing:readonly']),
  })

  await page
    .getByRole('region', { name: 'What has just happened' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'CRM', exact: true })).toBeVisible()
  expect(await showClient(grantdesk, id)).toMatchObject({ name: 'CRM', tokenDuration: 86_400 })
})

test('names what another grant type drops, and starts on Cancel (C2)', async ({ grantdesk }) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk)
  await go(page, `/clients/${id}/edit`)
  await page
    .getByRole('radiogroup', { name: 'Grant type' })
    .getByRole('radio', { name: 'Client credentials' })
    .check()
  await expect(page.getByText('2 scopes would be dropped on saving')).toBeVisible()
  await page.getByRole('combobox', { name: 'Find a role' }).fill('Employee')
  await page.getByRole('option', { name: /^Employee/ }).click()
  await review(page)

  const dialog = dialogNamed(page, 'Save changes to CRM?')
  await expect(dialog.getByText(/Dropped with the former grant type.*Scopes/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  expect(await showClient(grantdesk, id)).toMatchObject({ grantType: 'authorization_code' })

  await review(page)
  await dialog.getByRole('button', { name: 'Save and drop' }).click()
  await expect(page.getByText('Not needed: its roles are its grant')).toBeVisible()
  expect(await showClient(grantdesk, id)).toMatchObject({ grantType: 'client_credentials', scopes: [] })
})

test('refuses to save over somebody else’s change, and lets both be merged (C11)', async ({ grantdesk }) => {
  const { page, command } = grantdesk
  const { id } = await makeClient(grantdesk)
  await go(page, `/clients/${id}/edit`)
  await page.getByLabel('Name', { exact: true }).fill('My name')
  await page.getByLabel('Description').fill('My description')
  await command('client', 'edit', id, '--description', 'Their description', '--contact', 'them@example.com')
  await review(page)

  await expect(page.getByRole('alert')).toContainText(
    'Somebody changed this client while you were editing it',
  )
  const rowOf = (field: string) =>
    page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: field }) })
  await expect(rowOf('Name')).toContainText('only you changed it')
  await expect(rowOf('Contact')).toContainText('only they changed it')
  await expect(rowOf('Description').getByRole('radio', { name: 'Keep yours' })).toBeChecked()
  await rowOf('Description').getByRole('radio', { name: 'Keep theirs' }).check()
  await page.getByRole('button', { name: 'Continue editing with these' }).click()

  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('My name')
  await expect(page.getByLabel('Description')).toHaveValue('Their description')
  await expect(page.getByRole('textbox', { name: 'Contact' })).toHaveValue('them@example.com')
  await review(page)
  const dialog = dialogNamed(page, /^Save changes to/)
  await expect(dialog.getByRole('rowheader')).toHaveText(['Name'])
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'My name' })).toBeVisible()
  expect(await showClient(grantdesk, id)).toMatchObject({
    name: 'My name',
    description: 'Their description',
    contact: 'them@example.com',
  })
})

test('asks before unsaved changes are left, within the application and by closing it', async ({
  grantdesk,
}) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk)
  const closingAsks = () =>
    page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })))
  await go(page, `/clients/${id}/edit`)
  await expect(page.getByText('Nothing has changed yet.')).toBeVisible()
  expect(await closingAsks()).toBe(false)
  await page.getByLabel('Name', { exact: true }).fill('Half done')
  await expect(page.getByText('Nothing has changed yet.')).toHaveCount(0)
  expect(await closingAsks()).toBe(true)

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Ask/ }).click()
  const dialog = dialogNamed(page, 'Discard your changes to CRM?')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Half done')

  await page.getByRole('button', { name: 'Cancel' }).click()
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'CRM' })).toBeVisible()
  expect((await showClient(grantdesk, id)).name).toBe('CRM')
})

test('a page of another record starts anew, and asks first where something is unsaved', async ({
  grantdesk,
}) => {
  const { page } = grantdesk
  const [one, other] = [await makeClient(grantdesk), await makeClient(grantdesk, { name: 'Billing' })]
  const open = (address: string) =>
    page.evaluate((hash) => {
      location.hash = hash
    }, address)
  await go(page, `/clients/new?from=${one.id}`)
  const name = page.getByLabel('Name', { exact: true })
  await expect(page.getByRole('heading', { level: 1, name: 'New client like CRM' })).toBeVisible()
  await name.fill('Half done')
  await open('/clients/new')
  const dialog = page.locator('dialog[open]')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(name).toHaveValue('Half done')
  await open('/clients/new')
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'New client', exact: true })).toBeVisible()
  await expect(name).toHaveValue('')

  await go(page, `/clients/${one.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'CRM' })).toBeVisible()
  await open(`/clients/${other.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'CRM' })).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: 'Billing' })).toBeVisible()
})

test('regenerates a secret after a warning, and shows the new one once (C7)', async ({ grantdesk }) => {
  const { page } = grantdesk
  const { id, secret } = await makeClient(grantdesk)
  await go(page, `/clients/${id}`)
  await page.getByRole('button', { name: 'Regenerate…' }).click()
  const asking = dialogNamed(page, 'Regenerate the secret of CRM?')
  await expect(asking.getByText('The present secret stops at once.')).toBeVisible()
  await expect(asking.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await asking.getByRole('button', { name: 'Regenerate' }).click()

  const dialog = dialogNamed(page, 'Client secret for CRM')
  await dialog.getByRole('button', { name: 'Show secret' }).click()
  await expect(dialog.locator('[data-secret]')).not.toHaveText(secret)
  await expect(dialog.getByText(/The former secret stopped working at/)).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'I have stored it elsewhere' }).check()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.locator('[data-secret]')).toHaveCount(0)
})
