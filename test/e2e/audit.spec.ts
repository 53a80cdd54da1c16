import type { Page } from '@playwright/test'
import { z } from 'zod'
import { expect, test } from '../support/e2e/hosts.ts'
import { dialogNamed, go, toast } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--sample', '7', '--clients', '30']] })

const report = z.object({
  findings: z.array(
    z.object({
      ruleId: z.string(),
      fingerprint: z.string(),
      suppression: z.object({ owner: z.string() }).nullable(),
    }),
  ),
})

test('takes a snapshot, audits it, accepts a finding, hands out a report and shows it read-only (U1, U2, U4)', async ({
  grantdesk: { page },
}) => {
  await go(page, '/audit')
  await page.getByRole('button', { name: 'Take a snapshot' }).click()
  const kept = page.getByRole('table', { name: 'Kept snapshots, newest first' })
  await kept.getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Audit of Acme' })).toBeVisible()

  // A count is the filter for it, and the address keeps it.
  const chips = page.getByRole('group', { name: 'Findings by severity' })
  const high = chips.getByRole('button', { name: /^High/ })
  const counted = ((await high.textContent()) ?? '').replace(/\D/g, '')
  await high.click()
  await expect(page).toHaveURL(/severity=high/)
  await expect(page.getByText(`of ${counted}`)).toBeVisible()
  const table = page.getByRole('table', { name: 'Findings, gravest first' })
  const rows = table.getByRole('row').filter({ has: page.getByRole('cell') })
  await expect(rows.first()).toContainText('High')

  // The keys walk the rows, Enter opens one, and it has all of its parts.
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const finding = page.getByRole('region', { name: 'The finding' })
  for (const part of [
    'What',
    'Where',
    'Why it matters',
    'How to mend it',
    'Clause',
    'What would make it go away',
  ]) {
    await expect(finding.getByText(part, { exact: true })).toBeVisible()
  }
  const title = (await finding.getByRole('heading', { level: 2 }).textContent()) ?? ''

  await finding.getByRole('button', { name: 'Accept…' }).click()
  const dialog = dialogNamed(page, `Accept: ${title}`)
  const accept = dialog.getByRole('button', { name: 'Accept until then' })
  await accept.click()
  await expect(dialog.getByText('A reason is needed.')).toBeVisible()
  await dialog.getByLabel('Reason').fill('The vendor mends it in spring.')
  await dialog.getByLabel('Owner').fill('Ada')
  await accept.click()
  await expect(toast(page, /^Accepted until/)).toBeVisible()
  await expect(chips.getByRole('button', { name: 'Suppressed 1' })).toBeVisible()
  await expect(high).toHaveText(new RegExp(`${String(Number(counted) - 1)}$`))

  const saved = await savedFiles(page)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('button', { name: 'JSON', exact: true }).click()
  await expect(toast(page, /^Saved: acme-.*\.json$/)).toBeVisible()
  const { findings } = report.parse(JSON.parse(await saved()))
  const suppressed = findings.filter(({ suppression }) => suppression !== null)
  expect(suppressed.map(({ suppression }) => suppression?.owner)).toEqual(['Ada'])

  await page.getByRole('button', { name: 'More for this audit' }).click()
  await page.getByRole('menuitem', { name: 'Browse read-only' }).click()
  await expect(page.getByText('Snapshot, read-only')).toBeVisible()
  await expect(page.getByRole('button', { name: 'New client' })).toBeDisabled()
  await page.getByRole('table').getByRole('link').first().click()
  await expect(page.getByRole('button', { name: 'Edit' })).toBeDisabled()
  await page.getByRole('button', { name: 'Close the snapshot' }).click()
  await expect(page.getByText('Snapshot, read-only')).toBeHidden()
})

/** Answers how to read the last file that the page handed over to be saved, which each host keeps in its own way. */
async function savedFiles(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (blob: Blob) => {
      void blob.text().then((text) => (document.body.dataset['saved'] = text))
      return make(blob)
    }
  })
  return async () => {
    await expect(page.locator('body')).toHaveAttribute('data-saved', /./)
    return page.evaluate(() => document.body.dataset['saved'] ?? '')
  }
}
