import { describe, expect, it } from 'vitest'
import { compileSnapshot } from '../../../../core/audit/audit-subject.ts'
import {
  readAnyImport,
  type AnyImport,
  type AnyImportOptions,
} from '../../../../core/audit/import/read-any-import.ts'
import type { Failure } from '../../../../core/model/failure.ts'
import { describeFailure } from '../../../../core/wording/describe-failure.ts'
import { aSnapshot } from '../../../support/audited-snapshot.ts'
import { fileOf, inChunks, snapshotIn } from '../../../support/snapshot-file.ts'

const options: AnyImportOptions = {
  organizationName: '',
  now: new Date('2026-11-02T09:00:00Z'),
  language: 'en',
}

type Files = Readonly<Record<string, unknown>>

function read(files: Files): ReturnType<typeof readAnyImport> {
  const chunks = (value: unknown) => inChunks(typeof value === 'string' ? value : JSON.stringify(value))
  return readAnyImport(
    Object.entries(files).map(([name, value]) => ({ name, chunks: chunks(value) })),
    options,
  )
}

async function importing(files: Files): Promise<AnyImport> {
  const found = await read(files)
  if (!found.ok) throw new Error(describeFailure(found.failure, 'en'))
  return found.value
}

async function refusal(files: Files): Promise<Failure> {
  const found = await read(files)
  if (found.ok) throw new Error('files were read that cannot be')
  return found.failure
}

const own = {
  id: 'c-1',
  name: 'Agent Desktop',
  accessTokenValiditySeconds: 86_400,
  registeredRedirectUri: ['https://a.example/cb'],
  secret: 'Zx81kQ0p',
  dateCreated: '2026-01-05T08:00:00.000Z',
  createdBy: { id: 'u-1', name: 'Ada' },
  authorizedGrantType: 'CODE',
  scope: ['users'],
  state: 'inactive',
  dateToDelete: '2026-11-09T08:00:00.000Z',
}
const service = {
  id: 'c-2',
  name: 'Export',
  authorizedGrantType: 'CLIENT-CREDENTIALS',
  roleDivisions: [
    { roleId: 'r-1', divisionId: '*' },
    { roleId: 'r-1', divisionId: '' },
  ],
  state: 'active',
}
const foreign = { id: 'c-9', name: 'Vendor App', authorizedGrantType: 'TOKEN', scope: ['users', 'oauth'] }
const listings = {
  'clients-1.json': { entities: [own], pageSize: 1, pageNumber: 1, selfUri: '/api/v2/oauth/clients' },
  'clients-2.json': { entities: [service], pageSize: 1, pageNumber: 2, selfUri: '/api/v2/oauth/clients' },
  'apps.json': {
    total: 3,
    entities: [
      {
        client: { id: 'c-1', name: 'Agent Desktop' },
        scope: ['users'],
        roles: ['r-1'],
        state: 'Authorized',
        resourceOwner: { id: 'o-1', name: 'Acme' },
      },
      { client: foreign, scope: ['users'], roles: [], state: 'Requested', pending: true },
      { client: { id: 'c-7' }, scope: [], state: 'Unauthorized' },
    ],
  },
  'roles.json': [
    {
      ...{ id: 'r-1', name: 'Exporter', defaultRoleId: 'employee', permissions: ['oauth:client:view'] },
      permissionPolicies: [{ domain: 'directory', entityName: 'user', actionSet: ['view', 'edit'] }],
    },
  ],
  'usage.json': {
    queryStatus: 'Complete',
    results: [
      {
        clientId: 'c-2',
        templateUri: 'api/v2/users',
        httpMethod: 'get',
        requests: 9,
        status200: 5,
        status300: 1,
        status400: 1,
        status429: 1,
        status500: 1,
        date: '2026-10-02T00:00:00Z',
      },
      {
        clientId: 'c-2',
        templateUri: 'api/v2/users',
        httpMethod: 'GET',
        requests: 1,
        date: '2026-10-01T00:00:00Z',
      },
    ],
  },
}

describe('the listings of the vendor (U1)', () => {
  it('become one snapshot, whatever their pages, envelopes and order', async () => {
    const { snapshot, problems, good, digest } = await importing(listings)
    expect(problems).toEqual([])
    expect(good).toBe(7)
    expect(snapshot.organization).toMatchObject({ id: 'o-1', name: 'Acme' })
    expect(snapshot.clients.map(({ id, ownerId, state }) => [id, ownerId, state.kind])).toEqual([
      ['c-1', 'o-1', 'inactive'],
      ['c-2', 'o-1', 'active'],
      ['c-9', 'import:elsewhere', 'active'],
    ])
    expect(snapshot.clients[0]).toMatchObject({
      tokenDuration: 86_400,
      createdBy: { id: 'u-1', name: 'Ada' },
    })
    expect(snapshot.clients[1]?.roleGrants).toEqual([
      { roleId: 'r-1', divisionId: '*' },
      { roleId: 'r-1', divisionId: 'home' },
    ])
    expect(
      snapshot.authorizations.map(({ clientId, state, clientOwnerId }) => [clientId, state, clientOwnerId]),
    ).toEqual([
      ['c-1', 'authorized', 'o-1'],
      ['c-9', 'pending', 'import:elsewhere'],
    ])
    expect(snapshot.roles[0]?.patterns).toEqual([
      'directory:user:view',
      'directory:user:edit',
      'oauth:client:view',
    ])
    const day = { requests: 1, failures: 0, redirected: 0, throttled: 0, faulted: 0 }
    expect(snapshot.usage).toEqual([
      {
        ...{ clientId: 'c-2', method: 'GET', path: '/api/v2/users' },
        days: [
          { ...day, day: '2026-10-01' },
          { day: '2026-10-02', requests: 9, failures: 3, redirected: 1, throttled: 1, faulted: 1 },
        ],
      },
    ])
    expect(JSON.stringify(snapshot)).not.toContain('Zx81')
    expect(snapshot.absent).not.toContain('usage')
    expect(snapshot.absent).toEqual(
      expect.arrayContaining(['users', 'client.addressRanges', 'client.pkce', 'history']),
    )
    expect((await importing(Object.fromEntries(Object.entries(listings).toReversed()))).digest).toBe(digest)
    const pages = [listings['clients-1.json'], listings['clients-2.json']]
    const rest = Object.fromEntries(Object.entries(listings).slice(2))
    expect((await importing({ ...rest, 'clients.json': pages })).digest).toBe(digest)
    expect(await snapshotIn(await fileOf(snapshot))).toEqual(snapshot)
    expect(compileSnapshot(snapshot).apps).toHaveLength(3)
  })

  it('say what they lack', async () => {
    const { snapshot } = await importing({ 'clients.json': [service] })
    for (const fact of [
      'authorizations',
      'roles',
      'usage',
      'client.scopes',
      'client.redirectUris',
      'client.created',
    ] as const) {
      expect(snapshot.absent).toContain(fact)
    }
    for (const fact of ['client.roles', 'client.state'] as const) expect(snapshot.absent).not.toContain(fact)
    const { snapshot: empty } = await importing({
      ...{
        'clients.json': [service],
        'apps.json': { entities: [], selfUri: '/api/v2/oauth/authorizations' },
      },
    })
    expect(empty.absent).not.toContain('authorizations')
  })

  it('leave out what cannot be read, and tell where it stands (F2)', async () => {
    const { problems, good } = await importing({
      'clients.json': {
        entities: [
          own,
          { ...own, id: 'c-3', scope: 'users' },
          { ...own, authorizedGrantType: 'NEW' },
          own,
          { id: 'x' },
          7,
        ],
      },
      'usage.json': [
        { clientId: 'c-1', templateUri: '/x', httpMethod: 'BREW', requests: 1, date: '2026-01-01' },
      ],
    })
    expect(good).toBe(1)
    expect(problems).toEqual([
      { place: 'clients.json /entities/1', message: '`scope` must be a list' },
      { place: 'clients.json /entities/2', message: '`authorizedGrantType` is no grant type' },
      { place: 'clients.json /entities/3', message: 'the same was listed before' },
      {
        place: 'clients.json /entities/4',
        message: 'this is no client, authorization, role or row of usage',
      },
      {
        place: 'clients.json /entities/5',
        message: 'this is no client, authorization, role or row of usage',
      },
      { place: 'usage.json /0', message: '`httpMethod` is no HTTP method' },
    ])
  })

  it.each([
    ['import_no_clients', { 'roles.json': listings['roles.json'] }],
    ['import_unknown', { 'x.json': { hello: 'world' } }],
    ['import_unknown', { 'clients.json': [own], 'x.json': [[[]], {}] }],
    ['json_ends_in_object', { 'x.json': '{"entities":[],' }],
    ['import_alone', { 'clients.json': [own], 'clients.csv': 'name,grant type\nA,CODE' }],
  ])('are refused: %s', async (problem, files) => {
    expect(await refusal(files)).toMatchObject({ code: 'import_unreadable', params: { problem } })
  })

  it('with keys of a prototype are data like any other', async () => {
    const { problems } = await importing({
      'x.json': `[${JSON.stringify(own)},{"__proto__":{"authorizedGrantType":"CODE"}}]`,
    })
    expect(problems).toHaveLength(1)
  })
})

describe('Terraform (U1)', () => {
  const attributes = {
    id: 'c-1',
    name: 'Bot',
    access_token_validity_seconds: 3600,
    authorized_grant_type: 'CLIENT-CREDENTIALS',
    client_secret: 'Zx81kQ0p',
    expose_client_secret: true,
    registered_redirect_uris: null,
    roles: [{ role_id: 'r-1', division_id: 'd-1' }],
    scopes: [],
    state: 'active',
  }
  const exposed = { ...attributes, id: 'c-3', client_secret: null }
  const told = { ...attributes, id: 'c-4', expose_client_secret: false }
  const kept = { ...attributes, id: 'c-2', client_secret: null, expose_client_secret: false }
  const type = 'genesyscloud_oauth_client'
  const state = {
    version: 4,
    terraform_version: '1.9.0',
    resources: [
      { mode: 'data', type, instances: [{ attributes: { id: 'c-0', name: 'x' } }] },
      { mode: 'managed', type: 'aws_iam_role', instances: [{ attributes: { id: 'a' } }] },
      {
        mode: 'managed',
        type,
        instances: [
          { index_key: 'a', attributes },
          { index_key: 'b', attributes: kept },
        ],
      },
    ],
  }

  it('tells that a secret lies there by the wish to expose it, or by the secret', async () => {
    const instances = [exposed, told, kept].map((one) => ({ attributes: one }))
    const resources = [{ mode: 'managed', type, instances }]
    const { snapshot } = await importing({ 'terraform.tfstate': { ...state, resources } })
    expect(snapshot.secretsInState).toEqual(['c-3', 'c-4'])
  })

  it('gives its clients, and which secrets lie in its state, without reading one (F4)', async () => {
    const { snapshot, problems, good } = await importing({ 'terraform.tfstate': state })
    expect({ problems, good }).toEqual({ problems: [], good: 2 })
    expect(snapshot).toMatchObject({ source: 'terraform', secretsInState: ['c-1'] })
    expect(snapshot.clients[0]).toMatchObject({
      name: 'Bot',
      tokenDuration: 3600,
      roleGrants: [{ roleId: 'r-1', divisionId: 'd-1' }],
    })
    expect(JSON.stringify(snapshot)).not.toContain('Zx81')
    expect(snapshot.absent).not.toContain('terraform')
    expect(snapshot.absent).toEqual(
      expect.arrayContaining(['client.created', 'client.redirectUris', 'authorizations']),
    )
  })

  it('gives the same from what `terraform show -json` prints, in whatever module', async () => {
    const managed = { mode: 'managed', type }
    const shown = {
      format_version: '1.0',
      values: {
        root_module: {
          resources: [{ ...managed, values: attributes }],
          child_modules: [{ child_modules: [{ resources: [{ ...managed, values: kept }] }] }],
        },
      },
    }
    expect((await importing({ 'show.json': shown })).snapshot).toEqual(
      (await importing({ 'x.tfstate': state })).snapshot,
    )
  })

  it('of another provider, without resources, of an older version or with other files is refused', async () => {
    const foreignState = { ...state, resources: state.resources.slice(1, 2) }
    expect(describeFailure(await refusal({ 'aws.tfstate': foreignState }), 'en')).toBe(
      '`aws.tfstate` cannot be imported: this Terraform state has no `genesyscloud_oauth_client`; it has `aws_iam_role`',
    )
    expect(await refusal({ x: { ...state, resources: [] } })).toMatchObject({
      params: { problem: 'terraform_empty' },
    })
    expect(await refusal({ x: { ...state, version: 3 } })).toMatchObject({
      params: { problem: 'terraform_version' },
    })
    expect(await refusal({ x: state, y: [own] })).toMatchObject({ params: { problem: 'import_alone' } })
  })

  it('leaves out a client that cannot be read (F2)', async () => {
    const instances = [{ attributes }, { attributes: { ...kept, authorized_grant_type: 'MAGIC' } }, {}]
    const { problems, good } = await importing({
      'x.tfstate': { ...state, resources: [{ mode: 'managed', type, instances }] },
    })
    expect(good).toBe(1)
    expect(problems.map(({ place }) => place)).toEqual([
      'x.tfstate /resources/0/instances/1',
      'x.tfstate /resources/0/instances/2',
    ])
  })
})

describe('any import', () => {
  it('reads a snapshot as it is, packed or not, and alone', async () => {
    const snapshot = aSnapshot()
    for (const gzip of [true, false]) {
      const found = await readAnyImport(
        [{ name: 'x', chunks: inChunks(await fileOf(snapshot, { gzip }), 100) }],
        options,
      )
      expect(found).toMatchObject({ ok: true, value: { snapshot, problems: [] } })
    }
    const file = (await fileOf(snapshot)).toString()
    expect(await refusal({ x: file, y: file })).toMatchObject({ params: { problem: 'import_alone' } })
  })
})
