import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e/hosts.ts'
import { dialogNamed, go, makeClient, showApp, toast } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--admin', 'ada@acme.example']] })

async function lookUp(page: Page, id: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Client id' }).fill(id)
  await page.getByRole('button', { name: 'Look up' }).click()
}

test('authorizes a client by its id, with some of what it requests (A2, A4, A5)', async ({ grantdesk }) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk, { scopes: 'users,users:readonly,routing' })
  await go(page, '/apps')
  await page.getByRole('button', { name: 'Authorize a client' }).click()
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page.getByRole('combobox', { name: 'Client id' })).toHaveAccessibleDescription(
    /Enter a client id/,
  )

  await lookUp(page, '00000000-0000-4000-8000-000000000000')
  await expect(page.getByRole('combobox', { name: 'Client id' })).toHaveAttribute('aria-invalid', 'true')
  await lookUp(page, id)
  await expect(page.getByText('this organization', { exact: true })).toBeVisible()
  const approve = page.getByRole('button', { name: 'Approve' })
  await expect(page.getByText('0 of 3 requested scopes granted')).toBeVisible()
  await expect(approve).toBeDisabled()
  await page.getByRole('checkbox', { name: /^users:readonly/ }).check()
  await page.getByLabel('Reason').fill('The team needs it')
  await page.getByLabel('Ticket').fill('OPS-7')
  await approve.click()

  await expect(page.getByRole('heading', { level: 1, name: 'CRM' })).toBeVisible()
  await expect(toast(page, 'CRM is authorized')).toBeVisible()
  expect(await showApp(grantdesk, id)).toMatchObject({
    state: 'authorized',
    scopes: ['users:readonly'],
    reason: 'The team needs it',
    ticket: 'OPS-7',
  })
})

test('authorizes another organization’s client, and says whose it is (A2)', async ({ grantdesk }) => {
  const { page, command } = grantdesk
  await command('org', 'create', 'Vendor Ltd')
  const { id } = await makeClient(
    { command: (...args) => command('--org', 'Vendor Ltd', ...args) },
    { name: 'Partner app', scopes: 'users:readonly' },
  )
  await go(page, '/apps/authorize')
  await lookUp(page, id)
  const facts = page.getByRole('region', { name: 'Application' })
  await expect(facts).toContainText('Vendor Ltd')
  await expect(facts).toContainText('partner-app.example.com')
  await page.getByRole('button', { name: 'Grant it' }).click()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Partner app' })).toBeVisible()
  await expect(page.getByText('Authorized', { exact: true }).first()).toBeVisible()
})

test('edits what an app is granted after showing the difference (A4, C11)', async ({ grantdesk }) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk, { flags: [] })
  await go(page, `/apps/${id}`)
  await page.getByRole('checkbox', { name: /^users(?!:)/ }).uncheck()
  await page.getByRole('combobox', { name: /Limit to roles/ }).fill('Super')
  await page.getByRole('option', { name: /^Supervisor/ }).click()
  await expect(page.getByText('Changed: Scopes, Limited to roles')).toBeVisible()
  await page.getByRole('button', { name: 'Review changes…' }).click()

  const dialog = dialogNamed(page, 'Save the authorization of CRM?')
  await expect(dialog.getByRole('row', { name: /^Scopes/ }).getByRole('listitem')).toContainText('removed')
  await expect(dialog.getByRole('row', { name: /^Limited to roles/ })).toContainText('Supervisor')
  expect(await showApp(grantdesk, id)).toMatchObject({ scopes: ['users', 'users:readonly'], roleNames: [] })
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await expect(toast(page, 'Saved the authorization of CRM')).toBeVisible()
  expect(await showApp(grantdesk, id)).toMatchObject({
    scopes: ['users:readonly'],
    roleNames: ['Supervisor'],
  })
  await expect(page.getByText('Nothing has changed yet.')).toBeVisible()
})

test('shows a change made underneath beside the own one, and merges them (A4, C11)', async ({
  grantdesk,
}) => {
  const { page, command } = grantdesk
  const { id } = await makeClient(grantdesk, { flags: [] })
  await go(page, `/apps/${id}`)
  await page.getByLabel('Reason').fill('My reason')
  await command('app', 'edit', id, '--scopes', 'users:readonly', '--reason', 'Their reason')
  await page.getByRole('button', { name: 'Review changes…' }).click()
  await expect(page.getByRole('alert')).toContainText('Somebody changed this authorization')
  const reason = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Reason' }) })
  await expect(reason.getByRole('radio', { name: 'Keep yours' })).toBeChecked()
  await page.getByRole('button', { name: 'Continue with these' }).click()
  await page.getByRole('button', { name: 'Review changes…' }).click()
  const dialog = dialogNamed(page, 'Save the authorization of CRM?')
  await expect(dialog.getByRole('rowheader')).toHaveText(['Reason'])
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await expect(toast(page, 'Saved the authorization of CRM')).toBeVisible()
  expect(await showApp(grantdesk, id)).toMatchObject({ scopes: ['users:readonly'], reason: 'My reason' })
})

test('revokes after saying what follows, and fills a new authorization in from it (A5, A6)', async ({
  grantdesk,
}) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk, { flags: [] })
  await go(page, '/apps')
  await page.getByRole('button', { name: 'Actions for CRM' }).click()
  await page.getByRole('menuitem', { name: 'Revoke authorization…' }).click()
  const dialog = dialogNamed(page, 'Revoke the authorization of CRM?')
  await expect(dialog.getByText('This cannot be undone.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  expect(await showApp(grantdesk, id)).toMatchObject({ state: 'authorized' })

  await page.getByRole('button', { name: 'Actions for CRM' }).click()
  await page.getByRole('menuitem', { name: 'Revoke authorization…' }).click()
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await expect(toast(page, 'CRM is revoked')).toBeVisible()
  expect(await showApp(grantdesk, id)).toMatchObject({ state: 'revoked' })

  await go(page, `/apps/${id}`)
  await expect(page.getByText(/Revoked by Ada on/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Scopes it had' })).toContainText('users:readonly')
  await page.getByRole('button', { name: 'Authorize again…' }).click()
  await expect(page.getByText('2 of 2 requested scopes granted')).toBeVisible()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(toast(page, 'CRM is authorized')).toBeVisible()
  expect(await showApp(grantdesk, id)).toMatchObject({ state: 'authorized' })
})

test('asks for the name before a built-in client is revoked (A7)', async ({ grantdesk: { page } }) => {
  await go(page, '/apps')
  await page.getByRole('button', { name: 'Actions for Architect' }).click()
  await page.getByRole('menuitem', { name: 'Revoke authorization…' }).click()
  const dialog = dialogNamed(page, 'Revoke the authorization of Architect?')
  await expect(dialog.getByText(/This is a built-in client/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Revoke' })).toBeDisabled()
  await dialog.getByRole('textbox').fill('Architect')
  await expect(dialog.getByRole('button', { name: 'Revoke' })).toBeEnabled()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
})

test('warns wherever scopes are shown while they are not enforced (O2)', async ({ grantdesk }) => {
  const { page, command } = grantdesk
  const { id } = await makeClient(grantdesk, { flags: [] })
  await command('org', 'set', 'enforceScopes=off')
  const warning = page.getByText('Scope enforcement is off.').first()
  for (const view of [
    '/clients',
    `/clients/${id}`,
    `/clients/${id}/scopes`,
    '/clients/new',
    '/apps',
    `/apps/${id}`,
    '/ask',
  ]) {
    await go(page, view)
    await expect(warning, view).toBeVisible()
  }
  await command('org', 'set', 'enforceScopes=on')
  await expect(page.getByText('Scope enforcement is off.')).toHaveCount(0)
})
