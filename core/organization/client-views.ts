import type { AppAuthorization } from '../model/app-authorization.ts'
import type { ClientId } from '../model/brand.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import { regionsOf } from '../model/region.ts'
import { ok, type Result } from '../model/result.ts'
import { describeFailure } from '../wording/describe-failure.ts'
import { findRestoreBlock } from './client-life.ts'
import { isClientSecret } from './client-secret.ts'
import { clientNotFound, findEditBlock } from './clients.ts'
import { askKeychain, keychainAccount } from './kept-secrets.ts'
import { look, type Acting, type Context, type Looking } from './context.ts'
import type { UsageRow } from '../model/usage-row.ts'
import type { ClientQuery, ClientRow, Keychain, Page } from './ports.ts'

export interface ClientList extends Page<ClientRow> {
  readonly all: number
  readonly limitOfClients: number
}

/** A page of the organization's clients, built-in ones among them (A6), in a constant number of questions to the store. */
export function listClients(
  context: Context,
  acting: Acting,
  query: ClientQuery,
): Promise<Result<ClientList>> {
  return look(context, acting, 'oauth:client:view', async ({ unit, organization }) => {
    const page = await unit.clients.page(organization.id, query)
    const all = await unit.clients.count(organization.id)
    return ok({ ...page, all, limitOfClients: organization.settings.maxClients })
  })
}

export interface ClientDetail {
  readonly client: OAuthClient
  readonly authorization: AppAuthorization | null
  readonly lastUsed: string | null
  /** Where its endpoints may be used (C12). */
  readonly regions: readonly string[]
  readonly secretKept: boolean
  readonly restoreBlockedBy: string | null
  readonly editBlockedBy: string | null
  readonly usage: readonly {
    readonly method: string
    readonly path: string
    readonly requests: number
    readonly lastDay: string
  }[]
}

const USAGE_WINDOW = 90 * 86_400_000

/** One client with what stands around it, and why it may not be edited or restored now (C6, C9). */
export async function showClient(
  context: Context & { readonly keychain: Keychain },
  acting: Acting,
  clientId: ClientId,
): Promise<Result<ClientDetail>> {
  const found = await look(context, acting, 'oauth:client:view', async (looking) => {
    const { unit, organization, now } = looking
    const client = await unit.clients.get(organization.id, clientId)
    if (!client) return clientNotFound(clientId)
    const since = new Date(now.getTime() - USAGE_WINDOW).toISOString().slice(0, 10)
    const restoreBlock = client.state.kind === 'active' ? undefined : findRestoreBlock(client, now)
    const detail = {
      client,
      authorization: (await unit.authorizations.get(organization.id, clientId)) ?? null,
      lastUsed: await unit.usage.lastUsed(organization.id, clientId),
      regions: regionsOf(client, organization.region),
      restoreBlockedBy: restoreBlock ? describeFailure(restoreBlock, looking.language) : null,
      editBlockedBy: await editBlock(looking, client),
      usage: sumUsage(await unit.usage.of(organization.id, clientId, since)),
    }
    return ok({ detail, stored: await unit.secrets.get(clientId) })
  })
  if (!found.ok) return found
  const { detail, stored } = found.value
  const kept = await askKeychain(context.keychain, (keychain) =>
    keychain.find(keychainAccount(acting, clientId)),
  )
  const secret = kept.ok ? kept.value : null
  return ok({
    ...detail,
    secretKept: secret !== null && stored !== undefined && isClientSecret(clientId, secret, stored),
  })
}

async function editBlock(looking: Looking, client: OAuthClient): Promise<string | null> {
  const block = await findEditBlock(looking, client)
  return block ? describeFailure(block, looking.language) : null
}

function sumUsage(rows: readonly UsageRow[]): ClientDetail['usage'] {
  const sums = new Map<string, { method: string; path: string; requests: number; lastDay: string }>()
  for (const { method, path, requests, day } of rows) {
    const known = sums.get(`${method} ${path}`)
    const lastDay = known && known.lastDay > day ? known.lastDay : day
    sums.set(`${method} ${path}`, { method, path, requests: (known?.requests ?? 0) + requests, lastDay })
  }
  return [...sums.values()].sort((a, b) => b.requests - a.requests)
}
