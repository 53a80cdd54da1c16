import { expect, test } from '../support/e2e/hosts.ts'
import { go, makeClient } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--admin', 'ada@acme.example']] })

/** A change has this long to appear, from the command's end on; a second, and what a busy machine takes. */
const soon = { timeout: 3_000 }

test('a change of the command line shows up without a reload', async ({ grantdesk }) => {
  const { page, command } = grantdesk
  await go(page, '/clients')
  const { id } = await makeClient(grantdesk, { name: 'From outside' })
  await expect(page.getByRole('link', { name: 'From outside' })).toBeVisible(soon)

  await page.getByRole('link', { name: 'From outside' }).click()
  await expect(page.getByText('Not authorized')).toBeVisible()
  await command('client', 'edit', id, '--name', 'Renamed outside')
  await expect(page.getByRole('heading', { level: 1, name: 'Renamed outside' })).toBeVisible(soon)
  await command('app', 'authorize', id)
  await expect(page.getByRole('link', { name: 'Open authorization' })).toBeVisible(soon)
})

test('two hosts on one workspace see each other’s changes', async ({ grantdesk }) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk, { name: 'Shared' })
  const beside = await grantdesk.openBeside()
  await go(page, `/clients/${id}/edit`)
  await go(beside, `/clients/${id}`)
  await page.getByLabel('Name', { exact: true }).fill('Seen beside')
  await page.getByRole('button', { name: 'Review changes…' }).click()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(beside.getByRole('heading', { level: 1, name: 'Seen beside' })).toBeVisible(soon)

  await go(page, '/history')
  await go(beside, `/apps/authorize?client=${id}`)
  await beside.getByRole('button', { name: 'Grant all 2' }).click()
  await beside.getByRole('button', { name: 'Approve' }).click()
  await expect(beside.getByRole('heading', { level: 1, name: 'Seen beside' })).toBeVisible()
  await expect(page.getByText('4 events')).toBeVisible(soon)
})
