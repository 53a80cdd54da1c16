import type { ReadUnit, WriteUnit } from '../organization/ports.ts'
import { Authorizations } from './authorizations.ts'
import { Clients } from './clients.ts'
import type { Connection } from './connection.ts'
import { Credentials } from './credentials.ts'
import {
  allDivisions,
  allRoles,
  findRole,
  putDivision,
  putRole,
  removeDivision,
  removeRole,
} from './divisions-and-roles.ts'
import { Events } from './events.ts'
import { allIdentityProviders, putIdentityProvider, removeIdentityProvider } from './identity-providers.ts'
import type { ListCache } from './list-cache.ts'
import { allOrganizations, findOrganization, putOrganization } from './organizations.ts'
import {
  catalogueDigest,
  findCatalogue,
  findSecret,
  putCatalogue,
  putSecret,
  removeSecret,
} from './secrets-and-catalogues.ts'
import type { Turn } from './turns.ts'
import { addUsage, lastUsed, usageOf } from './usage.ts'
import { allUsage } from './whole-usage.ts'
import { Users } from './users.ts'
import { raiseRecordsVersion, raiseUsageVersion, recordsVersion } from './version.ts'
import { wholeList } from './whole-list.ts'

/** What a unit of work sees through a connection that stands inside a transaction. */
export function readUnit(connection: Connection, cache: ListCache, turn: Turn): ReadUnit {
  const users = new Users(connection, cache)
  const clients = new Clients(connection, cache)
  const authorizations = new Authorizations(connection, cache)
  const events = new Events(connection)
  return {
    version: () => turn(() => recordsVersion(connection)),
    organizations: {
      all: () => turn(() => allOrganizations(connection)),
      get: (id) => turn(() => findOrganization(connection, id)),
    },
    divisions: { all: (organizationId) => turn(() => allDivisions(connection, organizationId)) },
    roles: {
      all: (organizationId) => turn(() => allRoles(connection, organizationId)),
      get: (organizationId, id) => turn(() => findRole(connection, organizationId, id)),
    },
    users: {
      get: (organizationId, id) => turn(() => users.get(organizationId, id)),
      byEmail: (organizationId, email) => turn(() => users.byEmail(organizationId, email)),
      all: (organizationId) => wholeList(connection, turn, { table: 'user', organizationId }),
      page: (organizationId, query) => turn(() => users.page(organizationId, query)),
      holding: (organizationId, roleId) => turn(() => users.holding(organizationId, roleId)),
      countActive: (organizationId) => turn(() => users.countActive(organizationId)),
    },
    clients: {
      get: (organizationId, id) => turn(() => clients.get(organizationId, id)),
      everywhere: (id) => turn(() => clients.everywhere(id)),
      all: (organizationId) => wholeList(connection, turn, { table: 'client', organizationId }),
      page: (organizationId, query) => turn(() => clients.page(organizationId, query)),
      count: (organizationId) => turn(() => clients.count(organizationId)),
      builtIn: (organizationId) => turn(() => clients.builtIn(organizationId)),
      dueForRemoval: (organizationId, until) => turn(() => clients.dueForRemoval(organizationId, until)),
      holding: (organizationId, roleId) => turn(() => clients.holding(organizationId, roleId)),
    },
    secrets: { get: (subject) => turn(() => findSecret(connection, subject)) },
    authorizations: {
      get: (organizationId, clientId) => turn(() => authorizations.get(organizationId, clientId)),
      all: (organizationId) => wholeList(connection, turn, { table: 'authorization', organizationId }),
      page: (organizationId, query) => turn(() => authorizations.page(organizationId, query)),
      count: (organizationId) => turn(() => authorizations.count(organizationId)),
      everywhere: (clientId) => turn(() => authorizations.everywhere(clientId)),
      dueToExpire: (organizationId, until) => turn(() => authorizations.dueToExpire(organizationId, until)),
    },
    usage: {
      of: (organizationId, clientId, since) =>
        turn(() => usageOf(connection, organizationId, { clientId, since })),
      lastUsed: (organizationId, clientId) => turn(() => lastUsed(connection, organizationId, clientId)),
      all: (organizationId, since) => allUsage(connection, turn, { organizationId, since }),
    },
    identityProviders: {
      all: (organizationId) => turn(() => allIdentityProviders(connection, organizationId)),
    },
    catalogues: {
      digest: (organizationId) => turn(() => catalogueDigest(connection, organizationId)),
      get: (organizationId) => turn(() => findCatalogue(connection, organizationId)),
    },
    events: {
      head: (organizationId) => turn(() => events.head(organizationId)),
      get: (organizationId, sequence) => turn(() => events.get(organizationId, sequence)),
      page: (organizationId, query) => turn(() => events.page(organizationId, query)),
      count: (organizationId, target) => turn(() => events.count(organizationId, target)),
      from: (organizationId, sequence, limit) => turn(() => events.from(organizationId, sequence, limit)),
    },
  }
}

/** The same, with what it may change. `finish` is to be called before the commit; it answers the version it raised. */
export function writeUnit(
  connection: Connection,
  cache: ListCache,
  turn: Turn,
): { readonly unit: WriteUnit; readonly finish: () => number | null } {
  const users = new Users(connection, cache)
  const clients = new Clients(connection, cache)
  const authorizations = new Authorizations(connection, cache)
  const events = new Events(connection)
  const changesBefore = connection.changes()
  /** Changes that are no record's: counts of usage, and tokens. */
  let apart = 0
  const changeApart = (work: () => void): void => {
    const before = connection.changes()
    work()
    apart += connection.changes() - before
  }
  const unit: WriteUnit = {
    ...readUnit(connection, cache, turn),
    put: {
      organization: (organization) =>
        turn(() => {
          putOrganization(connection, organization)
        }),
      division: (organizationId, division) =>
        turn(() => {
          putDivision(connection, organizationId, division)
        }),
      role: (organizationId, role) =>
        turn(() => {
          putRole(connection, organizationId, role)
        }),
      user: (organizationId, user) =>
        turn(() => {
          users.put(organizationId, user)
        }),
      client: (organizationId, client) =>
        turn(() => {
          clients.put(organizationId, client)
        }),
      secret: (subject, hash) =>
        turn(() => {
          putSecret(connection, subject, hash)
        }),
      authorization: (organizationId, authorization) =>
        turn(() => {
          authorizations.put(organizationId, authorization)
        }),
      usage: (organizationId, rows) =>
        turn(() => {
          changeApart(() => {
            addUsage(connection, organizationId, rows)
            raiseUsageVersion(connection)
          })
        }),
      catalogue: (organizationId, catalogue) =>
        turn(() => {
          putCatalogue(connection, organizationId, catalogue)
        }),
      identityProvider: (organizationId, provider) =>
        turn(() => {
          putIdentityProvider(connection, organizationId, provider)
        }),
      event: (event) =>
        turn(() => {
          events.append(event)
        }),
    },
    remove: {
      role: (organizationId, id) =>
        turn(() => {
          removeRole(connection, organizationId, id)
        }),
      client: (organizationId, id) =>
        turn(() => {
          clients.remove(organizationId, id)
        }),
      secret: (subject) =>
        turn(() => {
          removeSecret(connection, subject)
        }),
      division: (organizationId, id) =>
        turn(() => {
          removeDivision(connection, organizationId, id)
        }),
      identityProvider: (organizationId, id) =>
        turn(() => {
          removeIdentityProvider(connection, organizationId, id)
        }),
      credentialsOfMovedClock: (organizationId, times) =>
        turn(() => {
          changeApart(() => {
            new Credentials(connection).endOfMovedClock(organizationId, times)
          })
        }),
    },
  }
  const finish = (): number | null => {
    for (const list of [users, clients, authorizations]) list.finish()
    return connection.changes() - changesBefore > apart ? raiseRecordsVersion(connection) : null
  }
  return { unit, finish }
}
