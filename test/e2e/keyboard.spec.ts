import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/e2e/hosts.ts'
import { dialogNamed, go, listClients, makeClient } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--sample', '7', '--clients', '60']] })

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Presses Tab until this has the focus; fails if it is not among the next stops. */
async function tabTo(page: Page, wanted: Locator, stops = 40): Promise<void> {
  await expect(wanted).toBeVisible()
  for (let stop = 0; stop < stops; stop++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluate((element) => element === document.activeElement)) return
  }
  await expect(wanted).toBeFocused()
}

test('the first Tab stop skips to the content', async ({ grantdesk: { page } }) => {
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.locator('#main :focus')).toBeVisible()
})

test('/ searches, j and k walk the rows, Enter opens, and none of them acts while one types', async ({
  grantdesk: { page },
}) => {
  for (const view of ['/clients', '/apps']) {
    await go(page, view)
    const rows = page.locator('[data-row] a.link')
    await expect(rows.first()).toBeVisible()
    await press(page, 'j')
    await expect(rows.first()).toBeFocused()
    await press(page, 'j', 'j', 'k')
    await expect(rows.nth(1)).toBeFocused()
    await press(page, '/')
    const search = page.locator('#main input[type=search]')
    await expect(search).toBeFocused()
    await page.keyboard.type('jk/')
    await expect(search).toHaveValue('jk/')
    await expect(page.getByRole('button', { name: 'Remove search' })).toBeVisible()
    await press(page, 'Escape')
    await expect(search).toHaveValue('')
    await expect(rows.first()).toBeVisible()
    const second = ((await rows.nth(1).textContent()) ?? '').trim()
    await page.keyboard.type(second)
    // The arrow comes before the answer, and means the first row of what was typed.
    await press(page, 'ArrowDown')
    await expect(rows.first()).toBeFocused()
    await press(page, 'Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(second)
  }
})

test('a long list is walked to its end by the keyboard alone', async ({ grantdesk: { page } }) => {
  await go(page, '/clients')
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '65')
  await press(page, 'j')
  for (let row = 0; row < 63; row++) await press(page, 'j')
  const last = page.locator('[data-row="63"]')
  await expect(last.getByRole('link')).toBeFocused()
  await expect(last).toHaveAttribute('aria-rowindex', '65')
  await expect(last).toBeInViewport()
  await expect(page.getByText(/–64 of 64/)).toBeVisible()
})

test('a menu opens by Enter or arrow, moves by arrows, and returns the focus', async ({
  grantdesk: { page },
}) => {
  await go(page, '/clients')
  const trigger = page.locator('[data-row="0"]').getByRole('button')
  const items = page.getByRole('menuitem')
  await trigger.focus()
  await press(page, 'Enter')
  await expect(trigger).toHaveAttribute('aria-expanded', 'true')
  await expect(items.first()).toBeFocused()
  await press(page, 'ArrowDown')
  await expect(items.nth(1)).toBeFocused()
  await press(page, 'End')
  await expect(items.last()).toBeFocused()
  await press(page, 'ArrowDown')
  await expect(items.first()).toBeFocused()
  await press(page, 'Escape')
  await expect(items).toHaveCount(0)
  await expect(trigger).toBeFocused()
  await press(page, 'ArrowDown')
  await expect(items.first()).toBeFocused()
  await press(page, 'Tab')
  await expect(items, 'Tab closes a menu').toHaveCount(0)
})

test('facets, the organization and the acting user are chosen without a mouse', async ({
  grantdesk: { page },
}) => {
  await go(page, '/clients')
  const state = page.getByRole('button', { name: 'State' })
  await tabTo(page, state)
  await press(page, 'Enter')
  const choices = page.getByRole('menuitemradio')
  await expect(choices.first()).toBeFocused()
  await press(page, 'Tab')
  await expect(choices, 'Tab closes a menu').toHaveCount(0)
  await state.focus()
  await press(page, 'Enter')
  await expect(choices.first()).toBeFocused()
  await press(page, 'ArrowDown', 'Enter')
  await expect(page.getByText(/of 64 match/)).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Remove filter State' }))
  await press(page, 'Enter')
  await expect(page.getByText(/of 64 match/)).toHaveCount(0)

  const acting = page.getByRole('button', { name: /Acting as/ })
  await acting.focus()
  await press(page, 'Enter')
  const search = page.getByRole('combobox', { name: 'Search users' })
  await expect(search).toBeFocused()
  const first = page.getByRole('option').first()
  await expect(first).not.toContainText('Weber')
  await expect(search).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id')) ?? '')
  await page.keyboard.type('weber')
  // The keys come before the answer, and mean the list for what was typed.
  await press(page, 'ArrowDown', 'ArrowUp', 'Enter')
  await expect(acting).toContainText('Weber')
  await expect(acting).toBeFocused()
})

test('tabs are one stop, moved by arrows, Home and End, and remembered by the address', async ({
  grantdesk,
}) => {
  const { page } = grantdesk
  const client = (await listClients(grantdesk)).find(({ scopes }) => scopes.length > 2)
  await go(page, `/clients/${client?.id ?? ''}`)
  const tab = (name: RegExp) => page.getByRole('tab', { name })
  await tabTo(page, tab(/^Overview/))
  await press(page, 'ArrowRight')
  await expect(tab(/^Redirect URIs/)).toBeFocused()
  await expect(tab(/^Redirect URIs/)).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('tabpanel', { name: /^Redirect URIs/ })).toBeVisible()
  await press(page, 'End')
  await expect(tab(/^History/)).toBeFocused()
  await press(page, 'ArrowRight')
  await expect(tab(/^Overview/)).toBeFocused()
  await press(page, 'ArrowLeft')
  await expect(tab(/^History/)).toBeFocused()
  await expect(page).toHaveURL(/\/history$/)
  await press(page, 'Home')
  await expect(tab(/^Overview/)).toHaveAttribute('aria-selected', 'true')
  await press(page, 'Tab')
  await expect(page.getByRole('tabpanel')).toBeFocused()
})

test('a dialog keeps the focus inside, closes by Escape and gives it back', async ({ grantdesk }) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk)
  await go(page, `/clients/${id}`)
  const opener = page.getByRole('button', { name: 'Delete…' })
  await opener.focus()
  await press(page, 'Enter')
  const dialog = dialogNamed(page, 'Delete CRM?')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  const inside = () => page.evaluate(() => document.activeElement?.closest('dialog[open]') !== null)
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await press(page, key)
    const isOnPage = await page.evaluate(() => document.activeElement !== document.body)
    if (isOnPage) expect(await inside(), `after ${key}`).toBe(true)
  }
  await press(page, 'Escape')
  await expect(dialog).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test('a dialog opened from a menu gives the focus back to the menu’s button', async ({ grantdesk }) => {
  const { page } = grantdesk
  await makeClient(grantdesk, { name: 'AAA first' })
  await go(page, '/clients')
  const trigger = page.getByRole('button', { name: 'Actions for AAA first' })
  await trigger.focus()
  await press(page, 'Enter')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  await press(page, 'End', 'Enter')
  const dialog = dialogNamed(page, 'Delete AAA first?')
  await expect(dialog).toBeVisible()
  await press(page, 'Escape')
  await expect(dialog).toHaveCount(0)
  await expect(trigger).toBeFocused()
})

test('a combobox finds, moves and chooses by keys, and Escape leaves what was chosen', async ({
  grantdesk,
}) => {
  const { page } = grantdesk
  await makeClient(grantdesk, { name: 'Only one like this' })
  await go(page, '/ask')
  const app = page.getByRole('combobox', { name: 'App' })
  await app.focus()
  await press(page, 'ArrowDown')
  await expect(app).toHaveAttribute('aria-expanded', 'true')
  const options = page.getByRole('option')
  await expect(options.first()).toBeVisible()
  const isActive = async (option: Locator) => {
    const active = app.getAttribute('aria-activedescendant')
    return (await active) !== null && (await option.getAttribute('id')) === (await active)
  }
  await expect.poll(() => isActive(options.first())).toBe(true)
  await press(page, 'ArrowDown')
  await expect.poll(() => isActive(options.nth(1))).toBe(true)
  await press(page, 'Escape')
  await expect(app).toHaveAttribute('aria-expanded', 'false')
  await expect(app).toHaveValue('')

  await press(page, 'ArrowDown')
  await expect(options.nth(1)).toBeVisible()
  await page.keyboard.type('only one')
  // Enter comes before the answer, and means what was typed, however often it is pressed.
  await press(page, 'Enter', 'Enter')
  await expect(app).toHaveValue('Only one like this')
  await page.keyboard.type('zzz')
  await expect(options.first()).toHaveText('Nothing found')
  await press(page, 'Escape')
  await expect(app).toHaveValue('Only one like this')
})

test('a client is registered, authorized and asked about without a mouse', async ({ grantdesk }) => {
  const { page } = grantdesk
  await go(page, '/clients')
  await tabTo(page, page.getByRole('button', { name: 'New client' }))
  await press(page, 'Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'New client' })).toBeVisible()
  await tabTo(page, page.getByLabel('Name', { exact: true }))
  await page.keyboard.type('By keys')
  await tabTo(
    page,
    page.getByRole('radiogroup', { name: 'Grant type' }).getByRole('radio', { name: /^Code/ }),
  )
  await press(page, 'ArrowDown', 'ArrowUp')
  await tabTo(page, page.getByRole('textbox', { name: 'Redirect URI 1' }))
  await page.keyboard.type('https://keys.example.com/back')
  await press(page, 'Enter')
  await expect(page.getByRole('textbox', { name: 'Redirect URI 2' })).toBeFocused()
  await press(page, 'Backspace')
  await expect(page.getByRole('textbox', { name: 'Redirect URI 1' })).toBeFocused()
  await tabTo(page, page.getByRole('searchbox', { name: 'Search scopes' }))
  await page.keyboard.type('users:readonly')
  await expect(page.getByRole('checkbox', { name: /^users:readonly/ })).toBeVisible()
  await press(page, 'ArrowDown', 'Space')
  await expect(page.getByText('1 scope selected')).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Create client' }))
  await press(page, 'Enter')

  const dialog = dialogNamed(page, 'Client secret for By keys')
  await expect(dialog.getByRole('button', { name: 'Keep for this session' })).toBeFocused()
  await press(page, 'Enter')
  await expect(dialog.getByText('Kept until Grantdesk ends.')).toBeVisible()
  await tabTo(page, dialog.getByRole('button', { name: 'Close' }))
  await press(page, 'Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'By keys' })).toBeVisible()
  await expect(page.locator('#main')).toBeFocused()
})
