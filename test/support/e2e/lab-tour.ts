import { expect } from '@playwright/test'
import { go } from './steps.ts'
import { button, dialog, type Step } from './tour.ts'

/** The local server and the flow lab, in the order in which one would try them. */
export const labTour = {
  'the local server and the lab': {
    'the server stopped': async ({ page, words }) => {
      await go(page, '/server')
      await expect(button(page, words.server.start.act)).toBeVisible()
    },
    'no run yet': ({ page, young }) => go(page, `/lab?client=${young.id}#run`),
    'a run': async ({ page, words }) => {
      const user = page.getByRole('combobox', { name: words.lab.form.user })
      await user.click()
      await page.getByRole('listbox').getByRole('option').first().click()
      await page.getByRole('checkbox', { name: words.lab.form.pkce }).check()
      await button(page, words.lab.form.run).click()
      await expect(page.locator('.lab-banner')).toContainText(words.lab.state.done)
    },
    'a step': async ({ page }) => {
      await page.locator('.flow-toggle').nth(4).click()
      await expect(page.locator('.flow-message').first()).toBeVisible()
    },
    'an authorization URL': async ({ page, words, young }) => {
      await go(page, `/lab?client=${young.id}#inspect`)
      const query = `client_id=${young.id}&response_type=code&redirect_uri=https%3A%2F%2Fother.example&state=1`
      await page.getByLabel(words.lab.inspect.url).fill(`http://127.0.0.1:8484/oauth/authorize?${query}`)
      await button(page, words.lab.inspect.act).click()
      await expect(page.locator('.inspect-row').first()).toBeVisible()
    },
    'a negative test': async ({ page, words, young }) => {
      await go(page, `/lab?client=${young.id}#trials`)
      await page.getByRole('combobox', { name: words.lab.trials.client }).first().fill(young.name)
      await page.getByRole('listbox').getByRole('option').first().click()
      await button(page, words.lab.trials.act).click()
      await expect(page.getByText(words.lab.trials.states.armed)).toBeVisible()
    },
    'the server running': async ({ page, words }) => {
      await go(page, '/server')
      const start = button(page, words.server.start.act)
      if (await start.isVisible()) {
        await page.getByLabel(words.server.facts.port).fill('0')
        await start.click()
      }
      await expect(button(page, words.server.stop)).toBeVisible()
    },
    'a request': async ({ page }) => {
      await page.locator('.server-request').first().click()
      await expect(dialog(page)).toBeVisible()
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Step>>>>
