import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { inspectRedirectUri } from '../../core/model/redirect-uri.ts'
import { expect, test } from '../support/e2e/hosts.ts'
import { dialogNamed, go, listClients, showApp, showClient, toast } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--admin', 'ada@acme.example']] })

/** Fills in a client of the code grant that nothing is wrong with. */
async function fillIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('textbox', { name: 'Redirect URI 1' }).fill('https://journey.example.com/callback')
  await page.getByRole('searchbox', { name: 'Search scopes' }).fill('users')
  await page.getByRole('checkbox', { name: /^users:readonly/ }).check()
}

function submit(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Create client' }).click()
}

function chooseGrantType(page: Page, name: string): Promise<void> {
  return page.getByRole('radiogroup', { name: 'Grant type' }).getByRole('radio', { name }).check()
}

/** Pastes as a keyboard does, into the field that has the focus. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)
}

/** Everything in which a page could keep something: its document, the values of its fields, its storages, its address. */
function keptByPage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')]
    const databases = await indexedDB.databases()
    return [
      document.documentElement.outerHTML,
      ...fields.map((field) => field.value),
      JSON.stringify([
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        history.state,
        databases,
      ]),
      location.href,
      document.title,
    ].join('\n')
  })
}

function keptOnDisk(directory: string): string {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n')
}

test('the fields follow the grant type, and what a type does not have is explained (C2, C5, C6)', async ({
  grantdesk: { page },
}) => {
  await go(page, '/clients/new')
  const scopes = page.getByRole('group', { name: 'Requested scopes' }).first()
  const addRole = page.getByRole('combobox', { name: 'Find a role' })
  const pkce = page.getByRole('checkbox', { name: 'Require PKCE (S256)' })

  await expect(pkce).toBeChecked()
  await expect(scopes).toBeVisible()
  await expect(page.getByText('Only client-credentials clients have roles')).toBeVisible()

  await chooseGrantType(page, 'Client credentials')
  await expect(scopes).toHaveCount(0)
  await expect(pkce).toHaveCount(0)
  await expect(addRole).toBeVisible()
  await expect(page.getByText('Client-credentials clients have no scopes')).toBeVisible()
  await expect(page.getByText('Client-credentials clients need no authorization')).toBeVisible()
  await expect(page.getByText('Kept, but not used by this grant type.')).toBeVisible()
  await expect(page.getByLabel('Allowed addresses')).toBeVisible()

  await chooseGrantType(page, 'Implicit')
  await expect(page.getByText(/The vendor ends support on .*2027/)).toBeVisible()
  await expect(scopes).toBeVisible()
  await expect(pkce).toHaveCount(0)

  await chooseGrantType(page, 'SAML2 bearer')
  await expect(scopes).toBeVisible()
})

test('says at each field what is wrong, and registers nothing (C1, C3, C4, C5)', async ({ grantdesk }) => {
  const { page } = grantdesk
  const before = await listClients(grantdesk)
  await go(page, '/clients/new')
  await submit(page)

  const name = page.getByLabel('Name', { exact: true })
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription('A client needs a name.')
  await expect(page.getByText('This grant type needs at least one redirect URI.')).toBeVisible()
  await expect(page.getByText('This grant type needs at least one scope.')).toBeVisible()
  await expect(page.getByText('3 fields need attention')).toBeVisible()

  const duration = page.getByRole('textbox', { name: 'Duration' })
  for (const [typed, said] of [
    ['299', 'outside the range'],
    ['172801', 'Up to 450 d is only for a client-credentials client'],
    ['38880001', 'outside the range'],
    ['soon', 'Cannot be read'],
  ] as const) {
    await duration.fill(typed)
    await expect(duration).toHaveAccessibleDescription(new RegExp(said))
  }
  await duration.fill('18h')
  await expect(page.getByText('64,800 s')).toBeVisible()
  await duration.fill('64800')
  await expect(page.getByRole('button', { name: '18 h' })).toHaveAttribute('aria-pressed', 'true')

  await name.fill('x'.repeat(201))
  await submit(page)
  await expect(name).toHaveAccessibleDescription('A name has at most 200 characters.')
  expect(await listClients(grantdesk)).toEqual(before)
})

test('judges a redirect URI as the core does, and keeps 125 of 200 pasted lines (C4)', async ({
  grantdesk: { page },
}) => {
  const corpus = [
    'https://app.example.com/callback',
    'http://127.0.0.1:8080/back',
    'http://localhost/back',
    'com.example.app:/oauth',
    'https://app.example.com/callback#token',
    'javascript:alert(1)',
    'data:text/html,hello',
    'https://user:pass@app.example.com/',
    'https://*.example.com/cb',
    '/relative/path',
    'https://',
    'file:///etc/passwd',
  ]
  await go(page, '/clients/new')
  const first = page.getByRole('textbox', { name: 'Redirect URI 1', exact: true })
  await first.focus()
  await paste(page, corpus.join('\n'))
  for (const [index, uri] of corpus.entries()) {
    const row = page.getByRole('textbox', { name: `Redirect URI ${String(index + 1)}`, exact: true })
    await expect(row).toHaveValue(uri)
    const accepted = inspectRedirectUri(uri).problem === null
    await (accepted ? expect(row, uri).not : expect(row, uri)).toHaveAttribute('aria-invalid', 'true')
  }

  await page.reload()
  await first.focus()
  await paste(
    page,
    Array.from({ length: 200 }, (_none, at) => `https://a.example.com/${String(at)}`).join('\n'),
  )
  await expect(page.getByText('125/125')).toBeVisible()
  await expect(page.getByText('75 lines were not kept')).toBeVisible()
  await page.getByText('Show them').click()
  await expect(page.getByText('https://a.example.com/199')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add a redirect URI' })).toBeDisabled()
})

test('shows the secret once, until it is stored elsewhere, and keeps it nowhere (C7, F4)', async ({
  grantdesk,
}) => {
  const { page, dataDirectory } = grantdesk
  await go(page, '/clients/new')
  await fillIn(page, 'Journey app')
  await submit(page)

  const dialog = dialogNamed(page, 'Client secret for Journey app')
  const close = dialog.getByRole('button', { name: 'Close' })
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'Show secret' }).click()
  const secret = (await dialog.locator('[data-secret]').textContent()) ?? ''
  expect(secret).toMatch(/^[\w-]{43}$/)
  await dialog.getByRole('button', { name: 'Hide secret' }).click()
  await expect(dialog.locator('[data-secret]')).toHaveCount(0)
  expect(await keptByPage(page)).not.toContain(secret)

  await expect(close).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: /^Copy secret/ }).click()
  await expect(dialog.getByText('Copied. The clipboard is cleared in 60 s.')).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'I have stored it elsewhere' }).check()
  await close.click()

  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: 'Journey app' })).toBeVisible()
  await expect(toast(page, 'Journey app is registered')).toBeVisible()
  await expect(page.getByText('not in the keychain')).toBeVisible()
  expect(await keptByPage(page)).not.toContain(secret)
  expect(keptOnDisk(dataDirectory)).not.toContain(secret)

  const [id = ''] = /[\da-f-]{36}/.exec(page.url()) ?? []
  expect(await showClient(grantdesk, id)).toMatchObject({
    name: 'Journey app',
    grantType: 'authorization_code',
    pkce: true,
    tokenDuration: 86_400,
    redirectUris: ['https://journey.example.com/callback'],
    scopes: ['users:readonly'],
  })
  expect(await showApp(grantdesk, id)).toMatchObject({ state: 'authorized', scopes: ['users:readonly'] })
})

test('keeps the secret for the session where there is no keychain, and says so (F3)', async ({
  grantdesk: { page, dataDirectory },
}) => {
  await expect(page.getByText('No keychain on this machine.')).toBeVisible()
  await go(page, '/clients/new')
  await fillIn(page, 'Journey app')
  await page.getByRole('checkbox', { name: 'Authorize it in this organization' }).uncheck()
  await submit(page)

  const dialog = dialogNamed(page, 'Client secret for Journey app')
  await expect(dialog.getByText('This machine has no keychain')).toBeVisible()
  await dialog.getByRole('button', { name: 'Show secret' }).click()
  const secret = (await dialog.locator('[data-secret]').textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Keep for this session' }).click()
  await expect(dialog.getByText('Kept until Grantdesk ends. It is not on the disk.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()

  await expect(page.getByText('kept until Grantdesk ends', { exact: false }).last()).toBeVisible()
  await expect(page.getByText('Not authorized')).toBeVisible()
  expect(await keptByPage(page)).not.toContain(secret)
  expect(keptOnDisk(dataDirectory)).not.toContain(secret)
})

test('gives a service its roles, and none that the acting user does not hold (C5, C6)', async ({
  grantdesk,
}) => {
  const { page } = grantdesk
  await go(page, '/clients/new')
  await page.getByLabel('Name', { exact: true }).fill('Night export')
  await chooseGrantType(page, 'Client credentials')
  await submit(page)
  await expect(page.getByText('A client-credentials client needs at least one role.')).toBeVisible()

  await page.getByRole('combobox', { name: 'Find a role' }).fill('supervisor')
  await page.getByRole('option', { name: /^Supervisor/ }).click()
  await expect(
    page.getByRole('list', { name: 'Roles given' }).getByText('Supervisor', { exact: true }),
  ).toBeVisible()
  await submit(page)
  const dialog = dialogNamed(page, 'Client secret for Night export')
  await dialog.getByRole('checkbox', { name: 'I have stored it elsewhere' }).check()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText('Not needed: its roles are its grant')).toBeVisible()
  const made = (await listClients(grantdesk)).find((client) => client.name === 'Night export')
  expect(made).toMatchObject({ grantType: 'client_credentials', scopes: [] })
})

test('starts from a template or from another client, without its name and secret (C10)', async ({
  grantdesk,
}) => {
  const { page } = grantdesk
  await grantdesk.command(
    ...['client', 'create', '--name', 'Original', '--grant-type', 'TOKEN', '--scopes', 'users,routing'],
    ...['--redirect-uri', 'https://original.example.com/', '--duration', '8h'],
  )
  await go(page, '/clients')
  await page.getByRole('button', { name: 'Actions for Original' }).click()
  await page.getByRole('menuitem', { name: 'New client like this' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'New client like Original' })).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('')
  await expect(
    page.getByRole('radiogroup', { name: 'Grant type' }).getByRole('radio', { name: 'Implicit' }),
  ).toBeChecked()
  await expect(page.getByRole('textbox', { name: 'Duration' })).toHaveValue('8 h')
  await expect(page.getByRole('textbox', { name: 'Redirect URI 1' })).toHaveValue(
    'https://original.example.com/',
  )
  await expect(page.getByText('2 scopes selected')).toBeVisible()

  await go(page, '/clients')
  await go(page, '/clients/new')
  await page.getByLabel('Name', { exact: true }).fill('From a template')
  await page
    .getByRole('radiogroup', { name: 'Start from' })
    .getByRole('radio', { name: /Client credentials/ })
    .first()
    .check()
  await expect(
    page.getByRole('radiogroup', { name: 'Grant type' }).getByRole('radio', { name: 'Client credentials' }),
  ).toBeChecked()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('From a template')
})
