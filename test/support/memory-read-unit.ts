import type { AuditEvent } from '../../core/model/audit-event.ts'
import type { RoleId } from '../../core/model/brand.ts'
import { isBuiltIn } from '../../core/model/oauth-client.ts'
import type { OAuthClient } from '../../core/model/oauth-client.ts'
import type { HttpMethod } from '../../core/model/operation.ts'
import type { UsageSeries } from '../../core/model/snapshot.ts'
import type { UsageRow } from '../../core/model/usage-row.ts'
import type { EventQuery, ReadUnit } from '../../core/organization/ports.ts'
import { authorizationText, clientText, redirectKey, userText } from '../../core/store/search.ts'
import type { Attempt } from '../../core/store/search.ts'
import type { Turn } from '../../core/store/turns.ts'
import { byName, compareBytes, contains, pageOf, withoutCase } from './memory-lists.ts'
import type { Tables } from './memory-tables.ts'

export function readUnit(tables: Tables, turn: Turn): ReadUnit {
  const lastUsed = (organizationId: string, clientId: string): string | null =>
    usageOf(tables, organizationId, clientId)[0]?.day ?? null
  return {
    version: () => turn(() => tables.version),
    organizations: {
      all: () => turn(() => tables.organizations.all('').toSorted(byName)),
      get: (id) => turn(() => tables.organizations.get('', id)),
    },
    divisions: {
      all: (organizationId) =>
        turn(() =>
          tables.divisions
            .all(organizationId)
            .toSorted((one, other) => Number(other.isHome) - Number(one.isHome) || byName(one, other)),
        ),
    },
    roles: {
      all: (organizationId) => turn(() => tables.roles.all(organizationId).toSorted(byName)),
      get: (organizationId, id) => turn(() => tables.roles.get(organizationId, id)),
    },
    users: {
      get: (organizationId, id) => turn(() => tables.users.get(organizationId, id)),
      byEmail: (organizationId, email) =>
        turn(() =>
          tables.users.all(organizationId).find((user) => withoutCase(user.email) === withoutCase(email)),
        ),
      all: (organizationId) => turn(() => tables.users.all(organizationId).toSorted(byId)),
      page: (organizationId, query) =>
        turn(() =>
          pageOf(tables.users.all(organizationId), query, {
            place: (user) => user,
            attempt: (attempt, user) => contains(attempt, userText(user)),
          }),
        ),
      holding: (organizationId, roleId) =>
        turn(() => tables.users.all(organizationId).filter((user) => holds(user.roleGrants, roleId))),
      countActive: (organizationId) =>
        turn(() => tables.users.all(organizationId).filter((user) => user.state === 'active').length),
    },
    clients: {
      get: (organizationId, id) => turn(() => tables.clients.get(organizationId, id)),
      everywhere: (id) =>
        turn(() =>
          tables.clients
            .everywhere()
            .filter(({ value }) => value.id === id)
            .map(({ organizationId, value }) => ({ organizationId, client: value }))
            .toSorted(
              (one, other) =>
                Number(other.client.ownerId === other.organizationId) -
                  Number(one.client.ownerId === one.organizationId) ||
                compareBytes(one.organizationId, other.organizationId),
            ),
        ),
      all: (organizationId) => turn(() => tables.clients.all(organizationId).toSorted(byId)),
      page: (organizationId, query) =>
        turn(() => {
          const clients = tables.clients
            .all(organizationId)
            .filter((client) => query.state === null || client.state.kind === query.state)
            .filter((client) => query.grantType === null || client.grantType === query.grantType)
          const page = pageOf(clients, query, {
            place: (client) => client,
            attempt: clientMatches,
          })
          const rows = page.rows.map((client) => ({ client, lastUsed: lastUsed(organizationId, client.id) }))
          return { ...page, rows }
        }),
      count: (organizationId) =>
        turn(() => tables.clients.all(organizationId).filter((client) => !isBuiltIn(client)).length),
      builtIn: (organizationId) =>
        turn(() => tables.clients.all(organizationId).filter(isBuiltIn).toSorted(byName)),
      dueForRemoval: (organizationId, until) =>
        turn(() =>
          tables.clients
            .all(organizationId)
            .map((client) => ({
              client,
              at: client.state.kind === 'inactive' ? client.state.removalAt : null,
            }))
            .filter((due): due is typeof due & { at: string } => due.at !== null && due.at <= until)
            .toSorted(
              (one, other) => compareBytes(one.at, other.at) || compareBytes(one.client.id, other.client.id),
            )
            .map((due) => due.client),
        ),
      holding: (organizationId, roleId) =>
        turn(() =>
          tables.clients
            .all(organizationId)
            .filter((client) => holds(client.roleGrants, roleId))
            .toSorted(byName),
        ),
    },
    secrets: { get: (subject) => turn(() => tables.secrets.get('', subject)) },
    authorizations: {
      get: (organizationId, clientId) => turn(() => tables.authorizations.get(organizationId, clientId)),
      all: (organizationId) =>
        turn(() =>
          tables.authorizations
            .all(organizationId)
            .toSorted((one, other) => compareBytes(one.clientId, other.clientId)),
        ),
      page: (organizationId, query) =>
        turn(() => {
          const authorizations = tables.authorizations
            .all(organizationId)
            .filter((authorization) => query.state === null || authorization.state === query.state)
          const page = pageOf(authorizations, query, {
            place: ({ clientName, clientId }) => ({ name: clientName, id: clientId }),
            attempt: (attempt, authorization) => contains(attempt, authorizationText(authorization)),
          })
          const rows = page.rows.map((authorization) => ({
            authorization,
            lastUsed: lastUsed(organizationId, authorization.clientId),
          }))
          return { ...page, rows }
        }),
      count: (organizationId) => turn(() => tables.authorizations.all(organizationId).length),
      everywhere: (clientId) =>
        turn(() =>
          tables.authorizations
            .everywhere()
            .filter(({ value }) => value.clientId === clientId)
            .map(({ organizationId, value }) => ({ organizationId, authorization: value }))
            .toSorted((one, other) => compareBytes(one.organizationId, other.organizationId)),
        ),
      dueToExpire: (organizationId, until) =>
        turn(() =>
          tables.authorizations
            .all(organizationId)
            .filter(
              ({ state, expiresAt }) => state === 'authorized' && expiresAt !== null && expiresAt <= until,
            )
            .toSorted(
              (one, other) =>
                compareBytes(one.expiresAt ?? '', other.expiresAt ?? '') ||
                compareBytes(one.clientId, other.clientId),
            ),
        ),
    },
    usage: {
      of: (organizationId, clientId, since) =>
        turn(() => usageOf(tables, organizationId, clientId).filter((row) => row.day >= since)),
      lastUsed: (organizationId, clientId) => turn(() => lastUsed(organizationId, clientId)),
      all: (organizationId, since) =>
        turn(() => usageSeries(tables.usage.all(organizationId).filter((row) => row.day >= since))),
    },
    identityProviders: {
      all: (organizationId) => turn(() => tables.identityProviders.all(organizationId).toSorted(byName)),
    },
    catalogues: {
      digest: (organizationId) => turn(() => tables.catalogues.get(organizationId, '')?.digest ?? null),
      get: (organizationId) => turn(() => tables.catalogues.get(organizationId, '')),
    },
    events: {
      head: (organizationId) => turn(() => eventsOf(tables, organizationId).at(-1)),
      get: (organizationId, sequence) => turn(() => tables.events.get(organizationId, String(sequence))),
      page: (organizationId, query) =>
        turn(() =>
          eventsOf(tables, organizationId)
            .filter(({ sequence }) => query.before === null || sequence < query.before)
            .filter((event) => isAbout(event, query.target))
            .toReversed()
            .slice(0, query.limit),
        ),
      count: (organizationId, target) =>
        turn(() => eventsOf(tables, organizationId).filter((event) => isAbout(event, target)).length),
      from: (organizationId, sequence, limit) =>
        turn(() =>
          eventsOf(tables, organizationId)
            .filter((event) => event.sequence >= sequence)
            .slice(0, limit),
        ),
    },
  }
}

function isAbout(event: AuditEvent, target: EventQuery['target']): boolean {
  return target === null || (event.target.kind === target.kind && event.target.id === target.id)
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return compareBytes(one.id, other.id)
}

/** Newest first. */
function usageOf(tables: Tables, organizationId: string, clientId: string): readonly UsageRow[] {
  return tables.usage
    .all(organizationId)
    .filter((row) => row.clientId === clientId)
    .toSorted(
      (one, other) =>
        compareBytes(other.day, one.day) ||
        compareBytes(one.path, other.path) ||
        compareBytes(one.method, other.method),
    )
}

function usageSeries(rows: readonly UsageRow[]): readonly UsageSeries[] {
  const groups = Map.groupBy(rows, ({ clientId, method, path }) => `${clientId}\n${path}\n${method}`)
  return [...groups]
    .toSorted(([one], [other]) => compareBytes(one, other))
    .flatMap(([, ofSeries]) => {
      const days = ofSeries
        .toSorted((one, other) => compareBytes(one.day, other.day))
        .map(({ day, requests, failures, redirected, throttled, faulted }) => {
          return { day, requests, failures, redirected, throttled, faulted }
        })
      const [first] = ofSeries
      // The store counts calls of the methods that there are.
      return first
        ? [{ clientId: first.clientId, method: first.method as HttpMethod, path: first.path, days }]
        : []
    })
}

function eventsOf(tables: Tables, organizationId: string): readonly AuditEvent[] {
  return tables.events.all(organizationId).toSorted((one, other) => one.sequence - other.sequence)
}

function holds(grants: OAuthClient['roleGrants'], roleId: RoleId): boolean {
  return grants.some((grant) => grant.roleId === roleId)
}

function clientMatches(attempt: Attempt, client: OAuthClient): boolean {
  if (attempt.kind === 'contains')
    return contains(attempt, clientText(client)) || client.scopes.some((scope) => contains(attempt, scope))
  const keys = client.redirectUris.map(redirectKey)
  return attempt.keys.some((wanted) => keys.some((key) => key.startsWith(wanted)))
}
