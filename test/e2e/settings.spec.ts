import type { Page } from '@playwright/test'
import {
  findAxeViolations,
  findInvisibleFocus,
  findLowContrast,
  showIn,
} from '../support/e2e/accessibility.ts'
import { writeCertificate } from '../support/e2e/certificate-file.ts'
import { expect, test } from '../support/e2e/hosts.ts'
import { smallDocument } from '../support/e2e/small-document.ts'
import { actAs, dialogNamed, go, toast } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--sample', '7', '--clients', '60']] })

async function open(page: Page, tab: string): Promise<void> {
  await go(page, '/settings')
  await page.getByRole('tab', { name: tab }).click()
  await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true')
}

/** Drops a file, filled up with spaces to a size, where a selector leads. */
async function drop(
  page: Page,
  selector: string,
  file: { readonly name: string; readonly text: string; readonly size: number },
): Promise<void> {
  const dataTransfer = await page.evaluateHandle(({ name, text, size }) => {
    const data = new DataTransfer()
    data.items.add(new File([text.padEnd(size)], name, { type: 'application/json' }))
    return data
  }, file)
  await page.locator(selector).dispatchEvent('drop', { dataTransfer })
}

test('shows what a save of the settings changes, saves only that, and takes it back (O2, C11)', async ({
  grantdesk,
}) => {
  const { page, command } = grantdesk
  await go(page, '/settings')
  const review = page.getByRole('button', { name: 'Review changes…' })
  await expect(review).toBeDisabled()
  await page.getByLabel('Maximum number of OAuth clients').fill('50')
  await expect(page.getByText('Fewer than the 60 clients registered')).toBeVisible()
  await page.getByRole('checkbox', { name: 'HIPAA' }).check()
  await expect(page.getByText('2 fields changed')).toBeVisible()
  await expect(page.getByText('grantdesk org set maxClients=50 hipaa=true')).toBeVisible()
  // Somebody else saves another field meanwhile; it stays.
  await command('org', 'set', 'name=Acme Ltd')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Acme Ltd')
  await review.click()
  const dialog = dialogNamed(page, 'Save changes to Acme Ltd?')
  await expect(dialog.getByRole('row', { name: 'Maximum number of OAuth clients 500 50' })).toBeVisible()
  await expect(dialog.getByRole('row', { name: 'HIPAA no yes' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(review).toBeFocused()
  await review.click()
  await dialog.getByRole('button', { name: 'Save changes' }).click()
  await expect(toast(page, 'Saved the settings of Acme Ltd')).toBeVisible()
  expect(await command('org', 'show')).toMatchObject({
    name: 'Acme Ltd',
    settings: { maxClients: 50, hipaa: true },
  })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByLabel('Maximum number of OAuth clients')).toHaveValue('500')
  expect(await command('org', 'show')).toMatchObject({ settings: { maxClients: 500, hipaa: false } })
})

test('names at the field what it cannot take, and asks before unsaved changes are left (O2)', async ({
  grantdesk,
}) => {
  const { page, command } = grantdesk
  const former = await command('org', 'show')
  await go(page, '/settings')
  const most = page.getByLabel('Maximum number of OAuth clients')
  for (const wrong of ['0', '1,000,001', '1.5', 'many', '']) {
    await most.fill(wrong)
    await page.getByRole('button', { name: 'Review changes…' }).click()
    await expect(most, wrong).toBeFocused()
    await expect(page.getByText('A whole number from 1 to 1,000,000.')).toBeVisible()
  }
  await page.getByLabel('Name', { exact: true }).fill(' ')
  await expect(page.getByText('An organization needs a name.')).toBeVisible()
  await page.getByRole('tab', { name: 'Clock' }).click()
  await expect(page.getByRole('tab', { name: 'Organization unsaved' })).toBeVisible()
  await page.getByRole('link', { name: 'History' }).click()
  const leave = dialogNamed(page, 'Discard your changes to the settings?')
  await leave.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('tab', { name: 'Organization unsaved' }).click()
  await expect(most).toHaveValue('')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(most).toHaveValue('500')
  await page.getByRole('link', { name: 'History' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible()
  expect(await command('org', 'show')).toMatchObject({ settings: (former as { settings: object }).settings })
})

test('turns scope enforcement off after saying whom that reaches, and every screen says so (O2)', async ({
  grantdesk,
}) => {
  const { page, command } = grantdesk
  await go(page, '/settings')
  const turnOff = page.getByRole('button', { name: 'Turn off…' })
  await turnOff.click()
  const dialog = dialogNamed(page, 'Turn scope enforcement off for Acme?')
  await expect(dialog.getByRole('row', { name: '44 authorized apps' })).toBeVisible()
  await expect(dialog.getByRole('row', { name: '200 users whose rights they use' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(turnOff).toBeFocused()
  expect(await command('org', 'show')).toMatchObject({ settings: { enforceScopes: true } })

  await turnOff.click()
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await expect(toast(page, 'Scope enforcement is off for Acme')).toBeVisible()
  expect(await command('org', 'show')).toMatchObject({ settings: { enforceScopes: false } })
  await go(page, '/ask')
  await page.getByRole('link', { name: 'Change it in the settings' }).click()
  await page.getByRole('button', { name: 'Turn on…' }).click()
  await dialogNamed(page, 'Turn scope enforcement on for Acme?')
    .getByRole('button', { name: 'Turn on' })
    .click()
  await expect(turnOff).toBeVisible()
  expect(await command('org', 'show')).toMatchObject({ settings: { enforceScopes: true } })
})

test('lists what falls due before the clock is moved, asks, and resets it (O7)', async ({ grantdesk }) => {
  const { page, command } = grantdesk
  await open(page, 'Clock')
  const by = page.getByRole('textbox', { name: 'Move by' })
  const move = page.getByRole('button', { name: 'Move the clock…' })
  await expect(move).toBeDisabled()
  await by.fill('soon')
  await expect(page.getByText('Cannot be read. Write 8d')).toBeVisible()
  await by.fill('12 years')
  await expect(page.getByText('Cannot be read. Write 8d')).toBeVisible()
  await by.fill('600 weeks')
  await expect(page.getByText('at most ten years in all')).toBeVisible()
  await expect(move).toBeDisabled()
  await by.fill('1s')
  await expect(page.getByText('Nothing falls due until then.')).toBeVisible()
  await page.getByRole('button', { name: '7 d', exact: true }).click()
  await expect(by).toHaveValue('7 d')
  await expect(page.getByText(/\d things fall due until then\./)).toBeVisible()
  const due = await page.getByRole('row', { name: /^Client is removed/ }).count()
  expect(due).toBeGreaterThan(0)

  await move.click()
  const dialog = dialogNamed(page, 'Move the clock of Acme forward by 7 d?')
  await expect(dialog.getByRole('row', { name: /^Client is removed/ })).toHaveCount(due)
  await expect(dialog.getByRole('button', { name: 'Move the clock' })).toBeDisabled()
  await dialog.getByRole('textbox').fill('Acme')
  // What somebody else does meanwhile closes no dialog and takes nothing that was typed.
  await command('org', 'set', 'name=Acme Ltd')
  const renamed = dialogNamed(page, 'Move the clock of Acme Ltd forward by 7 d?')
  await expect(renamed.getByRole('textbox')).toHaveValue('Acme')
  await renamed.getByRole('textbox').fill('Acme Ltd')
  await renamed.getByRole('button', { name: 'Move the clock' }).click()
  await expect(toast(page, /The clock of Acme Ltd shows/)).toBeVisible()
  const badge = page.getByRole('link', { name: 'Clock +7 d' })
  await expect(badge).toBeVisible()
  expect(await command('org', 'show')).toMatchObject({
    clock: { offset: 7 * 86_400_000 },
    counts: { clients: 60 - due },
  })

  await go(page, '/clients')
  await badge.click()
  await expect(page.getByText('7 d ahead')).toBeVisible()
  await page.getByRole('button', { name: 'Reset the clock…' }).click()
  await dialogNamed(page, 'Reset the clock of Acme Ltd?')
    .getByRole('button', { name: 'Reset the clock' })
    .click()
  await expect(badge).toHaveCount(0)
  await expect(page.getByText('It shows the time of this machine already.')).toBeVisible()
  expect(await command('org', 'show')).toMatchObject({ clock: { offset: 0 }, counts: { clients: 60 - due } })
})

test('reports an API document before it replaces the catalogue (P1, F2)', async ({ grantdesk }) => {
  const { page, command } = grantdesk
  await open(page, 'API catalogue')
  await expect(page.getByText('No API document has been imported.')).toBeVisible()
  const file = page.locator('input[type=file]')
  await file.setInputFiles(smallDocument)
  await expect(page.getByRole('row', { name: 'Operations 3' })).toBeVisible()
  await expect(page.getByRole('row', { name: 'Permissions 2' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Malformed permission' })).toContainText(
    'nonsense',
  )
  await page.getByRole('button', { name: 'Discard' }).click()
  expect(await command('catalogue', 'show')).toMatchObject({ source: null, digest: null })

  await file.setInputFiles(smallDocument)
  await page.getByRole('button', { name: 'Import 3 operations' }).click()
  await expect(toast(page, '3 operations imported')).toBeVisible()
  await expect(page.getByText('Small API 3 · Swagger 2')).toBeVisible()
  const shown = await command('catalogue', 'show')
  expect(shown).toMatchObject({ source: 'small-api.json', digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
  await expect(page.getByText((shown as { digest: string }).digest)).toBeVisible()
  await file.setInputFiles(smallDocument)
  await expect(page.getByRole('row', { name: 'Operations 3 3' })).toBeVisible()
})

test('says of a document that cannot be used why, and keeps the catalogue (F2)', async ({ grantdesk }) => {
  const { page, command } = grantdesk
  await open(page, 'API catalogue')
  const former = await command('catalogue', 'show')
  const give = (name: string, content: string | Buffer) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
  const refusal = page.getByRole('alert')
  await give('page.html', '<!DOCTYPE html><html><body>Sign in</body></html>')
  await expect(refusal).toContainText('The API document cannot be read')
  await give('empty.json', '')
  await expect(refusal).toContainText('The API document cannot be read')
  await give('latin.json', Buffer.from([0x7b, 0xff, 0xfe]))
  await expect(refusal).toContainText('latin.json is not a text file (UTF-8).')
  await drop(page, '.file-drop', {
    name: 'huge.json',
    text: smallDocument.buffer.toString(),
    size: 40 * 1024 * 1024 + 1,
  })
  await expect(refusal).toContainText('huge.json is larger than 40 MB.')

  const address = page.getByRole('textbox', { name: 'Address' })
  await address.fill('http://example.com/api.json')
  await page.getByRole('button', { name: 'Read', exact: true }).click()
  await expect(address).toBeFocused()
  await expect(page.getByText('Only an address that begins with https:// is read.')).toBeVisible()
  await address.fill('https://127.0.0.1/api.json')
  await address.press('Enter')
  await expect(refusal).toContainText('it names this machine or its network')
  expect(await command('catalogue', 'show')).toEqual(former)
})

test('takes a dropped file, and no page is lost for one that misses', async ({ grantdesk: { page } }) => {
  const small = { name: smallDocument.name, text: smallDocument.buffer.toString(), size: 0 }
  await open(page, 'API catalogue')
  await drop(page, 'h1', small)
  await expect(page.getByText('Drop an API document here, or')).toBeVisible()
  await drop(page, '.file-drop', small)
  await expect(page.getByRole('button', { name: 'Import 3 operations' })).toBeVisible()
})

test('says where secrets go without a keychain, and where the data lies (F3)', async ({ grantdesk }) => {
  const { page, dataDirectory } = grantdesk
  await open(page, 'Keychain')
  await expect(page.getByText('none; this session only')).toBeVisible()
  await expect(page.getByText(/^The keychain (does not answer|library is not installed)\.$/)).toBeVisible()
  await expect(page.getByText('is never written to the disk')).toBeVisible()
  await page.getByRole('tab', { name: 'About' }).click()
  await expect(page.getByText(dataDirectory, { exact: true })).toBeVisible()
  await expect(page.getByText(`grantdesk log --verify --data ${dataDirectory}`)).toBeVisible()
})

test('theme and language follow the choice and outlast a reload', async ({ grantdesk: { page } }) => {
  await open(page, 'Appearance')
  const isDark = expect(page.locator('html'))
  await page.getByRole('radio', { name: 'Dark' }).check()
  await isDark.toHaveClass('dark')
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const dark = await ground()
  await page.getByRole('radio', { name: 'Light' }).check()
  await isDark.not.toHaveClass('dark')
  expect(await ground()).not.toBe(dark)
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('radio', { name: 'Deutsch' }).check()
  await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Deutsch' })).toBeChecked()
  await expect(page.getByRole('radio', { name: 'Dunkel' })).toBeChecked()
  await isDark.toHaveClass('dark')
  expect(await ground()).toBe(dark)
})

test('shows a user without the permission why nothing can be changed (O6)', async ({ grantdesk }) => {
  const { page, command } = grantdesk
  await command('user', 'create', 'eve@acme.example', '--name', 'Eve Employee')
  await actAs(page, 'eve@', 'Eve Employee')
  await go(page, '/settings')
  const reason = page.getByText('Needs the permission Directory > Organization > Admin.')
  await expect(reason).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Turn off…' })).toBeDisabled()
  await page.getByRole('tab', { name: 'Clock' }).click()
  await expect(reason).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Move by' })).toBeDisabled()
  await expect(page.getByRole('button', { name: '7 d', exact: true })).toBeDisabled()
  await page.getByRole('tab', { name: 'API catalogue' }).click()
  await expect(page.getByRole('button', { name: 'Choose file…' })).toBeDisabled()
  await page.getByRole('tab', { name: 'Appearance' }).click()
  await expect(reason).toHaveCount(0)
})

test('the tabs go by the arrow keys, and the address leads back to one', async ({ grantdesk: { page } }) => {
  await go(page, '/settings')
  await page.getByRole('tab', { name: 'Organization' }).focus()
  for (const name of [
    'Clock',
    'API catalogue',
    'Identity providers',
    'Keychain',
    'Appearance',
    'About',
    'Organization',
  ]) {
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('tab', { name })).toBeFocused()
    await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true')
  }
  await page.keyboard.press('End')
  await expect(page.getByRole('tab', { name: 'About' })).toHaveAttribute('aria-selected', 'true')
  await page.reload()
  await expect(page.getByRole('tab', { name: 'About' })).toHaveAttribute('aria-selected', 'true')
  await page.evaluate(() => {
    location.hash = '/settings?import=catalogue'
  })
  await expect(page.getByRole('button', { name: 'Choose file…' })).toBeFocused()
})

test('nothing is hard to read or without a name, in light and dark', async ({
  grantdesk: { page, command },
}) => {
  test.slow()
  const certificate = ['--certificate', await writeCertificate()]
  await command('idp', 'add', 'Okta', '--issuer', 'https://idp.example/saml', '--disable', ...certificate)
  const look = async (what: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await showIn(page, colorScheme)
      expect(await findAxeViolations(page), `axe on ${what}, ${colorScheme}`).toEqual([])
      expect(await findLowContrast(page), `contrast on ${what}, ${colorScheme}`).toEqual([])
    }
  }
  await go(page, '/settings')
  for (const tab of [
    'Organization',
    'Clock',
    'API catalogue',
    'Identity providers',
    'Keychain',
    'Appearance',
    'About',
  ]) {
    await page.getByRole('tab', { name: tab }).click()
    await look(tab)
    await page.getByRole('tab', { name: tab }).focus()
    expect(await findInvisibleFocus(page, 16), `focus on ${tab}`).toEqual([])
  }
  await page.getByRole('tab', { name: 'Organization' }).click()
  await page.getByRole('button', { name: 'Turn off…' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog.getByRole('row').first()).toBeVisible()
  await look('the dialog about enforcement')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.getByLabel('Name', { exact: true }).fill('')
  await expect(page.getByText('An organization needs a name.')).toBeVisible()
  await look('a wrong field')
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('tab', { name: 'Clock' }).click()
  await page.getByRole('button', { name: '30 d', exact: true }).click()
  await page.getByRole('button', { name: 'Move the clock…' }).click()
  await expect(dialog).toBeVisible()
  await look('the dialog about the clock')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Move the clock…' })).toBeFocused()
  await page.getByRole('tab', { name: 'API catalogue' }).click()
  await page.locator('input[type=file]').setInputFiles(smallDocument)
  await expect(page.getByRole('button', { name: 'Import 3 operations' })).toBeVisible()
  await look('a report')
})
