import { expect, type Locator, type Page } from '@playwright/test'
import { z } from 'zod'
import type { Running } from './hosts.ts'

/** Goes to a page of the application and waits until it has arrived there, which moves the focus to its beginning. */
export async function go(page: Page, address: string): Promise<void> {
  const from = await page.evaluate((hash) => {
    const former = location.hash.slice(1)
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    location.hash = hash
    return former
  }, address)
  if (pageOf(from) !== pageOf(address)) {
    await expect(page.locator('#main'), `arriving at ${address}`).toBeFocused()
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** The part of an address that makes a page; what follows is a tab or a filter of it. */
function pageOf(address: string): string {
  return (address.split('?')[0] ?? '').split('/').slice(0, 3).join('/')
}

/** Waits until nothing on the page is still being loaded. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy=true], .skel')).toHaveCount(0)
}

/** Acts as another user, found by what is typed, and waits until that is so. */
export async function actAs(page: Page, typed: string, name: string): Promise<void> {
  const acting = page.getByRole('button', { name: /Acting as/ })
  await acting.click()
  await page.getByRole('combobox', { name: 'Search users' }).fill(typed)
  await page.getByRole('option', { name }).click()
  await expect(acting).toContainText(name)
}

/** The one open dialog, which has this name. */
export function dialogNamed(page: Page, name: string | RegExp): Locator {
  return page.locator('dialog[open]').filter({ has: page.getByRole('heading', { name }) })
}

/** A message about what has just happened. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page.getByRole('region', { name: /^(What has just happened|Was gerade geschah)$/ }).getByText(text)
}

const created = z.object({ id: z.string(), name: z.string(), secret: z.string() })

/** A client of the code grant, made on the command line, that nobody has authorized yet unless told. */
export async function makeClient(
  { command }: Pick<Running, 'command'>,
  options: { readonly name?: string; readonly scopes?: string; readonly flags?: readonly string[] } = {},
): Promise<z.infer<typeof created>> {
  const { name = 'CRM', scopes = 'users,users:readonly', flags = ['--no-authorize'] } = options
  const made = await command(
    ...['client', 'create', '--name', name, '--grant-type', 'CODE', '--scopes', scopes],
    ...['--redirect-uri', `https://${name.toLowerCase().replaceAll(' ', '-')}.example.com/back`, ...flags],
  )
  return created.parse(made)
}

const clientShown = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  contact: z.string(),
  grantType: z.string(),
  pkce: z.boolean(),
  tokenDuration: z.number(),
  redirectUris: z.array(z.string()),
  scopes: z.array(z.string()),
  state: z.object({ kind: z.string() }),
  createdAt: z.string(),
  revision: z.number(),
  lastUsed: z.string().nullable(),
})

type ShownClient = z.infer<typeof clientShown>

/** A client as the command line shows it. */
export async function showClient({ command }: Pick<Running, 'command'>, id: string): Promise<ShownClient> {
  return clientShown.parse(await command('client', 'show', id))
}

/** All clients as the command line lists them. */
export async function listClients({ command }: Pick<Running, 'command'>): Promise<readonly ShownClient[]> {
  const list = z.object({ items: z.array(clientShown) })
  return list.parse(await command('client', 'list', '--limit', '1000')).items
}

const appShown = z.object({
  clientId: z.string(),
  state: z.string(),
  scopes: z.array(z.string()),
  roleNames: z.array(z.string()),
  reason: z.string(),
  ticket: z.string(),
  expiresAt: z.string().nullable(),
})

/** The authorization of a client as the command line lists it; undefined if there is none. */
export async function showApp(
  { command }: Pick<Running, 'command'>,
  clientId: string,
): Promise<z.infer<typeof appShown> | undefined> {
  const list = z.object({ items: z.array(appShown) })
  const { items } = list.parse(await command('app', 'list', '--limit', '1000'))
  return items.find((app) => app.clientId === clientId)
}
