import { expect, test, type Running } from '../support/e2e/hosts.ts'
import { actAs, dialogNamed, go, listClients, makeClient, showClient, toast } from '../support/e2e/steps.ts'

const month = 30 * 86_400_000

test.describe('a client older than 30 days', () => {
  test.use({ before: [['org', 'create', 'Acme', '--sample', '7', '--clients', '60']] })

  /** An old client of the sample that is in use and authorized. */
  async function anOldClient(grantdesk: Running) {
    const old = (await listClients(grantdesk)).find(
      ({ state, createdAt, lastUsed, scopes }) =>
        state.kind === 'active' &&
        lastUsed !== null &&
        scopes.length > 0 &&
        Date.now() - Date.parse(createdAt) > 2 * month,
    )
    if (!old) throw new Error('the sample has no old client')
    return old
  }

  test('says what breaks and until when it can be restored, and Enter does not delete it (C8)', async ({
    grantdesk,
  }) => {
    const { page } = grantdesk
    const { id, name } = await anOldClient(grantdesk)
    await go(page, `/clients/${id}`)
    await page.getByRole('button', { name: 'Delete…' }).click()
    const dialog = dialogNamed(page, `Delete ${name}?`)
    await expect(dialog.getByText(/Can be restored until .*20\d\d/)).toBeVisible()
    await expect(dialog.getByRole('row', { name: /1 organization authorized it · this one/ })).toBeVisible()
    await expect(
      dialog.getByRole('row', { name: /[1-9][\d,]* calls? in the last 30 days · latest/ }),
    ).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()

    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Delete…' })).toBeFocused()
    expect((await showClient(grantdesk, id)).state.kind).toBe('active')
  })

  test('is deactivated, and comes back by undo or from its page (C8, U4)', async ({ grantdesk }) => {
    const { page } = grantdesk
    const { id, name } = await anOldClient(grantdesk)
    const remove = async () => {
      await page.getByRole('button', { name: 'Delete…' }).click()
      await page.getByRole('button', { name: 'Deactivate and delete' }).click()
      await expect(page.getByText(/This client is deactivated and will be removed on/)).toBeVisible()
      // A toast does not stay for ever: it is looked for before the command takes its time.
      await expect(toast(page, `${name} is deactivated`).last()).toBeVisible()
      expect((await showClient(grantdesk, id)).state.kind).toBe('inactive')
    }
    await go(page, `/clients/${id}`)
    await remove()
    const happened = page.getByRole('region', { name: 'What has just happened' })
    await happened.getByRole('button', { name: 'Undo' }).click()
    await expect(toast(page, `${name} is active again`)).toBeVisible()
    // It lies over the button that comes next.
    await happened.getByRole('button', { name: 'Dismiss' }).click()
    expect((await showClient(grantdesk, id)).state.kind).toBe('active')

    await expect(page.getByRole('button', { name: 'Delete…' })).toBeVisible()
    await remove()
    await expect(page.getByText(/Makes it active again\. .* left\./)).toBeVisible()
    await page.getByRole('button', { name: 'Restore', exact: true }).click()
    await expect(page.getByText(/This client is deactivated/)).toHaveCount(0)
    expect((await showClient(grantdesk, id)).state.kind).toBe('active')
  })
})

test.describe('a client of the last 30 days', () => {
  test.use({ before: [['org', 'create', 'Acme', '--admin', 'ada@acme.example']] })

  test('goes for good, and only after its name was typed (C8)', async ({ grantdesk }) => {
    const { page } = grantdesk
    const { id } = await makeClient(grantdesk)
    await go(page, '/clients')
    await page.getByRole('button', { name: 'Actions for CRM' }).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    const dialog = dialogNamed(page, 'Delete CRM?')
    const remove = dialog.getByRole('button', { name: 'Delete for good' })
    await expect(dialog.getByText('This cannot be undone.')).toBeVisible()
    await expect(remove).toBeDisabled()

    const name = dialog.getByRole('textbox')
    await name.fill('crm')
    await expect(remove).toBeDisabled()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeVisible()
    await name.fill('CRM')
    await page.keyboard.press('Enter')
    await expect(dialog, 'Enter never confirms').toBeVisible()
    await remove.click()

    await expect(dialog).toHaveCount(0)
    await expect(toast(page, 'CRM is removed')).toBeVisible()
    await expect(page.getByRole('link', { name: 'CRM', exact: true })).toHaveCount(0)
    expect((await listClients(grantdesk)).some((client) => client.id === id)).toBe(false)
    await go(page, `/clients/${id}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`There is no client ${id} here`)
  })

  test('cannot be deleted by who may not, and the menu says what is missing', async ({ grantdesk }) => {
    const { page, command } = grantdesk
    await makeClient(grantdesk)
    await command('user', 'create', 'ben@acme.example', '--name', 'Ben Okafor')
    await command('user', 'grant', 'ben@acme.example', 'Read-only Auditor', '--division', '*')
    await actAs(page, 'ben', 'Ben Okafor')
    await go(page, '/apps')
    await go(page, '/clients')
    await page.getByRole('button', { name: 'Actions for CRM' }).click()
    const entry = page.getByRole('menuitem', { name: /^Delete…/ })
    await expect(entry).toHaveAttribute('aria-disabled', 'true')
    await expect(entry).toContainText('Needs the permission OAuth > Client > Delete')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'New client' })).toBeDisabled()
    await expect(page.locator('#why-not-add')).toHaveText('Needs the permission OAuth > Client > Add.')
  })
})
