import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asId, type DivisionId, type RoleId } from '../../../core/model/brand.ts'
import type { RoleGrant } from '../../../core/model/directory.ts'
import {
  drafts,
  type Draft,
  type DraftWish,
  type Role,
  type TestOrganization,
} from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

let workspace: Workspace
let organization: TestOrganization
let homeId: DivisionId
let employee: Role
let scim: Role

beforeAll(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
  homeId = organization.homeDivisionId
  employee = await organization.role('Employee')
  scim = await organization.role('SCIM Integration')
})

afterAll(() => workspace[Symbol.asyncDispose]())

function create(draft: DraftWish) {
  const whole: Draft = { ...drafts.code, ...draft }
  return workspace.admin['client.create']({ acting: organization.acting, draft: whole })
}

function grant(role: Role, divisionId: RoleGrant['divisionId'] = '*'): RoleGrant {
  return { roleId: role.id, divisionId }
}

/** A draft of a client-credentials client with these roles. */
function service(roleGrants: readonly RoleGrant[], more: DraftWish = {}): Draft {
  const name = 'Provisioning Service'
  return { name, grantType: 'CLIENT-CREDENTIALS', scopes: [], redirectUris: [], roleGrants, ...more }
}

/** Registers what a rule allows. */
async function accept(draft: DraftWish) {
  return valueOf(await create(draft)).client
}

/** Tells how a rule refuses, and makes sure that nothing was written. */
async function refuse(draft: DraftWish) {
  const before = await organization.events()
  const refusal = refusalOf(await create(draft))
  expect(await organization.events()).toEqual(before)
  return refusal
}

describe('the fields of a client', () => {
  it('are kept as they were typed, without blanks around them (C1)', async () => {
    const client = await accept({
      name: '  Agent Desktop ',
      description: ' For agents ',
      contact: ' Integrations team ',
      environment: 'test',
      pkce: true,
      tokenDuration: '18h',
      redirectUris: [' https://app.example.com/callback ', ''],
      scopes: ['users:readonly', 'users', 'users:readonly'],
    })
    expect(client).toMatchObject({
      ownerId: organization.id,
      name: 'Agent Desktop',
      description: 'For agents',
      contact: 'Integrations team',
      environment: 'test',
      grantType: 'authorization_code',
      pkce: true,
      tokenDuration: 64_800,
      redirectUris: ['https://app.example.com/callback'],
      scopes: ['users', 'users:readonly'],
      roleGrants: [],
      addressRanges: [],
      state: { kind: 'active' },
      createdAt: '2027-01-10T08:00:00.000Z',
      createdBy: { id: organization.administratorId },
      modifiedAt: '2027-01-10T08:00:00.000Z',
      modifiedBy: { id: organization.administratorId },
      revision: 1,
    })
    expect((await organization.show(client.id)).client).toEqual(client)
  })

  it('need a name (C1)', async () => {
    expect(await refuse({ name: ' ' })).toEqual({ code: 'client_name_required', field: 'name', rule: 'C1' })
  })

  it.each([
    ['name', 200],
    ['description', 2_000],
    ['contact', 200],
  ] as const)('hold a %s of at most %d characters (C1)', async (field, limit) => {
    expect((await accept({ [field]: 'x'.repeat(limit) }))[field]).toHaveLength(limit)
    expect(await refuse({ [field]: 'x'.repeat(limit + 1) })).toMatchObject({
      code: 'client_text_too_long',
      field,
      rule: 'C1',
      params: { limit },
    })
  })

  it('get a client id and a secret of 256 bits that differ from client to client (C1, C7)', async () => {
    const [one, other] = [valueOf(await create({})), valueOf(await create({}))]
    expect(one.client.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(Buffer.from(one.secret, 'base64url')).toHaveLength(32)
    expect(one.client.id).not.toBe(other.client.id)
    expect(one.secret).not.toBe(other.secret)
  })
})

describe('address ranges', () => {
  it('of IPv4 belong to a client-credentials client, each once (C1)', async () => {
    const addressRanges = ['203.0.113.7', '198.51.100.0/24', '203.0.113.7/32']
    const client = await accept(service([grant(employee)], { addressRanges }))
    expect(client.addressRanges).toEqual(['203.0.113.7/32', '198.51.100.0/24'])
  })

  it.each(['2001:db8::1', '203.0.113.256', 'example.com', '203.0.113.0/33'])(
    'cannot be `%s` (C1)',
    async (range) => {
      expect(await refuse(service([grant(employee)], { addressRanges: [range] }))).toEqual({
        code: 'address_range_invalid',
        field: 'addressRanges',
        value: range,
        rule: 'C1',
      })
    },
  )

  it('are refused for a client that acts for users (C1)', async () => {
    expect(await refuse({ addressRanges: ['203.0.113.7'] })).toEqual({
      code: 'address_ranges_not_applicable',
      field: 'addressRanges',
      rule: 'C1',
      params: { grantType: 'authorization_code' },
    })
  })

  it('are at most 150 (C1)', async () => {
    const ranges = Array.from({ length: 151 }, (_none, index) => `203.0.113.${String(index)}`)
    const draft = service([grant(employee)])
    expect((await accept({ ...draft, addressRanges: ranges.slice(1) })).addressRanges).toHaveLength(150)
    expect(await refuse({ ...draft, addressRanges: ranges })).toMatchObject({
      code: 'address_ranges_too_many',
      params: { count: 151, limit: 150 },
    })
  })
})

describe('the grant type', () => {
  it.each([
    ['CODE', 'authorization_code'],
    ['TOKEN', 'implicit'],
    ['SAML2-BEARER', 'saml2_bearer'],
    ['SAML2BEARER', 'saml2_bearer'],
  ])('is read from `%s` as %s (C2)', async (grantType, read) => {
    expect((await accept({ grantType })).grantType).toBe(read)
  })

  it.each(['CLIENT-CREDENTIALS', 'CLIENT_CREDENTIALS'])('is read from `%s` (C2)', async (grantType) => {
    const client = await accept(service([grant(employee)], { grantType }))
    expect(client.grantType).toBe('client_credentials')
  })

  it('`PASSWORD` is never created (C2)', async () => {
    expect(await refuse({ grantType: 'PASSWORD' })).toEqual({
      code: 'grant_type_retired',
      field: 'grantType',
      value: 'PASSWORD',
      rule: 'C2',
    })
  })

  it('must be one that is known (C2)', async () => {
    expect(await refuse({ grantType: 'refresh_token' })).toEqual({
      code: 'grant_type_unknown',
      field: 'grantType',
      value: 'refresh_token',
      rule: 'C2',
    })
  })

  it('has PKCE only where there is a code (C2)', async () => {
    expect((await accept({ grantType: 'code+pkce' })).pkce).toBe(true)
    expect((await accept({ grantType: 'TOKEN', pkce: true })).pkce).toBe(false)
  })
})

describe('the token duration', () => {
  it('is 86,400 s where none is given (C3)', async () => {
    expect((await accept({})).tokenDuration).toBe(86_400)
    expect((await accept({ tokenDuration: ' ' })).tokenDuration).toBe(86_400)
  })

  it.each(['soon', '-5', '86400.5', 'NaN'])('cannot be `%s` (C3)', async (tokenDuration) => {
    expect(await refuse({ tokenDuration })).toEqual({
      code: 'duration_unreadable',
      field: 'tokenDuration',
      value: tokenDuration,
      rule: 'C3',
    })
  })

  const outOfRange = (seconds: number, maximum: number) => ({
    code: 'duration_out_of_range',
    field: 'tokenDuration',
    value: String(seconds),
    rule: 'C3',
    params: { minimum: 300, maximum, seconds },
  })

  it.each([
    ['code', drafts.code],
    ['implicit', drafts.implicit],
    ['SAML2 bearer', drafts.saml],
  ])('of a %s client is 300 to 172,800 s (C3)', async (_name, draft) => {
    expect((await accept({ ...draft, tokenDuration: 300 })).tokenDuration).toBe(300)
    expect((await accept({ ...draft, tokenDuration: 172_800 })).tokenDuration).toBe(172_800)
    for (const seconds of [0, 299, 172_801, 38_880_000, 38_880_001]) {
      expect(await refuse({ ...draft, tokenDuration: seconds })).toEqual(outOfRange(seconds, 172_800))
    }
  })

  it('of a service without the SCIM permissions is 300 to 172,800 s (C3)', async () => {
    const draft = service([grant(employee)])
    expect((await accept({ ...draft, tokenDuration: 172_800 })).tokenDuration).toBe(172_800)
    for (const seconds of [299, 172_801, 38_880_000]) {
      expect(await refuse({ ...draft, tokenDuration: seconds })).toEqual(outOfRange(seconds, 172_800))
    }
  })

  async function acceptsLong(roleGrants: readonly RoleGrant[]) {
    const draft = service(roleGrants)
    expect((await accept({ ...draft, tokenDuration: 172_801 })).tokenDuration).toBe(172_801)
    expect((await accept({ ...draft, tokenDuration: '450 days' })).tokenDuration).toBe(38_880_000)
    for (const seconds of [299, 38_880_001]) {
      expect(await refuse({ ...draft, tokenDuration: seconds })).toEqual(outOfRange(seconds, 38_880_000))
    }
  }

  async function refusesLong(roleGrants: readonly RoleGrant[]) {
    for (const seconds of [172_801, 38_880_000]) {
      const refused = await refuse(service(roleGrants, { tokenDuration: seconds }))
      expect(refused).toEqual(outOfRange(seconds, 172_800))
    }
  }

  /** A custom role that the administrator holds everywhere. */
  async function heldRole(name: string, patterns: readonly string[]): Promise<Role> {
    const role = await organization.newRole(name, patterns)
    await organization.grant(organization.administratorId, name)
    return role
  }

  it('is up to 38,880,000 s with the role SCIM Integration, in whatever division (C3)', async () => {
    await acceptsLong([grant(scim)])
    await acceptsLong([grant(scim, homeId)])
  })

  it('is up to 38,880,000 s with a custom role of exactly the same permissions (C3)', async () => {
    const twin = await heldRole('SCIM twin', [...scim.patterns].reverse())
    await acceptsLong([grant(twin)])
  })

  it('is up to 38,880,000 s with two roles that together hold exactly those permissions (C3)', async () => {
    const half = Math.floor(scim.patterns.length / 2)
    const one = await heldRole('SCIM first half', scim.patterns.slice(0, half))
    const other = await heldRole('SCIM second half', scim.patterns.slice(half))
    await acceptsLong([grant(one), grant(other)])
    await refusesLong([grant(one)])
  })

  it('is not, with one permission more (C3)', async () => {
    const more = await heldRole('SCIM and more', [...scim.patterns, 'oauth:client:view'])
    await refusesLong([grant(more)])
  })

  it('is not, with a second role that holds more (C3)', async () => {
    await refusesLong([grant(scim), grant(employee)])
  })

  it('is not, with one permission fewer (C3)', async () => {
    await refusesLong([grant(await heldRole('SCIM and less', scim.patterns.slice(1)))])
  })

  it('is not, with a wildcard that holds more than one of them (C3)', async () => {
    const wide = await heldRole('SCIM wide', [...scim.patterns, 'directory:user:*'])
    await refusesLong([grant(wide)])
  })

  it('is not, with the role SCIM Integration after it was changed (C3)', async () => {
    const another = await workspace.organization()
    const role = await another.role('SCIM Integration')
    const patterns = [...role.patterns, 'oauth:client:view']
    const edit = {
      acting: another.acting,
      roleId: role.id,
      revision: role.revision,
      name: role.name,
      patterns,
    }
    valueOf(await workspace.admin['role.edit'](edit))
    const draft = service([grant(role)], { tokenDuration: 172_801 })
    const refused = await workspace.admin['client.create']({ acting: another.acting, draft })
    expect(refusalOf(refused)).toEqual(outOfRange(172_801, 172_800))
  })
})

describe('redirect URIs', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_none, index) => `https://app.example.com/${String(index)}`)

  it('are at most 125 (C4)', async () => {
    expect((await accept({ redirectUris: many(125) })).redirectUris).toHaveLength(125)
    expect(await refuse({ redirectUris: many(126) })).toEqual({
      code: 'redirect_uris_too_many',
      field: 'redirectUris',
      value: '126',
      rule: 'C4',
      params: { count: 126, limit: 125 },
    })
  })

  it.each([drafts.code, drafts.implicit])('are needed by $grantType (C4)', async (draft) => {
    expect(await refuse({ ...draft, redirectUris: [' '] })).toMatchObject({
      code: 'redirect_uri_required',
      field: 'redirectUris',
      rule: 'C4',
    })
  })

  it('are kept but not needed by the others (C4)', async () => {
    expect((await accept({ ...drafts.saml, redirectUris: [] })).redirectUris).toEqual([])
    const redirectUris = ['https://app.example.com/unused']
    expect((await accept({ ...drafts.saml, redirectUris })).redirectUris).toEqual(redirectUris)
    expect((await accept(service([grant(employee)], { redirectUris }))).redirectUris).toEqual(redirectUris)
  })

  it.each([
    ['not_absolute', '/callback'],
    ['fragment', 'https://app.example.com/callback#x'],
    ['dangerous_scheme', 'javascript:alert(1)'],
    ['user_info', 'https://user@app.example.com/'],
    ['invalid_character', 'https://app.example.com/a b'],
    ['missing_host', 'https:///callback'],
    ['too_long', `https://app.example.com/${'a'.repeat(2_048)}`],
  ])('are refused with the problem %s (C4)', async (problem, uri) => {
    expect(await refuse({ redirectUris: ['https://app.example.com/ok', uri] })).toEqual({
      code: 'redirect_uri_invalid',
      field: 'redirectUris',
      value: uri.slice(0, 200),
      rule: 'C4',
      params: { problem },
    })
  })

  it.each([
    ['https://app.example.com/cb', 'https://app.example.com/cb'],
    ['https://app.example.com/cb', 'HTTPS://APP.example.com:443/cb'],
    ['https://app.example.com', 'https://app.example.com/'],
    ['http://127.0.0.1/cb', 'http://127.1/cb'],
  ])('`%s` and `%s` are the same after normalization (C4)', async (twin, uri) => {
    expect(await refuse({ redirectUris: [twin, uri] })).toEqual({
      code: 'redirect_uri_duplicate',
      field: 'redirectUris',
      value: uri,
      rule: 'C4',
      params: { twin },
    })
  })

  it('that differ by path, scheme or loopback host are two (C4)', async () => {
    const redirectUris = [
      'https://a.example/cb',
      'https://a.example/cb/',
      'http://127.0.0.1/cb',
      'http://[::1]/cb',
    ]
    expect((await accept({ redirectUris })).redirectUris).toEqual(redirectUris)
  })
})

describe('scopes', () => {
  it.each([drafts.code, drafts.implicit, drafts.saml])('are needed by $grantType (C5)', async (draft) => {
    expect(await refuse({ ...draft, scopes: [' '] })).toMatchObject({
      code: 'scope_required',
      field: 'scopes',
      rule: 'C5',
    })
  })

  it('must be known to the catalogue (C5)', async () => {
    expect(await refuse({ scopes: ['users', 'teleportation'] })).toEqual({
      code: 'scope_unknown',
      field: 'scopes',
      value: 'teleportation',
      rule: 'C5',
    })
  })

  it('are refused for client credentials, whose roles are their grant (C5)', async () => {
    expect(await refuse(service([grant(employee)], { scopes: ['users'] }))).toEqual({
      code: 'scope_not_applicable',
      field: 'scopes',
      value: 'users',
      rule: 'C5',
    })
  })
})

describe('roles', () => {
  it('are needed by client credentials (C6)', async () => {
    expect(await refuse(service([]))).toEqual({
      code: 'client_role_required',
      field: 'roleGrants',
      rule: 'C6',
    })
  })

  it('are refused for clients that act for users (C6)', async () => {
    expect(await refuse({ roleGrants: [grant(employee)] })).toMatchObject({
      code: 'client_roles_not_applicable',
      field: 'roleGrants',
      rule: 'C6',
    })
  })

  it('are tied to a division or to all, each pair once (C6)', async () => {
    const roleGrants = [grant(employee), grant(employee, homeId), grant(employee)]
    expect((await accept(service(roleGrants))).roleGrants).toEqual([grant(employee), grant(employee, homeId)])
  })

  it('must exist, and so must their division (C6)', async () => {
    const nowhere = asId<DivisionId>('00000000-0000-4000-8000-000000000000')
    expect(await refuse(service([grant(employee, nowhere)]))).toEqual({
      code: 'division_not_found',
      field: 'roleGrants',
      value: nowhere,
      rule: 'C6',
    })
    const missing = asId<RoleId>('00000000-0000-4000-8000-000000000001')
    expect(await refuse(service([{ roleId: missing, divisionId: '*' }]))).toEqual({
      code: 'role_not_found',
      field: 'roleGrants',
      value: missing,
      rule: 'C6',
    })
  })
})

describe('giving roles to a client', () => {
  it('takes holding the role in that division or in all (C6)', async () => {
    const sales = await organization.division('Sales')
    const everywhere = await organization.user('Ada Everywhere', 'Developer', 'Employee')
    const inSales = await organization.user('Sam Sales', 'Developer', ['Employee', sales.id])
    const nowhere = await organization.user('Nora Nowhere', 'Developer')
    const tries = async (user: typeof everywhere, divisionId: RoleGrant['divisionId']) => {
      const draft = service([grant(employee, divisionId)])
      return workspace.admin['client.create']({ acting: organization.as(user), draft })
    }
    const notHeld = (user: string, division: string) => ({
      code: 'role_not_held',
      field: 'roleGrants',
      value: 'Employee',
      rule: 'C6',
      params: { role: 'Employee', division, user },
    })

    expect((await tries(everywhere, '*')).ok).toBe(true)
    expect((await tries(everywhere, sales.id)).ok).toBe(true)
    expect((await tries(inSales, sales.id)).ok).toBe(true)
    expect(refusalOf(await tries(inSales, homeId))).toEqual(notHeld('Sam Sales', 'Home'))
    expect(refusalOf(await tries(inSales, '*'))).toEqual(notHeld('Sam Sales', '*'))
    expect(refusalOf(await tries(nowhere, sales.id))).toEqual(notHeld('Nora Nowhere', 'Sales'))
  })

  it('takes the role itself, not only its permissions (C6)', async () => {
    const twin = await organization.newRole('Employee twin', employee.patterns)
    expect(await refuse(service([grant(twin)]))).toMatchObject({
      code: 'role_not_held',
      value: 'Employee twin',
    })
  })
})

describe('the number of clients', () => {
  it('is limited by a setting; built-in clients do not count (O2)', async () => {
    const small = await workspace.organization()
    const configure = { acting: small.acting, settings: { maxClients: 2 } }
    valueOf(await workspace.admin['organization.configure'](configure))
    await small.client()
    await small.client()
    const order = { acting: small.acting, draft: drafts.code }
    expect(refusalOf(await workspace.admin['client.create'](order))).toEqual({
      code: 'client_limit_reached',
      rule: 'O2',
      value: '2',
      params: { limit: 2 },
    })
  })
})
