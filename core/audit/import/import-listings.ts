import type { AppAuthorization } from '../../model/app-authorization.ts'
import { asId, type ClientId, type OrganizationId } from '../../model/brand.ts'
import type { Role } from '../../model/directory.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { httpMethods, type HttpMethod } from '../../model/operation.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import { snapshotPointer, type Fact, type UsageSeries } from '../../model/snapshot.ts'
import type { UsageRow } from '../../model/usage-row.ts'
import {
  importedSnapshot,
  neverImported,
  organizationNamed,
  type ImportedRecords,
  type ImportOptions,
  type SnapshotParts,
} from './imported-snapshot.ts'
import type { FoundProblem } from './import-problem.ts'
import { FieldReader, isForeignRecord, type ForeignRecord } from './read-fields.ts'
import { readWireAuthorization, readWireClient, readWireRole, readWireUsage } from './wire-records.ts'

/** A file's content that was parsed. */
export interface ParsedFile {
  readonly name: string
  readonly value: unknown
}

type Kind = 'client' | 'authorization' | 'role' | 'usage'

/** A record of a listing, and where it stands. */
interface Entity {
  readonly file: string
  readonly pointer: string
  readonly kind: Kind | undefined
  readonly record: ForeignRecord
}

/** Clients that are authorized here and belong to somebody who is not named. */
const ELSEWHERE = asId<OrganizationId>('import:elsewhere')

/** Whether a document looks like one of the vendor's listings. */
export function isListing(value: unknown): boolean {
  const [first] = entitiesIn({ name: '', value })
  return first === undefined ? kindOfAddress(value) !== undefined : first.kind !== undefined
}

/**
 * The vendor's listings of clients, authorizations, roles and usage, each in one file or several pages, as their API answers them.
 * What no file holds is absent; a record that cannot be read is left out and told.
 */
export function importListings(
  files: readonly ParsedFile[],
  { organizationName, now }: ImportOptions,
): Result<ImportedRecords> {
  const entities = files.flatMap((file) => [...entitiesIn(file)])
  const kinds = new Set<Kind | undefined>([
    ...entities.map(({ kind }) => kind),
    ...files.map(({ value }) => kindOfAddress(value)),
  ])
  const [first] = files
  if (!kinds.has('client') && !kinds.has('authorization')) {
    return fail({
      code: 'import_unreadable',
      field: first?.name ?? '',
      params: { problem: 'import_no_clients' },
    })
  }
  const organization = organizationOf(entities, organizationName)
  const reading = new ListingReader({ organization, now })
  for (const entity of entities) reading.read(entity)
  return ok(reading.finish(kinds))
}

/** Who let the apps in is the organization itself, so authorizations tell its name and id. */
function organizationOf(entities: readonly Entity[], name: string): SnapshotParts['organization'] {
  for (const { kind, record } of entities) {
    if (kind !== 'authorization') continue
    const owner = new FieldReader(new FieldReader(record).record('resourceOwner'))
    const id = owner.text('id')
    if (id !== '') return { id: asId<OrganizationId>(id), name: name.trim() || owner.text('name', id) }
  }
  return organizationNamed(name)
}

class ListingReader {
  readonly #around: Pick<SnapshotParts, 'organization' | 'now'>
  readonly #clients = new Map<string, OAuthClient>()
  readonly #authorizations = new Map<string, AppAuthorization>()
  readonly #told = new Map<string, ForeignRecord>()
  readonly #roles = new Map<string, Role>()
  readonly #usage = new Map<string, UsageRow>()
  readonly #found: FoundProblem[] = []
  readonly #present = new Set<string>()

  constructor(around: Pick<SnapshotParts, 'organization' | 'now'>) {
    this.#around = around
  }

  read(entity: Entity): void {
    const { record, kind } = entity
    if (kind === undefined) {
      this.#found.push({ ...placeOf(entity), problem: 'unknown' })
      return
    }
    const fields = new FieldReader(record, kind === 'client' ? this.#present : undefined)
    if (kind === 'client') {
      const client = readWireClient(fields, this.#around)
      this.#keep(this.#clients, client.id, { entity, fields, value: client })
    } else if (kind === 'role') {
      const role = readWireRole(fields)
      this.#keep(this.#roles, role.id, { entity, fields, value: role })
    } else if (kind === 'usage') {
      const row = readWireUsage(fields)
      const key = JSON.stringify([row.clientId, row.method, row.path, row.day])
      this.#keep(this.#usage, key, { entity, fields, value: row })
    } else this.#authorization(entity, fields)
  }

  #authorization(entity: Entity, fields: FieldReader): void {
    const { authorization } = readWireAuthorization(fields, this.#around)
    if (!fields.problem && !authorization) return
    const id = authorization?.clientId ?? ''
    const value = authorization
    if (value) this.#keep(this.#authorizations, id, { entity, fields, value })
    else this.#refuse(entity, fields)
    this.#told.set(id, new FieldReader(entity.record).record('client'))
  }

  #keep<Value>(
    kept: Map<string, Value>,
    key: string,
    {
      entity,
      fields,
      value,
    }: { readonly entity: Entity; readonly fields: FieldReader; readonly value: Value },
  ): void {
    if (fields.problem) this.#refuse(entity, fields)
    else if (kept.has(key)) this.#found.push({ ...placeOf(entity), problem: 'repeated' })
    else kept.set(key, value)
  }

  #refuse(entity: Entity, { problem }: FieldReader): void {
    if (problem) this.#found.push({ ...placeOf(entity), problem: problem.problem, field: problem.field })
  }

  finish(kinds: ReadonlySet<Kind | undefined>): ImportedRecords {
    const good = this.#clients.size + this.#authorizations.size + this.#roles.size + this.#usage.size
    const clients = [...this.#clients.values(), ...this.#fromElsewhere(kinds.has('client'))]
    const owners = new Map(clients.map(({ id, ownerId }) => [id, ownerId]))
    const authorizations = [...this.#authorizations.values()].map((held) => {
      return { ...held, clientOwnerId: owners.get(held.clientId) ?? held.clientOwnerId }
    })
    const snapshot = importedSnapshot({
      source: 'vendor_listings',
      absent: this.#absent(kinds, clients.length > 0),
      ...this.#around,
      ...{ clients, authorizations },
      roles: [...this.#roles.values()],
      usage: seriesOf([...this.#usage.values()]),
    })
    return { snapshot, found: this.#found, good }
  }

  /** An app that is authorized and not among the organization's clients is somebody else's; its record says what it is. */
  #fromElsewhere(isOwnKnown: boolean): readonly OAuthClient[] {
    return [...this.#told].flatMap(([id, record]) => {
      if (this.#clients.has(id) || !this.#authorizations.has(id)) return []
      const fields = new FieldReader(record, isOwnKnown ? undefined : this.#present)
      const client = readWireClient(fields, this.#around)
      if (fields.problem) return []
      return [isOwnKnown ? { ...client, ownerId: ELSEWHERE } : client]
    })
  }

  #absent(kinds: ReadonlySet<Kind | undefined>, hasClients: boolean): ReadonlySet<Fact> {
    const absent = new Set<Fact>([
      ...neverImported,
      ...(['client.addressRanges', 'client.contact', 'client.environment', 'client.pkce'] as const),
      ...(['client.secretChanged', 'organization', 'terraform'] as const),
    ])
    if (!kinds.has('authorization')) absent.add('authorizations')
    if (!kinds.has('role')) absent.add('roles')
    if (!kinds.has('usage')) absent.add('usage')
    for (const [fact, fields] of factFields) {
      if (hasClients && !fields.some((field) => this.#present.has(field))) absent.add(fact)
    }
    return absent
  }
}

/** The fields of the vendor's client that tell a fact; one that no record has was not listed. */
const factFields: readonly (readonly [Fact, readonly string[]])[] = [
  ['client.created', ['dateCreated']],
  ['client.createdBy', ['createdBy']],
  ['client.description', ['description']],
  ['client.modified', ['dateModified']],
  ['client.redirectUris', ['registeredRedirectUri']],
  ['client.roles', ['roleDivisions', 'roleIds']],
  ['client.scopes', ['scope']],
  ['client.state', ['state']],
  ['client.tokenDuration', ['accessTokenValiditySeconds']],
]

function seriesOf(rows: readonly UsageRow[]): readonly UsageSeries[] {
  const groups = Map.groupBy(rows, ({ clientId, method, path }) => JSON.stringify([clientId, method, path]))
  return [...groups.values()].flatMap((group): readonly UsageSeries[] => {
    const [first] = group
    const method = httpMethods.find((known): known is HttpMethod => known === first?.method)
    if (!first || !method) return []
    const days = group
      .map(({ day, requests, failures, redirected, throttled, faulted }) => {
        return { day, requests, failures, redirected, throttled, faulted }
      })
      .sort((one, other) => (one.day < other.day ? -1 : 1))
    return [{ clientId: asId<ClientId>(first.clientId), method, path: first.path, days }]
  })
}

/** The records of a page, of several pages in a list, of a bare list, or of the answer to a query of usage. */
function* entitiesIn(
  { name, value }: ParsedFile,
  path: readonly (string | number)[] = [],
): Generator<Entity> {
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* entitiesIn({ name, value: item }, [...path, at])
    return
  }
  if (!isForeignRecord(value)) {
    if (path.length > 0) yield { file: name, pointer: snapshotPointer(path), kind: undefined, record: {} }
    return
  }
  for (const member of ['entities', 'results']) {
    const listed = value[member]
    if (!Array.isArray(listed)) continue
    for (const [at, item] of listed.entries()) {
      const pointer = snapshotPointer([...path, member, at])
      const record = isForeignRecord(item) ? item : {}
      yield { file: name, pointer, kind: kindOf(record), record }
    }
    return
  }
  yield { file: name, pointer: snapshotPointer(path), kind: kindOf(value), record: value }
}

function kindOf(record: ForeignRecord): Kind | undefined {
  if ('templateUri' in record || 'httpMethod' in record) return 'usage'
  if ('client' in record && ('scope' in record || 'resourceOwner' in record || 'state' in record))
    return 'authorization'
  if ('authorizedGrantType' in record || 'registeredRedirectUri' in record) return 'client'
  return 'permissionPolicies' in record || 'permissions' in record ? 'role' : undefined
}

/** What an empty page lists, by its own address. */
function kindOfAddress(value: unknown): Kind | undefined {
  if (!isForeignRecord(value)) return undefined
  if (Array.isArray(value['results']) && 'queryStatus' in value) return 'usage'
  const address = typeof value['selfUri'] === 'string' ? value['selfUri'] : ''
  if (!Array.isArray(value['entities'])) return undefined
  if (address.includes('/oauth/clients')) return 'client'
  if (address.includes('/oauth/authorizations')) return 'authorization'
  return address.includes('/authorization/roles') ? 'role' : undefined
}

function placeOf({ file, pointer }: Entity): Pick<FoundProblem, 'file' | 'at'> {
  return { file, at: { pointer } }
}
