import { expect, test } from '../support/e2e/hosts.ts'
import { go, makeClient } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--sample', '7']] })

test('Tab goes round inside a dialog, and Escape closes it after a click on its text', async ({
  grantdesk,
}) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk)
  await go(page, `/clients/${id}`)
  await page.getByRole('button', { name: 'Regenerate…' }).click()
  const dialog = page.getByRole('alertdialog')
  const [cancel, regenerate] = [
    dialog.getByRole('button', { name: 'Cancel' }),
    dialog.getByRole('button', { name: 'Regenerate' }),
  ]
  await expect(cancel).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(regenerate).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(cancel).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(regenerate).toBeFocused()
  await dialog.getByText('The present secret stops at once.').click()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('the list of scopes is one Tab stop, walked by arrows', async ({ grantdesk: { page } }) => {
  await go(page, '/clients/new')
  const scopes = page.getByRole('list', { name: 'Scopes', exact: true }).getByRole('checkbox')
  const second = scopes.nth(1)
  await expect(second).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search scopes' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(scopes.first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(second).toBeFocused()
  await expect(second).toBeChecked()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: /^Select all/ })).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(second).toBeFocused()
})

test('what scrolls ends at its content, and the page itself never scrolls', async ({ grantdesk }) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk)
  for (const view of ['/clients', '/clients/new', `/clients/${id}/edit`, '/apps', '/ask', '/history']) {
    await go(page, view)
    await page.locator('#main .scroll, #main .rows').first().waitFor()
    const endless = () =>
      page.evaluate(
        () =>
          [document.documentElement, ...document.querySelectorAll('#main *')].filter((box) => {
            const mayScroll =
              /auto|scroll/.test(getComputedStyle(box).overflowY) || box === document.documentElement
            if (!mayScroll || box.scrollHeight <= box.clientHeight + 1) return false
            const top = box.getBoundingClientRect().top - box.scrollTop
            const shown = [...box.querySelectorAll('*')].filter((one) => !one.closest('.sr-only'))
            const end = Math.max(0, ...shown.map((one) => one.getBoundingClientRect().bottom - top))
            return box.scrollHeight - end > 60
          }).length,
      )
    await expect.poll(endless, view).toBe(0)
  }
})
