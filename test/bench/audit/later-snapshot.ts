import { asId, type ClientId, type UserId } from '../../../core/model/brand.ts'
import type { Snapshot } from '../../../core/model/snapshot.ts'

/**
 * The organization a quarter later: one client in twenty has other scopes, redirects and a new secret, one user in fifty other
 * roles, one record in a hundred is gone and as many are new. Every record is a copy, as in two files that were read.
 */
export function laterSnapshot(before: Snapshot): Snapshot {
  const { clients, users, authorizations, roles, takenAt } = structuredClone(before)
  const later = new Date(Date.parse(takenAt) + 91 * 86_400_000).toISOString()
  return {
    ...before,
    takenAt: later,
    clients: comeAndGo(clients, (client, id) => ({ ...client, id: asId<ClientId>(id) })).map(
      (client, place) =>
        place % 20 === 0
          ? {
              ...client,
              scopes: [...client.scopes.slice(1), 'users'],
              redirectUris: [...client.redirectUris, 'https://new.acme.example/callback'],
              secretChangedAt: later,
              modifiedAt: later,
            }
          : client,
    ),
    users: comeAndGo(users, (user, id) => ({ ...user, id: asId<UserId>(id) })).map((user, place, all) =>
      place % 50 === 0 ? { ...user, roleGrants: all[(place + 7) % all.length]?.roleGrants ?? [] } : user,
    ),
    authorizations: authorizations.map((authorization, place) =>
      place % 20 === 0 ? { ...authorization, scopes: [...authorization.scopes, 'users'] } : authorization,
    ),
    roles: roles.map((role, place) =>
      place % 10 === 0 ? { ...role, patterns: [...role.patterns, 'directory:user:edit'] } : role,
    ),
  }
}

/** Every hundredth is gone, and stands there once more under a new id. */
function comeAndGo<Item extends { readonly id: string }>(
  items: readonly Item[],
  withId: (item: Item, id: string) => Item,
): readonly Item[] {
  return items.map((item, place) => (place % 100 === 0 ? withId(item, `${item.id}-new`) : item))
}
