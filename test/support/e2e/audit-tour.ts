import { expect } from '@playwright/test'
import { go } from './steps.ts'
import { button, dialog, type Step } from './tour.ts'

/** The offline audit, from the first snapshot to looking round in one. */
export const auditTour = {
  'the audit': {
    'no snapshot': async ({ page, words }) => {
      await go(page, '/audit')
      await expect(page.getByText(words.snapshots.empty.title)).toBeVisible()
    },
    'a snapshot': async ({ page, words }) => {
      await button(page, words.snapshots.empty.take).click()
      await expect(page.locator('[data-row="0"]')).toBeVisible()
    },
    'a file': async ({ page, words }) => {
      await button(page, words.snapshots.open).click()
      await page.locator('dialog input[type=file]').setInputFiles({
        name: 'clients.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('nothing,of,use\n1,2,3\n'),
      })
      await expect(dialog(page).getByLabel(words.snapshots.file.name)).toBeVisible()
    },
    findings: async ({ page }) => {
      await page.keyboard.press('Escape')
      await page.locator('[data-row="0"]').getByRole('link').click()
      await expect(page.locator('.finding-open').first()).toBeVisible()
    },
    'a finding': async ({ page }) => {
      await page.locator('.finding-open').first().click()
      await expect(page.locator('.finding-body')).toBeVisible()
    },
    'accepting it': async ({ page, words }) => {
      await button(page, words.audit.detail.accept).click()
      await button(dialog(page), words.audit.accept.verb).click()
      await expect(dialog(page).locator('.hint.error').first()).toBeVisible()
    },
    'by rule': async ({ page, words }) => {
      await page.keyboard.press('Escape')
      await page.getByRole('tab', { name: words.audit.tabs.byRule }).click()
      await expect(page.getByRole('table').getByRole('link').first()).toBeVisible()
    },
    'by client': async ({ page, words }) => {
      await page.getByRole('tab', { name: words.audit.tabs.byClient }).click()
      await expect(page.locator('.score-sum').first()).toBeVisible()
    },
    'not evaluated': async ({ page, words }) => {
      await page.getByRole('button', { name: words.audit.notEvaluated }).click()
      await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible()
    },
    reports: async ({ page, words }) => {
      await button(page, words.audit.export.title).click()
      await expect(page.getByText(words.audit.export.printHint)).toBeVisible()
    },
    'a comparison': async ({ page, words, command, young }) => {
      await command(
        'client',
        'edit',
        young.id,
        '--name',
        'Renamed meanwhile',
        '--contact',
        'them@example.com',
      )
      await go(page, '/audit')
      await button(page, words.snapshots.take).click()
      await expect(page.locator('[data-row="1"]')).toBeVisible()
      await page.locator('[data-row="0"]').getByRole('button').click()
      await page.getByRole('menuitem', { name: words.snapshots.menu.compare }).click()
      await button(dialog(page), words.snapshots.compare.verb).click()
      await page.locator('.difference button').first().click()
      await expect(page.locator('.difference-body')).toBeVisible()
    },
    'a review': async ({ page, words }) => {
      await go(page, '/audit')
      await page.locator('[data-row="0"]').getByRole('button').click()
      await page.getByRole('menuitem', { name: words.snapshots.menu.review }).click()
      await page.locator('.finding-open').first().click()
      await expect(page.locator('.verdicts')).toBeVisible()
    },
    'the policy file': async ({ page, words }) => {
      await go(page, '/audit')
      await page.locator('[data-row="0"]').getByRole('button').click()
      await page.getByRole('menuitem', { name: words.snapshots.menu.policy }).click()
      await expect(page.getByRole('textbox', { name: words.audit.policy.text })).toBeVisible()
    },
    'an evidence archive': ({ page }) => go(page, '/audit/evidence'),
    'decisions to apply': ({ page }) => go(page, '/audit/decisions'),
    'a snapshot that is shown': async ({ page, words }) => {
      await go(page, '/audit')
      await page.locator('[data-row="0"]').getByRole('button').click()
      await page.getByRole('menuitem', { name: words.snapshots.menu.browse }).click()
      await expect(page.getByText(words.shell.snapshot.badge)).toBeVisible()
      await expect(page.locator('[data-row="0"]')).toBeVisible()
    },
    'what a snapshot cannot do': ({ page }) => go(page, '/lab'),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Step>>>>
