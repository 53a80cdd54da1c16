import { findAxeViolations, findInvisibleFocus, findLowContrast } from '../support/e2e/accessibility.ts'
import { expect, test } from '../support/e2e/hosts.ts'

test.use({ before: [['org', 'create', 'Acme', '--sample', '7']] })

const views = ['/clients', '/clients/new', '/apps', '/ask', '/history', '/settings'] as const

for (const theme of ['light', 'dark'] as const) {
  test(`axe and the contrast walk find nothing in the ${theme} theme`, async ({ grantdesk }) => {
    const { page } = grantdesk
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    for (const view of views) {
      await page.evaluate((hash) => {
        location.hash = hash
      }, view)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
      expect(await findAxeViolations(page), `axe on ${view}`).toEqual([])
      expect(await findLowContrast(page), `contrast on ${view}`).toEqual([])
    }
  })
}

test('every Tab stop shows where the focus is', async ({ grantdesk }) => {
  const { page } = grantdesk
  for (const view of views) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, view)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await findInvisibleFocus(page, 25), `focus on ${view}`).toEqual([])
  }
})
