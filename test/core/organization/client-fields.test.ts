import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DraftRules, grantOf, serviceDraft } from '../../support/draft-rules.ts'
import { drafts } from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'

let rules: DraftRules
beforeAll(async () => {
  rules = await DraftRules.open()
})
afterAll(() => rules.close())

describe('the fields of a client', () => {
  it('are kept as they were typed, without blanks around them (C1)', async () => {
    const client = await rules.accept({
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
      ownerId: rules.organization.id,
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
      createdBy: { id: rules.organization.administratorId },
      modifiedAt: '2027-01-10T08:00:00.000Z',
      modifiedBy: { id: rules.organization.administratorId },
      revision: 1,
    })
    expect((await rules.organization.show(client.id)).client).toEqual(client)
  })

  it('need a name (C1)', async () => {
    expect(await rules.refuse({ name: ' ' })).toEqual({
      code: 'client_name_required',
      field: 'name',
      rule: 'C1',
    })
  })

  it.each([
    ['name', 200],
    ['description', 2_000],
    ['contact', 200],
  ] as const)('hold a %s of at most %d characters (C1)', async (field, limit) => {
    expect((await rules.accept({ [field]: 'x'.repeat(limit) }))[field]).toHaveLength(limit)
    expect(await rules.refuse({ [field]: 'x'.repeat(limit + 1) })).toMatchObject({
      code: 'client_text_too_long',
      field,
      rule: 'C1',
      params: { limit },
    })
  })

  it('get a client id and a secret of 256 bits that differ from client to client (C1, C7)', async () => {
    const [one, other] = [valueOf(await rules.create({})), valueOf(await rules.create({}))]
    expect(one.client.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(Buffer.from(one.secret, 'base64url')).toHaveLength(32)
    expect(one.client.id).not.toBe(other.client.id)
    expect(one.secret).not.toBe(other.secret)
  })
})

describe('address ranges', () => {
  it('of IPv4 belong to a client-credentials client, each once (C1)', async () => {
    const addressRanges = ['203.0.113.7', '198.51.100.0/24', '203.0.113.7/32']
    const client = await rules.accept(serviceDraft([grantOf(rules.employee)], { addressRanges }))
    expect(client.addressRanges).toEqual(['203.0.113.7/32', '198.51.100.0/24'])
  })

  it.each(['2001:db8::1', '203.0.113.256', 'example.com', '203.0.113.0/33'])(
    'cannot be `%s` (C1)',
    async (range) => {
      expect(await rules.refuse(serviceDraft([grantOf(rules.employee)], { addressRanges: [range] }))).toEqual(
        {
          code: 'address_range_invalid',
          field: 'addressRanges',
          value: range,
          rule: 'C1',
        },
      )
    },
  )

  it('are refused for a client that acts for users (C1)', async () => {
    expect(await rules.refuse({ addressRanges: ['203.0.113.7'] })).toEqual({
      code: 'address_ranges_not_applicable',
      field: 'addressRanges',
      rule: 'C1',
      params: { grantType: 'authorization_code' },
    })
  })

  it('are at most 150 (C1)', async () => {
    const ranges = Array.from({ length: 151 }, (_none, index) => `203.0.113.${String(index)}`)
    const draft = serviceDraft([grantOf(rules.employee)])
    expect((await rules.accept({ ...draft, addressRanges: ranges.slice(1) })).addressRanges).toHaveLength(150)
    expect(await rules.refuse({ ...draft, addressRanges: ranges })).toMatchObject({
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
    expect((await rules.accept({ grantType })).grantType).toBe(read)
  })

  it.each(['CLIENT-CREDENTIALS', 'CLIENT_CREDENTIALS'])('is read from `%s` (C2)', async (grantType) => {
    const client = await rules.accept(serviceDraft([grantOf(rules.employee)], { grantType }))
    expect(client.grantType).toBe('client_credentials')
  })

  it('`PASSWORD` is never created (C2)', async () => {
    expect(await rules.refuse({ grantType: 'PASSWORD' })).toEqual({
      code: 'grant_type_retired',
      field: 'grantType',
      value: 'PASSWORD',
      rule: 'C2',
    })
  })

  it('must be one that is known (C2)', async () => {
    expect(await rules.refuse({ grantType: 'refresh_token' })).toEqual({
      code: 'grant_type_unknown',
      field: 'grantType',
      value: 'refresh_token',
      rule: 'C2',
    })
  })

  it('has PKCE only where there is a code (C2)', async () => {
    expect((await rules.accept({ grantType: 'code+pkce' })).pkce).toBe(true)
    expect((await rules.accept({ grantType: 'TOKEN', pkce: true })).pkce).toBe(false)
  })
})

describe('redirect URIs', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_none, index) => `https://app.example.com/${String(index)}`)

  it('are at most 125 (C4)', async () => {
    expect((await rules.accept({ redirectUris: many(125) })).redirectUris).toHaveLength(125)
    expect(await rules.refuse({ redirectUris: many(126) })).toEqual({
      code: 'redirect_uris_too_many',
      field: 'redirectUris',
      value: '126',
      rule: 'C4',
      params: { count: 126, limit: 125 },
    })
  })

  it.each([drafts.code, drafts.implicit])('are needed by $grantType (C4)', async (draft) => {
    expect(await rules.refuse({ ...draft, redirectUris: [' '] })).toMatchObject({
      code: 'redirect_uri_required',
      field: 'redirectUris',
      rule: 'C4',
    })
  })

  it('are kept but not needed by the others (C4)', async () => {
    expect((await rules.accept({ ...drafts.saml, redirectUris: [] })).redirectUris).toEqual([])
    const redirectUris = ['https://app.example.com/unused']
    expect((await rules.accept({ ...drafts.saml, redirectUris })).redirectUris).toEqual(redirectUris)
    expect(
      (await rules.accept(serviceDraft([grantOf(rules.employee)], { redirectUris }))).redirectUris,
    ).toEqual(redirectUris)
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
    expect(await rules.refuse({ redirectUris: ['https://app.example.com/ok', uri] })).toEqual({
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
    expect(await rules.refuse({ redirectUris: [twin, uri] })).toEqual({
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
    expect((await rules.accept({ redirectUris })).redirectUris).toEqual(redirectUris)
  })
})

describe('scopes', () => {
  it.each([drafts.code, drafts.implicit, drafts.saml])('are needed by $grantType (C5)', async (draft) => {
    expect(await rules.refuse({ ...draft, scopes: [' '] })).toMatchObject({
      code: 'scope_required',
      field: 'scopes',
      rule: 'C5',
    })
  })

  it('must be known to the catalogue (C5)', async () => {
    expect(await rules.refuse({ scopes: ['users', 'teleportation'] })).toEqual({
      code: 'scope_unknown',
      field: 'scopes',
      value: 'teleportation',
      rule: 'C5',
    })
  })

  it('are refused for client credentials, whose roles are their grant (C5)', async () => {
    expect(await rules.refuse(serviceDraft([grantOf(rules.employee)], { scopes: ['users'] }))).toEqual({
      code: 'scope_not_applicable',
      field: 'scopes',
      value: 'users',
      rule: 'C5',
    })
  })
})

describe('the number of clients', () => {
  it('is limited by a setting; built-in clients do not count (O2)', async () => {
    const small = await rules.workspace.organization()
    const configure = { acting: small.acting, settings: { maxClients: 2 } }
    valueOf(await rules.workspace.admin['organization.configure'](configure))
    await small.client()
    await small.client()
    const order = { acting: small.acting, draft: drafts.code }
    expect(refusalOf(await rules.workspace.admin['client.create'](order))).toEqual({
      code: 'client_limit_reached',
      rule: 'O2',
      value: '2',
      params: { limit: 2 },
    })
  })
})
