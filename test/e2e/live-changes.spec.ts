import { expect, test } from '../support/e2e/hosts.ts'
import { go, makeClient } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--admin', 'ada@acme.example']] })

test('a change of the command line shows up without a reload', async ({ grantdesk }) => {
  const { page, command } = grantdesk
  await go(page, '/clients')
  const { id } = await makeClient(grantdesk, { name: 'From outside' })
  await expect(page.getByRole('link', { name: 'From outside' })).toBeVisible()

  await page.getByRole('link', { name: 'From outside' }).click()
  await expect(page.getByText('Not authorized')).toBeVisible()
  await command('client', 'edit', id, '--name', 'Renamed outside')
  await expect(page.getByRole('heading', { level: 1, name: 'Renamed outside' })).toBeVisible()
  await command('app', 'authorize', id)
  await expect(page.getByRole('link', { name: 'Open authorization' })).toBeVisible()
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
  await expect(beside.getByRole('heading', { level: 1, name: 'Seen beside' })).toBeVisible()

  await go(page, '/history')
  await go(beside, `/apps/authorize?client=${id}`)
  await beside.getByRole('button', { name: 'Grant all 2' }).click()
  await beside.getByRole('button', { name: 'Approve' }).click()
  await expect(beside.getByRole('heading', { level: 1, name: 'Seen beside' })).toBeVisible()
  await expect(page.getByText('4 events')).toBeVisible()
})

test('whoever is chosen while the page reads again stays the acting user (O6)', async ({ grantdesk }, {
  project,
}) => {
  test.skip(project.name === 'desktop', 'only an answer over HTTP can be held up')
  const { page, command } = grantdesk
  await command('user', 'create', 'eve@acme.example', '--name', 'Eve Employee')
  const acting = page.getByRole('button', { name: /Acting as/ })
  await acting.click()
  await page.getByRole('combobox', { name: 'Search users' }).fill('eve@')
  const eve = page.getByRole('option', { name: 'Eve Employee' })
  await expect(eve).toBeVisible()

  const [asked, released] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
  await page.route('**/admin/user.show', async (route) => {
    asked.resolve(undefined)
    await released.promise
    await route.continue()
  })
  await command('org', 'set', 'name=Acme Ltd')
  await asked.promise
  await eve.click()
  await expect(acting).toContainText('Eve Employee')
  released.resolve(undefined)
  await expect(page.getByRole('button', { name: /Organization Acme Ltd/ })).toBeVisible()
  await expect(acting).toContainText('Eve Employee')
})
