import { catalogueScopes, ownOperations } from '../catalogue/own-catalogue.ts'
import { indexOperations } from '../catalogue/operation-index.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { Operation } from '../model/operation.ts'
import { scopeRisk } from '../model/scope.ts'
import type { Snapshot, UsageSeries } from '../model/snapshot.ts'
import { hasBit, intersection, type BitSet } from '../policy/bit-set.ts'
import { compileCatalogue, type CompiledCatalogue } from '../policy/compile-catalogue.ts'
import { compileOrganization } from '../policy/compile.ts'
import type { CompiledOrganization } from '../policy/compiled-organization.ts'
import type { FindingSubject } from '../model/finding.ts'
import type { AuditPolicy } from './audit-policy.ts'
import { shownSubject } from './hide-secrets.ts'
import { readRedirects, type ReadRedirect } from './read-redirect.ts'
import type { AuditSetting, AuditSubject, ClientRecord, ClientUsage } from './rule.ts'
import { aboutClient } from './rules/own-records.ts'

export interface SubjectParts {
  readonly snapshot: Snapshot
  readonly baseline: Snapshot | null
  readonly policy: AuditPolicy
  readonly auditedAt: Date
  readonly lookups: AuditSubject['lookups']
}

/** What stands around every record of a snapshot, or of a draft that nobody has saved yet. */
function auditSetting({
  snapshot,
  policy,
  auditedAt,
}: Pick<SubjectParts, 'snapshot' | 'policy' | 'auditedAt'>): AuditSetting {
  return {
    policy,
    organization: snapshot.organization,
    now: new Date(snapshot.takenAt),
    auditedAt,
    scopes: new Set(catalogueScopes(snapshot.catalogue ?? undefined)),
    riskOf: (scope) => policy.scopeRisks.get(scope) ?? scopeRisk(scope),
  }
}

/** A client's record for rules that look at nothing else. */
function clientRecord(client: OAuthClient): ClientRecord {
  return new ReadClient(client)
}

/** A class, because an object of its own making for each client would have a getter, and so a shape, of its own. */
class ReadClient implements ClientRecord {
  readonly client: OAuthClient
  #redirects: readonly ReadRedirect[] | undefined
  #subject: FindingSubject | undefined

  constructor(client: OAuthClient) {
    this.client = client
  }

  get subject(): FindingSubject {
    return (this.#subject ??= shownSubject(aboutClient(this.client)))
  }

  get redirects(): readonly ReadRedirect[] {
    return (this.#redirects ??= readRedirects(this.client.redirectUris))
  }
}

/** Makes a snapshot ready for all rules; whatever costs something is found out when a rule first asks for it. */
export function createAuditSubject(parts: SubjectParts): AuditSubject {
  const { snapshot, baseline, lookups } = parts
  const records = snapshot.clients.map(clientRecord)
  const clients = once(() => byId(snapshot.clients, ({ id }) => id))
  const authorizations = once(() => byId(snapshot.authorizations, ({ clientId }) => clientId))
  const users = once(() => byId(snapshot.users, ({ id }) => id))
  const roles = once(() => byId(snapshot.roles, ({ id }) => id))
  const formerClients = once(() => byId(baseline?.clients ?? [], ({ id }) => id))
  const formerAuthorizations = once(() => byId(baseline?.authorizations ?? [], ({ clientId }) => clientId))
  const usage = once(() => {
    const { catalogue } = compiled()
    const series = groupBy(snapshot.usage, ({ clientId }) => clientId)
    return new Map(Array.from(series, ([id, ofClient]) => [id, usageFrom(ofClient, catalogue)]))
  })
  const history = once(() => {
    const kinds = Map.groupBy(snapshot.history, ({ target }) => target.kind)
    return new Map(
      Array.from(kinds, ([kind, entries]) => [kind, groupBy(entries, ({ target }) => target.id)]),
    )
  })
  const compiled = once(() => compileSnapshot(snapshot))
  return {
    ...auditSetting(parts),
    snapshot,
    baseline,
    lookups,
    records,
    compiled,
    client: (id) => clients().get(id),
    authorization: (id) => authorizations().get(id),
    user: (id) => users().get(id),
    role: (id) => roles().get(id),
    usageOf: (id) => usage().get(id) ?? noUsage,
    ownOperations: (id) => {
      const app = compiled().apps[compiled().appNumbers.get(id) ?? -1]
      return app?.own ? operationsIn(compiled(), intersection(app.reach, app.own.anywhere)) : []
    },
    userOperations: (id) => {
      const user = compiled().users[compiled().userNumbers.get(id) ?? -1]
      return user ? operationsIn(compiled(), user.holdings.anywhere) : []
    },
    patternsOf: (id) => {
      const role = compiled().role(id)
      return role ? role.patterns.filter((pattern) => !role.malformedPatterns.includes(pattern)) : []
    },
    historyOf: (kind, id) => history().get(kind)?.get(id) ?? [],
    baselineClient: (id) => formerClients().get(id),
    baselineAuthorization: (id) => formerAuthorizations().get(id),
  }
}

/** The operations of a snapshot: those that Grantdesk serves itself, and what was imported over them (P1). */
export function compileCatalogueOf({ catalogue }: Pick<Snapshot, 'catalogue'>): CompiledCatalogue {
  return compileCatalogue(indexOperations(ownOperations, catalogue?.operations ?? []))
}

/** The snapshot for the engine that answers every other question about access too (U2); another catalogue to compare by. */
export function compileSnapshot(
  snapshot: Snapshot,
  catalogue: CompiledCatalogue = compileCatalogueOf(snapshot),
): CompiledOrganization {
  const { organization, divisions, roles, users, clients, authorizations } = snapshot
  return compileOrganization(
    {
      now: new Date(snapshot.takenAt),
      enforceScopes: organization.settings.enforceScopes,
      homeDivisionId: organization.homeDivisionId,
      ...{ divisions, roles, users, clients, authorizations },
    },
    catalogue,
  )
}

const noUsage: ClientUsage = { series: [], requests: 0, lastDay: null, operations: [] }

function usageFrom(series: readonly UsageSeries[], catalogue: CompiledCatalogue): ClientUsage {
  let requests = 0
  let lastDay: string | null = null
  const operations: Operation[] = []
  for (const { method, path, days } of series) {
    const operation = catalogue.find(`${method} ${path}`)
    if (operation && !operations.includes(operation)) operations.push(operation)
    for (const day of days) {
      requests += day.requests
      if (lastDay === null || day.day > lastDay) lastDay = day.day
    }
  }
  return { series, requests, lastDay, operations }
}

function operationsIn({ catalogue }: CompiledOrganization, bits: BitSet): readonly Operation[] {
  return catalogue.operations.filter((_operation, number) => hasBit(bits, number))
}

function byId<Item>(items: readonly Item[], idOf: (item: Item) => string): ReadonlyMap<string, Item> {
  const found = new Map<string, Item>()
  for (const item of items) found.set(idOf(item), item)
  return found
}

/** Items of one key mostly stand together, and then need no look-up of their own. */
function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  let key: string | undefined
  let group: Item[] = []
  for (const item of items) {
    if (keyOf(item) !== key) {
      key = keyOf(item)
      group = groups.get(key) ?? []
      if (group.length === 0) groups.set(key, group)
    }
    group.push(item)
  }
  return groups
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
