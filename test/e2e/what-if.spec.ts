import type { Page } from '@playwright/test'
import { z } from 'zod'
import { expect, test, type Running } from '../support/e2e/hosts.ts'
import { dialogNamed, go, makeClient, showApp, toast } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--sample', '7', '--clients', '60']] })

const accessShown = z.object({ operations: z.array(z.object({ operation: z.string() })) })

/** What an app can call for anybody, or a client for itself, as the command line tells it. */
async function callsOf({ command }: Pick<Running, 'command'>, id: string): Promise<readonly string[]> {
  const { operations } = accessShown.parse(await command('access', '--app', id))
  return operations.map(({ operation }) => operation)
}

const effect = (page: Page) => page.getByRole('region', { name: 'Effect' })

test('what a save would take away is what is gone afterwards (P4)', async ({ grantdesk }) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk, { flags: [] })
  const before = await callsOf(grantdesk, id)

  await go(page, `/apps/${id}`)
  await page.getByLabel('Reason').fill('Because')
  await page.getByRole('button', { name: 'Review changes…' }).click()
  const saving = dialogNamed(page, /^Save the authorization of CRM/)
  await expect(saving.getByRole('row', { name: /^Reason/ })).toBeVisible()
  await expect(effect(page), 'a reason has no effect on access').toHaveCount(0)
  await page.keyboard.press('Escape')

  await page.getByRole('checkbox', { name: /^users : |^users: / }).uncheck()
  await page.getByRole('button', { name: 'Review changes…' }).click()
  await expect(effect(page)).toContainText(/users lose \d+ operations? through 1 app; nobody gains any/)
  const lost = Number(/lose (\d+) operation/.exec((await effect(page).textContent()) ?? '')?.[1])
  await effect(page)
    .getByRole('button', { name: new RegExp(`^${String(lost)} operation`) })
    .click()
  const told = await effect(page).getByRole('listitem').locator('.op-name').allTextContents()
  await saving.getByRole('button', { name: 'Save changes' }).click()
  await expect(toast(page, /CRM/)).toBeVisible()
  const after = await callsOf(grantdesk, id)
  const gone = before.filter((operation) => !after.includes(operation))
  expect(gone).toHaveLength(lost)
  expect(told.map((text) => text.replaceAll(/\s+/g, ' ').trim()).toSorted()).toEqual(gone.toSorted())

  // Taking away what nobody can use changes nothing for anybody; so it says.
  await grantdesk.command('app', 'revoke', id, '--yes')
  await go(page, `/clients/${id}/edit`)
  await page.getByRole('listitem').filter({ hasText: 'users:readonly' }).getByRole('button').click()
  await page.getByRole('button', { name: 'Review changes…' }).click()
  await expect(effect(page).getByRole('status')).toHaveText('Nobody loses or gains an operation.')
})

test('a role, an authorization, a revocation and enforcement tell their effect first (P4, O2)', async ({
  grantdesk,
}) => {
  const { page, command } = grantdesk
  const { id } = await makeClient(grantdesk, { scopes: 'users' })

  await go(page, `/apps/authorize?client=${id}`)
  await page.getByRole('checkbox', { name: /^users : |^users: / }).check()
  await expect(effect(page).getByRole('status')).toHaveText(
    /^Nobody loses any; \d+ users gain \d+ operations through 1 app\.$/,
  )
  await expect(effect(page)).toContainText(/gained operations? changes? privileges/)
  const gained = Number(/gain (\d+) operation/.exec((await effect(page).textContent()) ?? '')?.[1])
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect.poll(async () => (await showApp(grantdesk, id))?.state).toBe('authorized')
  expect(await callsOf(grantdesk, id)).toHaveLength(gained)

  await go(page, '/settings')
  await page.getByRole('button', { name: 'Turn off…' }).click()
  await expect(effect(page).getByRole('status')).toHaveText(/^Nobody loses any; .* gain/)
  await page.keyboard.press('Escape')

  await command('user', 'create', 'ben@acme.example', '--name', 'Ben Okafor')
  await go(page, `/ask?app=${id}&user=ben@acme.example&operation=${encodeURIComponent('POST /api/v2/users')}`)
  await page.getByRole('button', { name: 'Give role…' }).first().click()
  await expect(effect(page).getByRole('status')).toHaveText(/^Nobody loses any; 1 user gains \d+ operation/)
  await effect(page)
    .getByRole('button', { name: /operation/ })
    .click()
  await expect(effect(page).getByText('changes privileges').first()).toBeVisible()
  await page.keyboard.press('Escape')

  await go(page, `/apps/${id}`)
  await page.getByRole('button', { name: 'Actions for CRM' }).click()
  await page.getByRole('menuitem', { name: 'Revoke authorization…' }).click()
  await expect(effect(page).getByRole('status')).toHaveText(
    new RegExp(`^\\d+ users lose ${String(gained)} operations through 1 app; nobody gains any\\.$`),
  )
  await dialogNamed(page, /^Revoke/)
    .getByRole('button', { name: 'Revoke' })
    .click()
  await expect.poll(async () => (await showApp(grantdesk, id))?.state).toBe('revoked')
  expect(await callsOf(grantdesk, id)).toEqual([])
})
