import { expect, type Locator, type Page } from '@playwright/test'
import type { Messages } from '../../../renderer/locales/en/index.ts'
import type { Running } from './hosts.ts'
import { auditTour } from './audit-tour.ts'
import { writeCertificate } from './certificate-file.ts'
import { labTour } from './lab-tour.ts'
import { writeSampleDocument } from './sample-document.ts'
import { go, listClients, makeClient } from './steps.ts'

/** What a tour goes through: clients of every kind that a screen shows differently. */
interface World {
  readonly page: Page
  readonly words: Messages
  readonly command: Running['command']
  /** Of the code grant, older than 30 days, active, used and authorized. */
  readonly old: string
  /** Of client credentials, with roles. */
  readonly service: string
  readonly inactive: string
  readonly builtIn: string
  /** Registered just now and authorized. */
  readonly young: { readonly id: string; readonly name: string }
}

export type Step = (world: World) => Promise<void>

export const tourWorkspace = [['org', 'create', 'Acme', '--sample', '7', '--clients', '60']]

/**
 * Every screen, dialog and menu of the daily path, in chapters; each step starts where the one before it ended.
 * What it looks for it names by the words of the language that is spoken.
 */
export const tour = {
  'the list of clients and the menus of the shell': {
    list: ({ page }) => go(page, '/clients'),
    'row menu': async ({ page }) => {
      await page.locator('[data-row="0"]').getByRole('button').click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
    'facet menu': async ({ page, words }) => {
      await page.keyboard.press('Escape')
      await button(page, words.clients.list.state).click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
    filtered: async ({ page }) => {
      await page.keyboard.press('Enter')
      await expect(page.getByRole('status').first()).toBeVisible()
    },
    'nothing found': async ({ page, words }) => {
      await go(page, '/clients?q=no-such-client&state=disabled')
      await expect(page.getByText(words.clients.empty.none)).toBeVisible()
    },
    organizations: async ({ page, words }) => {
      await page.getByRole('button', { name: words.shell.organization.label }).click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
    actors: async ({ page, words }) => {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: words.shell.acting.as }).click()
      await expect(page.getByRole('option').first()).toBeVisible()
    },
    nowhere: async ({ page }) => {
      await page.keyboard.press('Escape')
      await go(page, '/no/such/page')
    },
  },
  'a client': {
    overview: ({ page, old }) => go(page, `/clients/${old}`),
    redirects: ({ page, old }) => go(page, `/clients/${old}/redirects`),
    scopes: ({ page, old }) => go(page, `/clients/${old}/scopes`),
    history: ({ page, old }) => go(page, `/clients/${old}/history`),
    service: ({ page, service }) => go(page, `/clients/${service}`),
    roles: ({ page, service }) => go(page, `/clients/${service}/scopes`),
    inactive: ({ page, inactive }) => go(page, `/clients/${inactive}`),
    'built-in': ({ page, builtIn }) => go(page, `/clients/${builtIn}`),
    unknown: ({ page }) => go(page, '/clients/nobody'),
    young: ({ page, young }) => go(page, `/clients/${young.id}/history`),
  },
  'the dialogs of a client': {
    'delete, restorable': async ({ page, words, old }) => {
      await go(page, `/clients/${old}`)
      await button(page, words.clients.detail.danger.deleteVerb).click()
      await expect(dialog(page).getByRole('row').first()).toBeVisible()
    },
    'delete for good': async ({ page, words, young }) => {
      await page.keyboard.press('Escape')
      await go(page, `/clients/${young.id}`)
      await button(page, words.clients.detail.danger.deleteVerb).click()
      await expect(dialog(page).getByRole('textbox')).toBeVisible()
    },
    regenerate: async ({ page, words }) => {
      await page.keyboard.press('Escape')
      await button(page, words.clients.detail.danger.regenerateVerb).click()
      await expect(dialog(page)).toBeVisible()
    },
    secret: async ({ page, words }) => {
      await button(dialog(page), words.clients.regeneration.verb).click()
      await button(dialog(page), words.common.secret.show).click()
      await expect(dialog(page).locator('[data-secret]')).toBeVisible()
    },
    'secret kept': async ({ page, words }) => {
      await button(dialog(page), words.common.secret.saveSession).click()
      await expect(dialog(page).getByText(words.common.secret.kept.session)).toBeVisible()
    },
  },
  'the forms of a client': {
    new: ({ page }) => go(page, '/clients/new'),
    problems: async ({ page, words }) => {
      await page
        .getByRole('textbox', { name: nameOf(words.clients.form.redirects.row, { number: '1' }) })
        .fill('x')
      await page.keyboard.press('Tab')
      await button(page, words.clients.create.submit).click()
      await expect(page.locator('.hint.error').first()).toBeVisible()
    },
    'client credentials': async ({ page }) => {
      await page.locator('input[type=radio][value=client_credentials]').check()
    },
    roles: async ({ page, words }) => {
      await page.getByRole('combobox', { name: words.clients.form.roles.find }).click()
      await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
    },
    implicit: async ({ page }) => {
      await page.keyboard.press('Escape')
      await page.locator('input[type=radio][value=implicit]').check()
    },
    discard: async ({ page, words }) => {
      await button(page, words.common.cancel).click()
      await expect(dialog(page)).toBeVisible()
    },
    edit: async ({ page, words, young }) => {
      await button(dialog(page), words.clients.create.discard).click()
      await expect(dialog(page)).toHaveCount(0)
      await go(page, `/clients/${young.id}/edit`)
    },
    difference: async ({ page, words }) => {
      await page.getByLabel(words.clients.form.name, { exact: true }).fill('Another name')
      await page.locator('input[type=radio][value=implicit]').check()
      await page.getByRole('listitem').filter({ hasText: 'users:readonly' }).getByRole('button').click()
      await button(page, words.clients.edit.submit).click()
      await expect(dialog(page).getByRole('rowheader').first()).toBeVisible()
    },
    'changed underneath': async ({ page, words, command, young }) => {
      await button(dialog(page), words.common.cancel).click()
      await command('client', 'edit', young.id, '--name', 'Their name', '--contact', 'them@example.com')
      await button(page, words.clients.edit.submit).click()
      await expect(page.getByRole('alert')).toBeVisible()
    },
    discarding: async ({ page, words }) => {
      await button(page, words.clients.changed.continue).click()
      await button(page, words.common.cancel).click()
      await expect(dialog(page)).toBeVisible()
    },
  },
  'authorized apps': {
    list: ({ page }) => go(page, '/apps'),
    'nothing found': async ({ page, words }) => {
      await go(page, '/apps?q=no-such-app')
      await expect(page.getByText(words.apps.empty.none)).toBeVisible()
    },
    edit: ({ page, young }) => go(page, `/apps/${young.id}`),
    difference: async ({ page, words }) => {
      await page.getByLabel(words.apps.terms.reason).fill('Because')
      await page.getByRole('checkbox', { name: /^users:readonly/ }).uncheck()
      await button(page, words.apps.detail.review).click()
      await expect(dialog(page).getByRole('rowheader').first()).toBeVisible()
    },
    'changed underneath': async ({ page, words, command, young }) => {
      await button(dialog(page), words.common.cancel).click()
      await command('app', 'edit', young.id, '--reason', 'Theirs')
      await button(page, words.apps.detail.review).click()
      await expect(page.getByRole('alert')).toBeVisible()
    },
    history: async ({ page, words, young }) => {
      await button(page, words.common.threeWay.useTheirs).click()
      await go(page, `/apps/${young.id}/history`)
      await page.getByRole('table').getByRole('button', { expanded: false }).last().click()
    },
    authorize: ({ page }) => go(page, '/apps/authorize'),
    'authorize again': async ({ page, command, young }) => {
      await command('app', 'revoke', young.id, '--yes')
      await go(page, `/apps/authorize?client=${young.id}`)
      await expect(page.getByRole('combobox').first()).toHaveValue(young.id)
    },
    revoked: ({ page, young }) => go(page, `/apps/${young.id}`),
    revoke: async ({ page, old }) => {
      await go(page, '/apps')
      await go(page, `/apps/${old}`)
      await page.locator('.pageh').getByRole('button').last().click()
      await page.getByRole('menuitem').last().click()
      await expect(dialog(page)).toBeVisible()
    },
  },
  'the question and its answers': {
    empty: ({ page }) => go(page, '/ask'),
    operations: async ({ page, words }) => {
      await page.getByRole('combobox', { name: words.ask.operation }).fill('users')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
    denied: async ({ page, young, command }) => {
      await page.keyboard.press('Escape')
      await command('user', 'create', 'ben@acme.example', '--name', 'Ben')
      await go(page, askAbout(young.id, 'POST /api/v2/users'))
      await expect(page.locator('.verdict.v-bad')).toBeVisible()
    },
    'give a role': async ({ page, words }) => {
      await page.getByRole('button', { name: words.ask.would.verb.give_user_role }).first().click()
      await expect(dialog(page)).toBeVisible()
      await page.locator('.what-if button').first().click()
    },
    'grant a scope': async ({ page, words, young, command }) => {
      await page.keyboard.press('Escape')
      await command('user', 'grant', 'ben@acme.example', 'User Manager')
      await command('app', 'edit', young.id, '--scopes', 'users:readonly')
      await page.getByRole('button', { name: words.ask.would.verb.grant_scope }).first().click()
      await expect(dialog(page).getByRole('rowheader').first()).toBeVisible()
    },
    allowed: async ({ page, words }) => {
      await button(dialog(page), words.ask.change.grant).click()
      await expect(page.locator('.verdict.v-ok')).toBeVisible()
    },
    'allowed to a service': async ({ page, service }) => {
      await go(page, askAbout(service, 'GET /api/v2/users/me'))
      await expect(page.locator('.verdict')).toBeVisible()
    },
    'a disabled client and an unknown operation': async ({ page, inactive }) => {
      await go(page, askAbout(inactive, 'GET /no/such/operation'))
      await expect(page.locator('.verdict.v-bad')).toBeVisible()
    },
  },
  'the access of an app': {
    'effective access': async ({ page, command, old }) => {
      await command('catalogue', 'import', writeSampleDocument())
      await go(page, `/clients/${old}/access`)
      await page.getByRole('table').getByRole('button').first().click()
      await expect(page.getByRole('table').getByRole('link').first()).toBeVisible()
    },
    'whom it is asked for': async ({ page, words }) => {
      await page.getByRole('combobox', { name: words.access.user }).click()
      await expect(page.getByRole('option').first()).toBeVisible()
    },
    'nothing found': async ({ page, old }) => {
      await page.keyboard.press('Escape')
      await go(page, `/clients/${old}/access?q=no-such-operation`)
      await expect(page.locator('.access-none')).toBeVisible()
    },
    'no access': async ({ page, inactive, words }) => {
      await go(page, `/clients/${inactive}/access`)
      await expect(page.getByText(words.access.way.client)).toBeVisible()
    },
    leak: async ({ page, old }) => {
      await go(page, `/clients/${old}/leak`)
      await page.locator('.panel').getByRole('button', { expanded: false }).first().click()
      await expect(page.locator('.op-body')).toBeVisible()
    },
    'leaked secret': async ({ page, service }) => {
      await go(page, `/clients/${service}/leak`)
      await expect(page.locator('.reach-summary, .empty')).toBeVisible()
    },
    'least scopes': async ({ page, old, words }) => {
      await go(page, `/apps/${old}/least`)
      await expect(page.getByRole('region', { name: words.access.least.table })).toBeVisible()
    },
    'no usage': async ({ page, young }) => {
      await go(page, `/apps/${young.id}/least`)
      await expect(page.locator('.empty')).toBeVisible()
    },
    'who can call': async ({ page }) => {
      await go(page, `/who?operation=${encodeURIComponent('GET /api/v2/users')}`)
      await expect(page.getByRole('row').nth(1)).toBeVisible()
    },
    'users who can call': async ({ page }) => {
      await page.getByRole('tab').last().click()
      await expect(page.getByText('@').first()).toBeVisible()
    },
    'nobody can call': async ({ page, words }) => {
      await go(page, '/who')
      await expect(page.getByText(words.access.who.choose)).toBeVisible()
    },
  },
  'the matrix': {
    matrix: async ({ page }) => {
      await go(page, '/matrix')
      await expect(page.getByRole('gridcell').first()).toBeVisible()
      await expect(page.locator('.mx-totals [role=status]')).toBeVisible()
    },
    cell: async ({ page }) => {
      await page.locator('.mx-cell').first().click()
      await expect(dialog(page).getByRole('status')).toBeVisible()
    },
    'where most access lies': async ({ page, words }) => {
      await page.keyboard.press('Escape')
      await button(page, words.matrix.totals.top).click()
      await expect(dialog(page).getByRole('row').first()).toBeVisible()
    },
    'nothing found': async ({ page }) => {
      await page.keyboard.press('Escape')
      await go(page, '/matrix?apps=no-such-app')
      await expect(page.getByRole('grid')).toHaveCount(0)
    },
  },
  'the history': {
    history: async ({ page, young, command }) => {
      await command('client', 'edit', young.id, '--name', 'Renamed', '--scopes', 'users')
      await go(page, '/history')
      const table = page.getByRole('table')
      await expect(table.getByText('Renamed').first()).toBeVisible()
      await table.getByRole('button', { expanded: false }).locator('visible=true').last().click()
    },
    undo: async ({ page, words }) => {
      const undoOf = nameOf(words.history.undoOf, { title: '' }).trim()
      await page.getByRole('button', { name: undoOf }).first().click()
      await expect(dialog(page)).toBeVisible()
    },
    integrity: async ({ page, words }) => {
      await page.keyboard.press('Escape')
      await button(page, words.history.chain.open).click()
      await button(dialog(page), words.history.chain.verify).click()
      await expect(dialog(page).locator('.note')).toBeVisible()
    },
  },
  ...auditTour,
  ...labTour,
  'the settings': {
    organization: ({ page }) => go(page, '/settings'),
    clock: ({ page }) => nextTab(page),
    catalogue: ({ page }) => nextTab(page),
    'identity providers': async ({ page, words, command }) => {
      const issuer = 'https://idp.example/saml'
      const files = ['--certificate', await writeCertificate()]
      await command('idp', 'add', 'Okta', '--issuer', issuer, ...files)
      await nextTab(page)
      await expect(page.getByRole('table', { name: words.settings.identity.list })).toContainText(issuer)
    },
    'add an identity provider': async ({ page, words }) => {
      await button(page, words.settings.identity.add).click()
      await expect(dialog(page)).toBeVisible()
    },
    keychain: async ({ page, words }) => {
      await page.keyboard.press('Escape')
      await page.getByRole('tab', { name: words.settings.tabs.keychain }).click()
    },
    appearance: ({ page }) => nextTab(page),
    about: ({ page }) => nextTab(page),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Step>>>>

/** Makes what the tour needs on a workspace that began with `tourWorkspace`. */
export async function startTour(grantdesk: Running, words: Messages): Promise<World> {
  const clients = await listClients(grantdesk)
  const { id: young } = await makeClient(grantdesk, { name: 'Recent One', flags: [] })
  const idOf = (wanted: (client: (typeof clients)[number]) => boolean) => {
    const found = clients.find(wanted)
    if (!found) throw new Error('the sample lacks a client that the tour needs')
    return found.id
  }
  return {
    page: grantdesk.page,
    words,
    command: grantdesk.command,
    old: idOf(
      ({ grantType, state, lastUsed, createdAt }) =>
        grantType === 'authorization_code' &&
        state.kind === 'active' &&
        lastUsed !== null &&
        Date.now() - Date.parse(createdAt) > 60 * 86_400_000,
    ),
    service: idOf(({ grantType, state }) => grantType === 'client_credentials' && state.kind === 'active'),
    inactive: idOf(({ state }) => state.kind === 'inactive'),
    builtIn: idOf(({ id }) => id.startsWith('b0000000')),
    young: { id: young, name: 'Recent One' },
  }
}

function askAbout(app: string, operation: string): string {
  return `/ask?app=${app}&user=ben@acme.example&operation=${encodeURIComponent(operation)}`
}

export function dialog(page: Page): Locator {
  return page.locator('dialog[open]')
}

export function button(inside: Page | Locator, name: string): Locator {
  return inside.getByRole('button', { name, exact: true })
}

async function nextTab(page: Page): Promise<void> {
  const selected = page.getByRole('tab', { selected: true })
  const former = (await selected.textContent()) ?? ''
  await selected.focus()
  await page.keyboard.press('ArrowRight')
  await expect(selected).not.toHaveText(former)
}

/** A sentence of the catalogue with its placeholders filled in. */
function nameOf(sentence: string, params: Readonly<Record<string, string>>): string {
  return Object.entries(params).reduce((text, [name, value]) => text.replace(`{${name}}`, value), sentence)
}
