import { expect, test } from '../support/e2e/hosts.ts'

test.use({ before: [['org', 'create', 'Acme', '--sample', '7']] })

test('registers a client, shows its secret once, and lists it (C1, C7, A7)', async ({ grantdesk }) => {
  const { page } = grantdesk
  await page
    .getByRole('link', { name: 'New client' })
    .or(page.getByRole('button', { name: 'New client' }))
    .click()
  await page.getByLabel('Name', { exact: true }).fill('Journey app')
  await page.getByRole('textbox', { name: 'Redirect URI 1' }).fill('https://journey.example.com/callback')
  await page.getByRole('textbox', { name: 'Duration' }).fill('18h')
  await expect(page.getByText('64,800 s')).toBeVisible()
  await page.getByRole('button', { name: 'Create client' }).click()
  await expect(page.getByText('This grant type needs at least one scope.')).toBeVisible()
})
