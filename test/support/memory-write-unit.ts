import type { UsageRow } from '../../core/model/usage-row.ts'
import type { WriteUnit } from '../../core/organization/ports.ts'
import type { Turn } from '../../core/store/turns.ts'
import { readUnit } from './memory-read-unit.ts'
import { endOfMovedClock } from './memory-tokens.ts'
import type { Tables } from './memory-tables.ts'

/** What belongs to an organization can be committed only beside it. */
export function refuseOrphans(tables: Tables): void {
  const { divisions, roles, users, clients, authorizations, usage, catalogues, events } = tables
  const { organizations, identityProviders } = tables
  const owned = [
    divisions,
    roles,
    users,
    clients,
    authorizations,
    usage,
    catalogues,
    events,
    identityProviders,
  ]
  for (const table of owned)
    for (const { organizationId } of table.everywhere())
      if (!organizations.get('', organizationId)) throw new Error(`no organization \`${organizationId}\``)
}

export function writeUnit(tables: Tables, turn: Turn): WriteUnit {
  return {
    ...readUnit(tables, turn),
    put: {
      organization: (organization) =>
        turn(() => {
          tables.organizations.put('', organization.id, organization)
        }),
      division: (organizationId, division) =>
        turn(() => {
          tables.divisions.put(organizationId, division.id, division)
        }),
      role: (organizationId, role) =>
        turn(() => {
          tables.roles.put(organizationId, role.id, role)
        }),
      user: (organizationId, user) =>
        turn(() => {
          tables.users.put(organizationId, user.id, user)
        }),
      client: (organizationId, client) =>
        turn(() => {
          tables.clients.put(organizationId, client.id, client)
        }),
      secret: (subject, hash) =>
        turn(() => {
          tables.secrets.put('', subject, hash)
        }),
      authorization: (organizationId, authorization) =>
        turn(() => {
          tables.authorizations.put(organizationId, authorization.clientId, authorization)
        }),
      usage: (organizationId, rows) =>
        turn(() => {
          for (const row of rows) addUsage(tables, organizationId, row)
        }),
      catalogue: (organizationId, catalogue) =>
        turn(() => {
          tables.catalogues.put(organizationId, '', catalogue)
        }),
      identityProvider: (organizationId, provider) =>
        turn(() => {
          tables.identityProviders.put(organizationId, provider.id, provider)
        }),
      event: (event) =>
        turn(() => {
          const id = String(event.sequence)
          if (tables.events.get(event.organizationId, id)) throw new Error(`event ${id} exists`)
          tables.events.put(event.organizationId, id, event)
        }),
    },
    remove: {
      role: (organizationId, id) =>
        turn(() => {
          tables.roles.remove(organizationId, id)
        }),
      client: (organizationId, id) =>
        turn(() => {
          tables.clients.remove(organizationId, id)
        }),
      secret: (subject) =>
        turn(() => {
          tables.secrets.remove('', subject)
        }),
      division: (organizationId, id) =>
        turn(() => {
          tables.divisions.remove(organizationId, id)
        }),
      identityProvider: (organizationId, id) =>
        turn(() => {
          tables.identityProviders.remove(organizationId, id)
        }),
      credentialsOfMovedClock: (organizationId, times) =>
        turn(() => {
          endOfMovedClock(tables, organizationId, times)
        }),
    },
  }
}

export function addUsage(tables: Tables, organizationId: string, row: UsageRow): void {
  const id = JSON.stringify([row.clientId, row.day, row.method, row.path])
  const former = tables.usage.get(organizationId, id)
  tables.usage.put(organizationId, id, {
    ...row,
    requests: row.requests + (former?.requests ?? 0),
    failures: row.failures + (former?.failures ?? 0),
    redirected: row.redirected + (former?.redirected ?? 0),
    throttled: row.throttled + (former?.throttled ?? 0),
    faulted: row.faulted + (former?.faulted ?? 0),
  })
}
