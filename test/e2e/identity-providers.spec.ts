import { readFile } from 'node:fs/promises'
import { writeCertificate } from '../support/e2e/certificate-file.ts'
import { expect, test } from '../support/e2e/hosts.ts'
import { dialogNamed, go, toast } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme']] })

test('adds an identity provider, switches it off and on again by undo, and removes it (S1, C11)', async ({
  grantdesk,
}) => {
  const { page, command } = grantdesk
  const first = await writeCertificate()
  await go(page, '/settings')
  await page.getByRole('tab', { name: 'Identity providers' }).click()
  await expect(page.getByText('No identity provider yet')).toBeVisible()

  await page.getByRole('button', { name: 'Add identity provider…' }).click()
  const adding = dialogNamed(page, 'Add an identity provider')
  await expect(adding.getByLabel('Name')).toBeFocused()
  await adding.getByLabel('Name').fill('Okta')
  await adding.getByLabel('Issuer').fill('https://idp.example/saml')
  await expect(adding.getByText('A certificate is missing.')).toBeVisible()
  const add = adding.getByRole('button', { name: 'Add' })
  await adding.getByLabel('Certificate').fill('no certificate')
  await add.click()
  await expect(adding.getByText('Certificate 1 cannot be used')).toBeVisible()
  await adding.locator('input[type="file"]').setInputFiles(first)
  await expect(adding.getByLabel('Certificate')).toHaveValue(await readFile(first, 'utf8'))
  await add.click()
  await expect(toast(page, 'Added Okta')).toBeVisible()
  const row = page.getByRole('row', { name: /Okta/ })
  await expect(row).toContainText('https://idp.example/saml')

  await row.getByRole('button', { name: 'Actions for Okta' }).click()
  await page.getByRole('menuitem', { name: 'Edit…' }).click()
  const editing = dialogNamed(page, 'Edit Okta')
  await editing.getByRole('checkbox', { name: 'Accept its assertions' }).uncheck()
  await editing.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('switched off')
  expect(await command('idp', 'list')).toMatchObject({ items: [{ name: 'Okta', enabled: false }] })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row).not.toContainText('switched off')

  await row.getByRole('button', { name: 'Actions for Okta' }).click()
  await page.getByRole('menuitem', { name: 'Remove…' }).click()
  const removing = dialogNamed(page, 'Remove the identity provider Okta?')
  await expect(removing.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await removing.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('No identity provider yet')).toBeVisible()
  expect(await command('idp', 'list')).toMatchObject({ total: 0 })
})
