import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/e2e/hosts.ts'
import { go } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--sample', '7', '--clients', '60']] })

const someOperations = /: ([\d,]+) operations?$/

/** The number that a cell says it counts. */
async function countOf(cell: Locator): Promise<number> {
  const label = (await cell.getAttribute('aria-label')) ?? ''
  return Number(someOperations.exec(label)?.[1]?.replaceAll(',', '') ?? '0')
}

/** A cell by the place that it tells screen readers. */
function cellAt(page: Page, row: number, column: number): Locator {
  return page.locator(`[aria-rowindex="${String(row)}"] > [aria-colindex="${String(column)}"]`)
}

test('a cell counts what its list shows, filtered too, and each call leads to its checks (P4)', async ({
  grantdesk: { page },
}) => {
  await go(page, '/matrix')
  const cell = page.locator('.mx-cell').filter({ hasNotText: /^0$/ }).first()
  const name = (await cell.getAttribute('aria-label')) ?? ''
  const count = await countOf(cell)
  expect(count).toBeGreaterThan(0)
  await expect(page.getByText(/calls are allowed, for/)).toBeVisible()

  await cell.click()
  const dialog = page.locator('dialog[open]')
  for (const part of name.replace(/: .*$/, '').split(' for '))
    await expect(dialog.getByRole('heading')).toContainText(part)
  await expect(dialog.getByRole('status')).toHaveText(`${String(count)} operations`)
  await dialog.getByRole('searchbox').fill('api')
  await expect(dialog.getByRole('status')).toContainText(`${String(count)} operations of ${String(count)}`)
  // The address is the cell, so it can be sent to somebody.
  const address = new URL(page.url()).hash.slice(1)
  const call = dialog.getByRole('link', { name: /\/api\/v2\// }).first()
  await call.click()
  await expect(page.getByRole('heading', { level: 2, name: 'Allowed' })).toBeVisible()
  await page.goBack()
  await expect(dialog.getByRole('status')).toHaveText(`${String(count)} operations`)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  // Apps, users and operations are narrowed to some of them, and the address holds it.
  await page.getByRole('searchbox', { name: 'Search operations' }).fill('users')
  await expect(page).toHaveURL(/operations=users/)
  const same = page.getByRole('gridcell', { name: name.replace(/: .*$/, ':') }).first()
  await expect.poll(() => countOf(same)).not.toBe(count)
  const fewer = await countOf(same)
  expect(fewer).toBeLessThan(count)
  await go(page, `${address}&operations=users`)
  await expect(dialog.getByRole('status')).toContainText(`${String(fewer)} operation`)
  await expect(dialog.getByRole('status')).toContainText('in which “users” occurs')
  await page.keyboard.press('Escape')

  await go(page, '/matrix?apps=no-such-app')
  await expect(page.getByRole('heading', { name: 'No app' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear all' }).last().click()
  await expect(page.getByRole('grid')).toBeVisible()
})

test('the matrix is one Tab stop, walked to its corners by the keyboard alone', async ({
  grantdesk: { page },
}) => {
  await go(page, '/matrix')
  const grid = page.getByRole('grid', { name: 'Operations by app and user' })
  await expect(page.locator('.mx-cell').first()).toHaveText(/\d/)
  const [rows, columns] = [
    Number(await grid.getAttribute('aria-rowcount')),
    Number(await grid.getAttribute('aria-colcount')),
  ]
  expect(rows).toBeGreaterThan(50)
  expect(columns).toBeGreaterThan(20)
  await expect(grid.locator('[tabindex="0"]')).toHaveCount(1)

  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search apps' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const focused = grid.locator(':focus')
  await expect(focused).toHaveAttribute('aria-colindex', '2')
  await page.keyboard.press('Control+End')
  await expect(cellAt(page, rows, columns).or(cellAt(page, rows, 2))).toBeFocused()
  await expect(focused).toBeInViewport()
  await page.keyboard.press('Home')
  const app = cellAt(page, rows, 1).getByRole('link')
  await expect(app).toBeFocused()
  await page.keyboard.press('PageUp')
  await expect(app).not.toBeFocused()
  await page.keyboard.press('Control+Home')
  await expect(cellAt(page, 2, 1).getByRole('link')).toBeFocused()
  // Scrolled away by the wheel, the cell with the focus stays, and a key comes back to it.
  await page.keyboard.press('ArrowRight')
  await grid.evaluate((box) => {
    box.scrollTop = box.scrollHeight
  })
  await expect(cellAt(page, 2, 2)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(cellAt(page, 3, 2)).toBeFocused()
  await expect(cellAt(page, 3, 2)).toBeInViewport()
  expect(await grid.getByRole('gridcell').count()).toBeLessThan(900)

  await expect(focused).toHaveAttribute('aria-label', / for .*: /)
  await page.keyboard.press('Enter')
  const dialog = page.locator('dialog[open]')
  await expect(dialog.getByRole('status')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(cellAt(page, 3, 2)).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tab', { name: 'Effective access', selected: true })).toBeVisible()
})
