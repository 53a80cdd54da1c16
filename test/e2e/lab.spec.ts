import { expect, test } from '../support/e2e/hosts.ts'
import { go, makeClient } from '../support/e2e/steps.ts'

test.use({ before: [['org', 'create', 'Acme', '--admin', 'ada@acme.example']] })

test('a flow waits for the browser, shows its steps, masks its secrets, and can be cancelled (L1 to L4)', async ({
  grantdesk,
  sharedBrowser,
}) => {
  const { page } = grantdesk
  const flags = ['--redirect-uri', 'http://127.0.0.1/callback', '--pkce']
  const { id } = await makeClient(grantdesk, { name: 'Rota', scopes: 'user-basic-info', flags })
  await go(page, `/lab?client=${id}`)
  const run = page.getByRole('button', { name: /^Run/ })
  await run.click()
  const banner = page.locator('.lab-banner')
  await expect(banner).toContainText('Waiting for the browser')
  await expect(banner).toContainText(/\d:\d\d left/)
  await expect(banner).toContainText(/http:\/\/127\.0\.0\.1:\d+\/callback/)

  await page.evaluate(() => {
    // What the button copies is what a person pastes into a browser of theirs.
    navigator.clipboard.writeText = (text) => {
      document.body.dataset['copied'] = text
      return Promise.resolve()
    }
  })
  await banner.getByRole('button', { name: 'Copy address' }).click()
  const address = (await page.locator('body').getAttribute('data-copied')) ?? ''
  const browser = await (await sharedBrowser()).newContext()
  const login = await browser.newPage()
  await login.goto(address)
  await login.getByLabel('E-mail').fill('ada@acme.example')
  await login.getByRole('button', { name: 'Log in' }).click()
  await expect(banner).toContainText('Done')
  await browser.close()

  const steps = page.getByRole('list', { name: 'Timeline' })
  await steps.getByRole('button', { name: /Code for token/ }).click()
  const code = page.locator('.flow-message dd', {
    has: page.getByRole('button', { name: 'Show code', exact: true }),
  })
  await expect(code).toHaveText('••••••••')
  await code.getByRole('button').click()
  const shown = page.locator('.flow-message dd', {
    has: page.getByRole('button', { name: 'Hide code', exact: true }),
  })
  await expect(shown).toHaveText(/^[\w-]{43}$/)
  await shown.getByRole('button').click()
  await expect(code).toHaveText('••••••••')
  await expect(page.getByText(/^\d of \d passed$/)).toBeVisible()

  await run.click()
  await expect(banner).toContainText('Waiting for the browser')
  await banner.getByRole('button', { name: 'Cancel' }).click()
  await expect(banner).toContainText('Cancelled')
})

test('an authorization URL is explained against its client, and nothing is sent', async ({ grantdesk }) => {
  const { page } = grantdesk
  const { id } = await makeClient(grantdesk, { name: 'Rota' })
  await go(page, `/lab?client=${id}#inspect`)
  const url = page.getByLabel('Authorization URL')
  const inspect = page.getByRole('button', { name: 'Inspect' })
  const query = (redirect: string) =>
    new URLSearchParams({ client_id: id, response_type: 'code', redirect_uri: redirect, state: 'a1b2c3d4e5' })
  await url.fill(
    `https://login.mypurecloud.com/oauth/authorize?${query('https://rota.example.com/bac').toString()}`,
  )
  await inspect.click()
  await expect(page.getByText('The server would refuse it')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'redirect_uri' })).toContainText('Refused')
  await url.fill(
    `https://login.mypurecloud.com/oauth/authorize?${query('https://rota.example.com/back').toString()}`,
  )
  await inspect.click()
  await expect(page.getByText(/^The server would accept it/)).toBeVisible()
  await url.fill('nonsense')
  await inspect.click()
  await expect(page.getByRole('alert')).toBeVisible()
})
