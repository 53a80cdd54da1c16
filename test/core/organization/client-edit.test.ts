import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  draftOf,
  drafts,
  type Client,
  type DraftWish,
  type TestOrganization,
} from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

let workspace: Workspace
let organization: TestOrganization

beforeAll(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
})

afterAll(() => workspace[Symbol.asyncDispose]())

function orderOf(client: Client, change: DraftWish) {
  const draft = { ...draftOf(client), ...change }
  return { acting: organization.acting, clientId: client.id, revision: client.revision, draft }
}

const edit = (client: Client, change: DraftWish, confirmDropped = false) =>
  workspace.admin['client.edit']({ ...orderOf(client, change), confirmDropped })

const preview = (client: Client, change: DraftWish) =>
  workspace.admin['client.previewEdit'](orderOf(client, change))

describe('editing a client', () => {
  it('shows field by field what would change, and saves just that (C11)', async () => {
    const { client } = await organization.client({ scopes: ['users:readonly', 'routing:readonly'] })
    const change = {
      name: 'Renamed',
      tokenDuration: '18h',
      redirectUris: ['https://app.example.com/callback', 'https://app.example.com/second'],
      scopes: ['users', 'routing:readonly'],
    }
    const changes = valueOf(await preview(client, change))
    expect(changes).toEqual([
      { field: 'name', before: client.name, after: 'Renamed', added: [], removed: [], dropped: false },
      { field: 'tokenDuration', before: 86_400, after: 64_800, added: [], removed: [], dropped: false },
      {
        field: 'redirectUris',
        before: client.redirectUris,
        after: change.redirectUris,
        added: ['https://app.example.com/second'],
        removed: [],
        dropped: false,
      },
      {
        field: 'scopes',
        before: client.scopes,
        after: ['users', 'routing:readonly'],
        added: ['users'],
        removed: ['users:readonly'],
        dropped: false,
      },
    ])
    expect((await organization.show(client.id)).client).toEqual(client)
    const saved = valueOf(await edit(client, change))
    expect(saved.changes).toEqual(changes)
    expect(saved.client).toEqual({
      ...client,
      ...change,
      tokenDuration: 64_800,
      revision: client.revision + 1,
    })
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'client.edit',
      before: client,
      after: saved.client,
    })
  })

  it('is refused when the record changed since it was read, and names who changed it (C11)', async () => {
    const { client } = await organization.client()
    valueOf(await edit(client, { description: 'first' }))
    for (const call of [preview, edit]) {
      expect(refusalOf(await call(client, { description: 'second' }))).toEqual({
        code: 'record_changed',
        value: client.name,
        rule: 'C11',
        params: { by: client.createdBy.name, at: '2027-01-10T08:00:00.000Z' },
      })
    }
    expect((await organization.show(client.id)).client.description).toBe('first')
  })

  it('is refused where nothing would change (C11)', async () => {
    const { client } = await organization.client()
    for (const call of [preview, edit]) {
      expect(refusalOf(await call(client, {}))).toMatchObject({ code: 'nothing_changed', rule: 'C11' })
    }
  })

  it('keeps the rules of a new client, in the preview as in the saving (C11)', async () => {
    const { client } = await organization.client()
    for (const call of [preview, edit]) {
      expect(refusalOf(await call(client, { scopes: [] }))).toMatchObject({ code: 'scope_required' })
      expect(refusalOf(await call(client, { tokenDuration: 299 }))).toMatchObject({
        code: 'duration_out_of_range',
      })
      expect(refusalOf(await call(client, { redirectUris: [] }))).toMatchObject({
        code: 'redirect_uri_required',
      })
      expect(refusalOf(await call(client, { grantType: 'PASSWORD' }))).toMatchObject({
        code: 'grant_type_retired',
      })
    }
  })

  it('keeps a scope that has left the catalogue, but gives it to no other client (C5)', async () => {
    const { client } = await organization.client()
    await workspace.store.write((unit) =>
      unit.put.client(organization.id, { ...client, scopes: ['users', 'former-scope'] }),
    )
    const scopes = ['users', 'former-scope']
    expect(valueOf(await edit(client, { description: 'x', scopes })).client.scopes).toEqual(scopes)
    const { client: other } = await organization.client()
    expect(refusalOf(await edit(other, { scopes }))).toMatchObject({ code: 'scope_unknown' })
  })

  it('shows its new name wherever it is authorized, and nothing else changes there (A1)', async () => {
    const other = await workspace.organization()
    const { client } = await organization.client()
    const held = await other.authorize(client.id, ['users:readonly'])
    valueOf(await edit(client, { name: 'New Name' }))
    const lookup = { acting: other.acting, clientId: client.id }
    expect(valueOf(await workspace.admin['app.lookup'](lookup)).authorization).toEqual({
      ...held,
      clientName: 'New Name',
    })
  })

  it('is refused for a client of another organization (A2)', async () => {
    const other = await workspace.organization()
    const { client } = await other.client()
    expect(refusalOf(await edit(client, { name: 'Mine' }))).toMatchObject({ code: 'client_not_found' })
  })
})

describe('changing the grant type', () => {
  it('among those that act for users drops nothing (C2)', async () => {
    const { client } = await organization.client()
    const { client: after } = valueOf(await edit(client, { grantType: 'TOKEN' }))
    expect(after).toMatchObject({
      grantType: 'implicit',
      scopes: client.scopes,
      redirectUris: client.redirectUris,
    })
  })

  it('to client credentials drops the scopes, once that was confirmed (C2)', async () => {
    const { client } = await organization.client({ pkce: true })
    const roleGrants = [{ roleId: (await organization.role('Employee')).id, divisionId: '*' as const }]
    const change = { grantType: 'CLIENT-CREDENTIALS', roleGrants }
    const changes = valueOf(await preview(client, change))
    expect(changes.map(({ field, dropped }) => [field, dropped])).toEqual([
      ['grantType', false],
      ['pkce', false],
      ['scopes', true],
      ['roleGrants', false],
    ])
    expect(refusalOf(await edit(client, change))).toEqual({
      code: 'fields_would_drop',
      field: 'scopes',
      rule: 'C2',
      params: { fields: 'scopes' },
    })
    expect((await organization.show(client.id)).client).toEqual(client)
    const { client: after } = valueOf(await edit(client, change, true))
    expect(after).toMatchObject({
      grantType: 'client_credentials',
      pkce: false,
      scopes: [],
      roleGrants,
      redirectUris: client.redirectUris,
    })
  })

  it('from client credentials drops roles and address ranges, once that was confirmed (C2)', async () => {
    const roleGrants = [{ roleId: (await organization.role('Employee')).id, divisionId: '*' as const }]
    const service = {
      grantType: 'CLIENT-CREDENTIALS',
      scopes: [],
      roleGrants,
      addressRanges: ['203.0.113.7'],
    }
    const { client } = await organization.client(service)
    const change = { grantType: 'CODE', scopes: ['users'] }
    expect(refusalOf(await edit(client, change))).toMatchObject({
      code: 'fields_would_drop',
      field: 'roleGrants',
      params: { fields: 'roleGrants, addressRanges' },
    })
    const { client: after } = valueOf(await edit(client, change, true))
    expect(after).toMatchObject({ grantType: 'authorization_code', roleGrants: [], addressRanges: [] })
  })

  it('still needs what the new one needs (C2, C5, C6)', async () => {
    const { client } = await organization.client()
    expect(refusalOf(await edit(client, { grantType: 'CLIENT-CREDENTIALS' }, true))).toMatchObject({
      code: 'client_role_required',
    })
    const { client: service } = await organization.service('Service', 'Employee')
    expect(refusalOf(await edit(service, { grantType: 'CODE' }, true))).toMatchObject({
      code: 'redirect_uri_required',
    })
    const redirectUris = ['https://app.example.com/']
    expect(refusalOf(await edit(service, { grantType: 'CODE', redirectUris }, true))).toMatchObject({
      code: 'scope_required',
    })
  })

  it('from SCIM client credentials needs a duration that the new one allows (C2, C3)', async () => {
    const { client } = await organization.service('SCIM', 'SCIM Integration')
    const long = valueOf(await edit(client, { tokenDuration: '450 days' })).client
    const change = { ...drafts.code, name: long.name }
    expect(refusalOf(await edit(long, change, true))).toMatchObject({ code: 'duration_out_of_range' })
    expect(valueOf(await edit(long, { ...change, tokenDuration: '2 d' }, true)).client.tokenDuration).toBe(
      172_800,
    )
  })
})

describe('templates', () => {
  it.each(['en', 'de'] as const)('in %s start clients that every rule allows (C10)', async (language) => {
    const region = 'mypurecloud.de'
    const templates = valueOf(await workspace.admin['client.templates']({ region, language }))
    expect(templates.map((template) => template.id)).toEqual([
      'embeddable-framework',
      'embeddable-framework-implicit',
      'scim',
      'server-web-app',
      'single-page-app',
      'native-app',
      'background-service',
      'crm-integration',
    ])
    for (const { roleNames, ...fields } of templates) {
      const roles = await Promise.all(roleNames.map((name) => organization.role(name)))
      const roleGrants = roles.map((role) => ({ roleId: role.id, divisionId: '*' as const }))
      const { client } = valueOf(
        await workspace.admin['client.create']({
          acting: organization.acting,
          draft: { ...fields, roleGrants },
        }),
      )
      expect(client).toMatchObject({ grantType: fields.grantType, scopes: expect.any(Array) as unknown })
    }
  })

  it('offer the Embeddable Framework with code and PKCE first, 18 hours, in the organization’s region (C10)', async () => {
    const [first, second] = valueOf(await workspace.admin['client.templates']({ region: 'mypurecloud.ie' }))
    expect(first).toMatchObject({
      grantType: 'authorization_code',
      pkce: true,
      tokenDuration: 64_800,
      redirectUris: ['https://apps.mypurecloud.ie/crm/index.html'],
    })
    expect(second).toMatchObject({ grantType: 'implicit', tokenDuration: 64_800 })
  })

  it('start a SCIM client with its role (C10)', async () => {
    const templates = valueOf(await workspace.admin['client.templates']({ region: 'mypurecloud.com' }))
    expect(templates.find((template) => template.id === 'scim')).toMatchObject({
      grantType: 'client_credentials',
      roleNames: ['SCIM Integration'],
    })
  })

  it('a client is cloned from the fields of another one (C10)', async () => {
    const { client } = await organization.client({ description: 'Original', pkce: true })
    const draft = { ...draftOf(client), name: `${client.name} (copy)` }
    const order = { acting: organization.acting, draft, authorize: false }
    const { client: copy } = valueOf(await workspace.admin['client.create'](order))
    expect(draftOf(copy)).toEqual(draft)
    expect(copy.id).not.toBe(client.id)
  })
})

describe('regions', () => {
  it('are offered all for code and implicit clients, the own one for the others (C12)', async () => {
    const { client: code } = await organization.client()
    const { client: implicit } = await organization.client(drafts.implicit)
    const { client: saml } = await organization.client(drafts.saml)
    const { client: service } = await organization.service('Service', 'Employee')
    expect((await organization.show(code.id)).regions.length).toBeGreaterThan(10)
    expect((await organization.show(implicit.id)).regions[0]).toBe('mypurecloud.com')
    expect((await organization.show(saml.id)).regions).toEqual(['mypurecloud.com'])
    expect((await organization.show(service.id)).regions).toEqual(['mypurecloud.com'])
  })

  it('keep a SAML client out of an organization of another region, but no code client (C12)', async () => {
    const abroad = await workspace.organization({ region: 'mypurecloud.de' })
    const { client: code } = await organization.client()
    const { client: saml } = await organization.client(drafts.saml)
    const authorize = (client: Client, acting = abroad.acting) =>
      workspace.admin['app.authorize']({ acting, clientId: client.id, scopes: ['users:readonly'] })
    expect(refusalOf(await authorize(saml))).toEqual({
      code: 'client_region_differs',
      field: 'client',
      value: saml.name,
      rule: 'C12',
      params: { region: 'mypurecloud.com' },
    })
    const near = await workspace.organization({ region: 'mypurecloud.com' })
    expect((await authorize(saml, near.acting)).ok).toBe(true)
    expect((await authorize(code)).ok).toBe(true)
  })
})
