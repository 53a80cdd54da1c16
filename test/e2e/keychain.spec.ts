import { expect, test as base } from '../support/e2e/hosts.ts'
import { dialogNamed, go, makeClient } from '../support/e2e/steps.ts'
import { startKeyring } from '../support/e2e/keyring.ts'
import { reasonAgainstKeyring } from '../support/session-keyring.ts'

/** Both hosts, with a gnome-keyring of their own that is unlocked. */
const test = base.extend({
  before: [[['org', 'create', 'Acme', '--admin', 'ada@acme.example']], { scope: 'test' }],
  hostEnv: async ({}, use) => {
    const reason = await reasonAgainstKeyring()
    base.skip(reason !== null, reason ?? '')
    await using keyring = await startKeyring()
    await use(keyring.env)
  },
})

test('saves a secret to the system’s keychain in the same dialog (F3, F4)', async ({ grantdesk }) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk)
  await expect(page.getByText('No keychain on this machine.')).toHaveCount(0)
  await go(page, `/clients/${id}`)
  await expect(page.getByText('not in the keychain')).toBeVisible()
  await page.getByRole('button', { name: 'Regenerate…' }).click()
  await page.getByRole('button', { name: 'Regenerate', exact: true }).click()

  const dialog = dialogNamed(page, 'Client secret for CRM')
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Save to keychain' }).click()
  await expect(dialog.getByText('Saved to the keychain.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText('in the keychain', { exact: false })).not.toContainText('not in the keychain')
})
