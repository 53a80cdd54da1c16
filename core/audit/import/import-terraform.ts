import { asId, type RoleId, type ClientId, type DivisionId } from '../../model/brand.ts'
import type { RoleGrant } from '../../model/directory.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { fail, ok, type Result } from '../../model/result.ts'
import { snapshotPointer, type Fact } from '../../model/snapshot.ts'
import type { FoundProblem } from './import-problem.ts'
import {
  importedSnapshot,
  neutralClient,
  neverImported,
  organizationNamed,
  type ImportedRecords,
  type ImportOptions,
  type SnapshotParts,
} from './imported-snapshot.ts'
import type { ParsedFile } from './import-listings.ts'
import { FieldReader, isForeignRecord, type ForeignRecord } from './read-fields.ts'

/** The provider's type of resource that is an OAuth client. */
const CLIENT = 'genesyscloud_oauth_client'

/** How deeply modules may stand in one another. */
const MOST_MODULES = 50

/** One instance of a resource, and where it stands. */
interface Resource {
  readonly type: string
  readonly pointer: string
  readonly attributes: ForeignRecord
}

/** Whether a document is Terraform's: its state, or what `terraform show -json` prints. */
export function isTerraform(value: unknown): boolean {
  if (!isForeignRecord(value)) return false
  const isState = 'version' in value && Array.isArray(value['resources'])
  return (
    isState || 'terraform_version' in value || (isForeignRecord(value['values']) && 'format_version' in value)
  )
}

/**
 * The clients that Terraform manages, from its state (version 4) or from `terraform show -json`. The attributes that hold secrets are
 * looked at only to tell that they do (F4).
 */
export function importTerraform(
  { name, value }: ParsedFile,
  { organizationName, now }: ImportOptions,
): Result<ImportedRecords> {
  const refused = (params: Readonly<Record<string, string | number>>) =>
    fail<ImportedRecords>({ code: 'import_unreadable', field: name, params })
  const document = isForeignRecord(value) ? value : {}
  const version = document['version']
  if (Array.isArray(document['resources']) && version !== 4) return refused({ problem: 'terraform_version' })
  const resources = [...resourcesIn(document)]
  const clientResources = resources.filter(({ type }) => type === CLIENT)
  if (clientResources.length === 0) {
    const types = [...new Set(resources.map(({ type }) => type))].sort().slice(0, 5)
    return types.length === 0
      ? refused({ problem: 'terraform_empty' })
      : refused({ problem: 'terraform_foreign', types: types.join(', ') })
  }
  const around = { organization: organizationNamed(organizationName), now }
  const clients = new Map<string, OAuthClient>()
  const secretsInState: ClientId[] = []
  const found: FoundProblem[] = []
  const present = new Set<string>()
  for (const { pointer, attributes } of clientResources) {
    const fields = new FieldReader(attributes, present)
    const client = readClient(fields, around)
    const told = { file: name, at: { pointer } }
    if (fields.problem) found.push({ ...told, problem: fields.problem.problem, field: fields.problem.field })
    else if (clients.has(client.id)) found.push({ ...told, problem: 'repeated' })
    else {
      clients.set(client.id, client)
      if (keepsSecret(attributes)) secretsInState.push(client.id)
    }
  }
  const held = [...clients.values()]
  const absent = absentFrom(present)
  const snapshot = importedSnapshot({ source: 'terraform', absent, ...around, clients: held, secretsInState })
  return ok({ snapshot, found, good: held.length })
}

/** The secret is in the state where it was asked to be, and wherever it stands. */
function keepsSecret(attributes: ForeignRecord): boolean {
  const secret = attributes['client_secret']
  return attributes['expose_client_secret'] === true || (typeof secret === 'string' && secret !== '')
}

function* resourcesIn(document: ForeignRecord): Generator<Resource> {
  const listed = document['resources']
  if (Array.isArray(listed)) {
    for (const [at, item] of listed.entries()) yield* instancesOf(item, at)
    return
  }
  const values = document['values']
  const root = isForeignRecord(values) ? values['root_module'] : undefined
  yield* inModule(root, ['values', 'root_module'])
}

/** A resource of the state has an instance for each of its keys. */
function* instancesOf(item: unknown, at: number): Generator<Resource> {
  if (!isForeignRecord(item) || item['mode'] !== 'managed') return
  const type = typeof item['type'] === 'string' ? item['type'] : ''
  const instances: readonly unknown[] = Array.isArray(item['instances']) ? item['instances'] : []
  for (const [number, instance] of instances.entries()) {
    const attributes = isForeignRecord(instance) ? instance['attributes'] : undefined
    const pointer = snapshotPointer(['resources', at, 'instances', number])
    yield { type, pointer, attributes: isForeignRecord(attributes) ? attributes : {} }
  }
}

function* inModule(module: unknown, path: readonly (string | number)[]): Generator<Resource> {
  if (!isForeignRecord(module) || path.length > MOST_MODULES * 2) return
  const resources: readonly unknown[] = Array.isArray(module['resources']) ? module['resources'] : []
  for (const [at, item] of resources.entries()) {
    if (!isForeignRecord(item) || item['mode'] !== 'managed') continue
    const type = typeof item['type'] === 'string' ? item['type'] : ''
    const attributes = isForeignRecord(item['values']) ? item['values'] : {}
    yield { type, pointer: snapshotPointer([...path, 'resources', at]), attributes }
  }
  const modules: readonly unknown[] = Array.isArray(module['child_modules']) ? module['child_modules'] : []
  for (const [at, child] of modules.entries()) yield* inModule(child, [...path, 'child_modules', at])
}

function readClient(fields: FieldReader, around: Pick<SnapshotParts, 'organization' | 'now'>): OAuthClient {
  const id = fields.required('id')
  const neutral = neutralClient(id, around)
  const { grantType, pkce = false } = fields.grantType('authorized_grant_type')
  const state = fields.text('state', 'active').toLowerCase()
  if (!['active', 'inactive', 'disabled'].includes(state)) fields.refuse('state', 'state')
  return {
    ...neutral,
    name: fields.text('name', id),
    description: fields.text('description'),
    ...{ grantType, pkce },
    tokenDuration: fields.duration('access_token_validity_seconds', neutral.tokenDuration),
    redirectUris: fields.texts('registered_redirect_uris'),
    scopes: fields.texts('scopes'),
    roleGrants: fields.records('roles').map((pair): RoleGrant => {
      const read = new FieldReader(pair)
      const division = read.text('division_id') || 'home'
      return {
        roleId: asId<RoleId>(read.text('role_id')),
        divisionId: division === '*' ? '*' : asId<DivisionId>(division),
      }
    }),
    state:
      state === 'inactive'
        ? { kind: 'inactive', removalAt: neutral.createdAt }
        : { kind: state === 'disabled' ? 'disabled' : 'active' },
  }
}

const attributeFacts: readonly (readonly [Fact, string])[] = [
  ['client.description', 'description'],
  ['client.redirectUris', 'registered_redirect_uris'],
  ['client.roles', 'roles'],
  ['client.scopes', 'scopes'],
  ['client.state', 'state'],
  ['client.tokenDuration', 'access_token_validity_seconds'],
]

function absentFrom(present: ReadonlySet<string>): ReadonlySet<Fact> {
  const missing = attributeFacts.flatMap(([fact, attribute]) => (present.has(attribute) ? [] : [fact]))
  return new Set<Fact>([
    ...neverImported,
    ...missing,
    ...(['client.addressRanges', 'client.contact', 'client.created', 'client.createdBy'] as const),
    ...(['client.environment', 'client.modified', 'client.pkce', 'client.secretChanged'] as const),
    ...(['authorizations', 'organization', 'roles', 'usage'] as const),
  ])
}
