import { z } from 'zod'
import { expect, test } from '../support/e2e/hosts.ts'
import { dialogNamed, go, makeClient, showClient, toast } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--admin', 'ada@acme.example']] })

const logHead = z.object({ count: z.number(), hash: z.string() })

test('has every act with who did it and what it changed, and takes one back after a restart (C11, U4)', async ({
  grantdesk,
}) => {
  const { page, command } = grantdesk
  const { id } = await makeClient(grantdesk)
  await command('client', 'edit', id, '--name', 'CRM two', '--scopes', 'users')
  await command('app', 'authorize', id, '--scopes', 'users')
  await go(page, '/history')
  const table = page.getByRole('table', { name: 'What was done, newest first' })
  const rows = table.getByRole('row').filter({ has: page.getByRole('cell') })
  await expect(rows.first()).toContainText('CRM two')
  await expect(rows.first()).toContainText('Ada')
  await expect(page.getByText('4 events')).toBeVisible()

  const edit = rows.filter({ hasText: 'Edited the client CRM two' })
  await edit.getByRole('button', { name: /^Show what changed/ }).click()
  await expect(table.getByRole('row', { name: 'Name CRM CRM two', exact: true })).toBeVisible()

  await page.reload()
  await edit.getByRole('button', { name: /^Undo/ }).click()
  const dialog = dialogNamed(page, /^Undo:/)
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(toast(page, /^Undone/)).toBeVisible()
  expect(await showClient(grantdesk, id)).toMatchObject({ name: 'CRM', scopes: ['users', 'users:readonly'] })
  await expect(page.getByText('5 events')).toBeVisible()
})

test('says that the chain is intact, what that proves, and when it was rewritten (U5)', async ({
  grantdesk,
}) => {
  const { page, command } = grantdesk
  await makeClient(grantdesk)
  const { count, hash } = logHead.parse(await command('log', '--head'))
  await go(page, '/history')
  await page.getByRole('button', { name: 'Check integrity…' }).click()
  const dialog = dialogNamed(page, 'Is the history intact?')
  const verdict = dialog.getByRole('status')
  const verify = dialog.getByRole('button', { name: 'Verify' })
  await verify.click()
  await expect(verdict).toContainText('Intact.')
  await expect(verdict).toContainText('a rewritten chain is not excluded')

  const kept = dialog.getByRole('textbox')
  await kept.fill(`${String(count)}:${hash}`)
  await verify.click()
  await expect(verdict).toContainText('lead to the head you kept')
  await kept.fill(`${String(count)}:${'0'.repeat(64)}`)
  await verify.click()
  await expect(verdict).toContainText('Not intact.')
  await kept.fill(`${String(count + 5)}:${hash}`)
  await verify.click()
  await expect(verdict).toContainText('Not intact.')
  await kept.fill('no head')
  await verify.click()
  await expect(kept).toHaveAccessibleDescription(/This is not a head/)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toHaveCount(0)
})

test('says why an act cannot be undone, and narrows to what is looked for', async ({ grantdesk }) => {
  const { page } = grantdesk
  await makeClient(grantdesk, { name: 'First app' })
  await makeClient(grantdesk, { name: 'Second app' })
  await go(page, '/history')
  await expect(page.getByText(/^Cannot be undone: /).first()).toBeAttached()
  await page.getByRole('searchbox', { name: 'Search the history' }).fill('Second')
  await expect(page.getByRole('link', { name: 'Second app' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'First app' })).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search the history' }).fill('nothing like it')
  await expect(page.getByRole('button', { name: 'Clear all' }).last()).toBeVisible()
  await page.getByRole('button', { name: 'Clear all' }).last().click()
  await expect(page.getByRole('link', { name: 'First app' })).toBeVisible()
})
