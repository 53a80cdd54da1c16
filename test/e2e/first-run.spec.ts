import type { Page } from '@playwright/test'
import {
  findAxeViolations,
  findInvisibleFocus,
  findLowContrast,
  showIn,
} from '../support/e2e/accessibility.ts'
import { expect, test } from '../support/e2e/hosts.ts'
import { smallDocument } from '../support/e2e/small-document.ts'
import { toast } from '../support/e2e/steps.ts'

const create = (page: Page) => page.getByRole('button', { name: 'Create organization' })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

test('a workspace without an organization begins with a sample in one step (O4)', async ({ grantdesk }) => {
  const { page } = grantdesk
  await expect(heading(page, 'Welcome to Grantdesk')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'A sample organization' })).toBeChecked()
  await expect(page.getByLabel('Name of the organization')).toHaveValue('Sample organization')
  await create(page).click()
  await expect(heading(page, 'Sample organization is ready')).toBeFocused()
  const holds = page.getByRole('listitem')
  await expect(holds.filter({ hasText: '60 OAuth clients' })).toBeVisible()
  await expect(holds.filter({ hasText: '44 authorized apps' })).toBeVisible()
  await expect(holds.filter({ hasText: '200 users' })).toBeVisible()
  await page.getByRole('button', { name: 'Go to OAuth clients' }).click()
  await expect(heading(page, 'OAuth clients')).toBeVisible()
  await expect(page.getByText('What to do next')).toHaveCount(0)
  expect(await grantdesk.command('org', 'show')).toMatchObject({
    name: 'Sample organization',
    counts: { clients: 60, users: 200 },
  })
})

test('an empty organization says at the field what it cannot take, and then what to do next (O4)', async ({
  grantdesk,
}) => {
  const { page } = grantdesk
  await page.getByRole('radio', { name: 'An empty organization' }).check()
  const name = page.getByLabel('Name of the organization')
  await expect(name).toHaveValue('')
  await create(page).click()
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription('An organization needs a name.')
  await name.fill('Acme')
  const email = page.getByLabel('Administrator’s e-mail')
  await email.fill('nobody')
  await create(page).click()
  await expect(email).toBeFocused()
  await expect(page.getByText('nobody is not an e-mail address.')).toBeVisible()
  expect(await grantdesk.command('org', 'list')).toMatchObject({ items: [] })

  await email.fill('ada@acme.example')
  await page.getByLabel('Administrator’s name').fill('Ada Lovelace')
  await create(page).click()
  await expect(page.getByText('You act as Ada Lovelace, ada@acme.example.')).toBeVisible()
  await page.getByRole('button', { name: 'Go to OAuth clients' }).click()
  const next = page.getByRole('region', { name: 'What to do next' })
  await expect(next.getByRole('listitem')).toHaveCount(4)
  await next.getByRole('link', { name: 'Import the vendor’s API document' }).click()
  await expect(page.getByRole('tab', { name: 'API catalogue' })).toHaveAttribute('aria-selected', 'true')
})

test('a large sample shows how far it is, and a cancelled one leaves nothing (O4, F1)', async ({
  grantdesk,
}) => {
  const { page } = grantdesk
  await page.getByText('More', { exact: true }).click()
  const clients = page.getByLabel('Number of OAuth clients')
  await clients.fill('200,001')
  await create(page).click()
  await expect(clients).toBeFocused()
  await expect(page.getByText('A whole number from 1 to 200,000.')).toBeVisible()
  await clients.fill('100,000')
  await create(page).click()
  await expect(page.getByText(/Making Sample organization: [\d,]+ of 100,000 clients/)).toBeVisible()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled. Nothing was created.')).toBeVisible()
  expect(await grantdesk.command('org', 'list')).toMatchObject({ items: [] })
  await clients.fill('12')
  await create(page).click()
  await expect(heading(page, 'Sample organization is ready')).toBeVisible()
})

test('an API document is reported first and imported then (P1, F2)', async ({ grantdesk }) => {
  const { page } = grantdesk
  await create(page).click()
  await expect(heading(page, 'Sample organization is ready')).toBeVisible()
  await page.locator('input[type=file]').setInputFiles(smallDocument)
  await expect(page.getByText('Read from small-api.json. Nothing has been written yet.')).toBeFocused()
  await expect(page.getByText('1 entry could not be read.')).toBeVisible()
  await expect(page.getByText('DELETE /api/v2/users/{userId}')).toBeVisible()
  expect(await grantdesk.command('catalogue', 'show')).toMatchObject({ source: null })
  await page.getByRole('button', { name: 'Import 3 operations' }).click()
  await expect(heading(page, 'OAuth clients')).toBeVisible()
  await expect(toast(page, '3 operations imported')).toBeVisible()
  expect(await grantdesk.command('catalogue', 'show')).toMatchObject({ source: 'small-api.json' })
})

test.describe('beside another organization', () => {
  test.use({ before: [['org', 'create', 'Sample organization']] })

  test('New organization… leads here, suggests a free name, and leads back (O1)', async ({ grantdesk }) => {
    const { page } = grantdesk
    await page.getByRole('button', { name: /Organization Sample organization/ }).click()
    await page.getByRole('menuitem', { name: 'New organization…' }).click()
    await expect(heading(page, 'New organization')).toBeVisible()
    await expect(page.getByLabel('Name of the organization')).toHaveValue('Sample organization 2')
    await page.getByRole('link', { name: 'Back to Sample organization' }).click()
    await expect(heading(page, 'OAuth clients')).toBeVisible()

    await page.goBack()
    await page.getByLabel('Name of the organization').fill('sample organization')
    await create(page).click()
    await expect(page.getByText('An organization named sample organization exists already.')).toBeVisible()
    await page.getByLabel('Name of the organization').fill('Second')
    await create(page).click()
    await expect(heading(page, 'Second is ready')).toBeVisible()
    await page.getByRole('button', { name: 'Go to OAuth clients' }).click()
    await expect(page.getByRole('button', { name: /Organization Second/ })).toBeVisible()
  })
})

test('the whole way goes by the keyboard', async ({ grantdesk: { page } }) => {
  await page.getByRole('combobox', { name: 'Language' }).focus()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Theme: follow system' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('radio', { name: 'A sample organization' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'An empty organization' })).toBeChecked()
  await page.keyboard.press('Tab')
  await page.keyboard.type('Keys')
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Keys is ready')).toBeFocused()
  for (const name of ['Choose file…', 'Address', 'Read', 'Go to OAuth clients']) {
    await page.keyboard.press('Tab')
    await expect(page.locator(':focus')).toHaveAccessibleName(name)
  }
  await page.keyboard.press('Enter')
  await expect(heading(page, 'OAuth clients')).toBeVisible()
})

test('nothing is hard to read or without a name, in light and dark', async ({ grantdesk: { page } }) => {
  const look = async (what: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await showIn(page, colorScheme)
      expect(await findAxeViolations(page), `axe on ${what}, ${colorScheme}`).toEqual([])
      expect(await findLowContrast(page), `contrast on ${what}, ${colorScheme}`).toEqual([])
    }
    expect(await findInvisibleFocus(page, 14), `focus on ${what}`).toEqual([])
  }
  await look('the choice')
  await page.getByText('More', { exact: true }).click()
  await page.getByLabel('Name of the organization').fill('')
  await create(page).click()
  await expect(page.getByText('An organization needs a name.')).toBeVisible()
  await look('a refused choice')
  await page.getByLabel('Name of the organization').fill('Acme')
  await create(page).click()
  await expect(heading(page, 'Acme is ready')).toBeVisible()
  await look('the new organization')
  await page.locator('input[type=file]').setInputFiles(smallDocument)
  await expect(page.getByRole('button', { name: 'Import 3 operations' })).toBeVisible()
  await look('a report')
})

test('it speaks another language on request, and its suggestions follow', async ({ grantdesk: { page } }) => {
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch')
  await expect(heading(page, 'Willkommen bei Grantdesk')).toBeVisible()
  await expect(page.getByLabel('Name der Organisation')).toHaveValue('Beispielorganisation')
  await page.getByRole('radio', { name: 'Eine leere Organisation' }).check()
  await page.getByRole('button', { name: 'Organisation anlegen' }).click()
  await expect(page.getByText('Eine Organisation braucht einen Namen.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption('English')
  await expect(page.getByText('An organization needs a name.')).toBeVisible()
})
