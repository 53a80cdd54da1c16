import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, type Page } from '@playwright/test'
import { printReport } from '../../core/audit/report/print-report.ts'
import { grantRuleIds } from '../../core/model/audit-rule-ids.ts'
import { largeResult, reportSetting } from '../support/audit-results.ts'
import { findAxeViolations, findLowContrast } from '../support/e2e/accessibility.ts'
import { launchBrowser } from '../support/e2e/open-host.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const rowsOf = (page: Page) => page.getByRole('listbox').getByRole('option')

test('an HTML report opens from a file without a network, and its list is filtered and read by keyboard (U4)', async () => {
  await using directory = await temporaryDirectory()
  const file = join(directory.path, 'report.html')
  const large = largeResult(20_000, 5_000, grantRuleIds)
  const [first, ...others] = large.findings
  const hostile = '<img src=x onerror="document.title=\'taken\'">'
  const findings = first
    ? [{ ...first, subject: { ...first.subject, id: 'odd', name: hostile }, suppression: null }, ...others]
    : []
  await writeFile(file, printReport({ ...large, findings }, 'html', reportSetting))

  const browser = await launchBrowser()
  try {
    const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    const wrong: string[] = []
    page.on('console', (message) => wrong.push(message.text()))
    page.on('pageerror', ({ message }) => wrong.push(message))
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) wrong.push(request.url())
    })
    await page.goto(pathToFileURL(file).href)

    await expect(page.getByRole('status')).toHaveText('19,601 of 20,000 findings')
    await expect(rowsOf(page).first()).toContainText(hostile)
    await expect(page).toHaveTitle('Audit of Acme')
    // Far fewer rows are drawn than there are.
    expect(await rowsOf(page).count()).toBeLessThan(30)

    const list = page.getByRole('listbox')
    await list.focus()
    await page.keyboard.press('End')
    await expect(rowsOf(page).last()).toHaveAttribute('aria-posinset', '19601')
    await page.keyboard.press('Home')
    for (const part of ['What', 'Where', 'Why it matters', 'Fix', 'What clears it', 'Clauses']) {
      await expect(page.getByRole('complementary').getByText(part, { exact: true })).toBeVisible()
    }
    await expect(page.getByRole('link', { name: 'RFC 9700 §2.1.2' })).toHaveAttribute('rel', /noopener/)

    await page.getByLabel('Client or other subject').fill('odd')
    await expect(page.getByRole('status')).toHaveText('1 of 20,000 findings')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByRole('button', { name: /^critical/ }).click()
    await page.getByLabel('Show').selectOption('all')
    await expect(page.getByRole('status')).toHaveText('4,000 of 20,000 findings')

    for (const theme of ['light', 'dark']) {
      await page.getByLabel('Colours').selectOption(theme)
      await rowsOf(page).first().click()
      expect.soft(await findAxeViolations(page), theme).toEqual([])
      expect.soft(await findLowContrast(page), theme).toEqual([])
    }
    expect(wrong).toEqual([])
  } finally {
    await browser.close()
  }
})
