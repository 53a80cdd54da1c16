import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asId, type OrganizationId } from '../../../core/model/brand.ts'
import type { InputOf } from '../../../core/contract/contract.ts'
import { regions } from '../../../core/model/region.ts'
import { defaultRoleList } from '../../../core/organization/resources.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

let workspace: Workspace

beforeEach(async () => {
  workspace = await openWorkspace()
})

afterEach(() => workspace[Symbol.asyncDispose]())

function create(wish: Partial<InputOf<'organization.create'>> = {}) {
  return workspace.admin['organization.create']({ name: 'Example Ltd', ...wish })
}

describe('a workspace', () => {
  it('holds several organizations, by name (O1)', async () => {
    expect(valueOf(await workspace.admin['workspace.show']({})).organizations).toEqual([])
    valueOf(await create({ name: 'Beta' }))
    valueOf(await create({ name: 'Alpha' }))
    const { organizations, version, dataDirectory } = valueOf(await workspace.admin['workspace.show']({}))
    expect(organizations.map(({ name, kind }) => [name, kind])).toEqual([
      ['Alpha', 'local'],
      ['Beta', 'local'],
    ])
    expect({ version, dataDirectory }).toEqual({ version: '0.0.0-test', dataDirectory: workspace.directory })
  })

  it('refuses a second organization of the same name, whatever the case (O1)', async () => {
    valueOf(await create())
    expect(refusalOf(await create({ name: ' EXAMPLE ltd ' }))).toEqual({
      code: 'organization_name_taken',
      field: 'name',
      value: 'EXAMPLE ltd',
    })
  })

  it('says which organization does not exist (O1)', async () => {
    const organizationId = asId<OrganizationId>('nowhere')
    const notFound = { code: 'organization_not_found', field: 'organization', value: 'nowhere' }
    const { admin } = workspace
    expect(refusalOf(await admin['organization.show']({ organizationId }))).toEqual(notFound)
    expect(refusalOf(await admin['event.head']({ organizationId }))).toEqual(notFound)
    expect(refusalOf(await admin['event.verify']({ organizationId }))).toEqual(notFound)
    expect(refusalOf(await admin['event.list']({ organizationId }))).toEqual(notFound)
    expect(refusalOf(await admin['user.list']({ organizationId }))).toEqual(notFound)
    expect(refusalOf(await admin['role.list']({ organizationId }))).toEqual(notFound)
    expect(refusalOf(await admin['division.list']({ organizationId }))).toEqual(notFound)
    expect(refusalOf(await admin['user.show']({ organizationId, user: 'x' }))).toEqual(notFound)
    expect(refusalOf(await admin['catalogue.show']({ organizationId }))).toEqual(notFound)
    expect(refusalOf(await admin['catalogue.search']({ organizationId, search: '' }))).toEqual(notFound)
    expect(refusalOf(await admin['catalogue.operation']({ organizationId, operation: 'x' }))).toEqual(
      notFound,
    )
  })
})

describe('a new local organization', () => {
  it('is ready to use (O2, O4)', async () => {
    const { organization, administrator } = valueOf(await create())
    expect(organization).toMatchObject({
      name: 'Example Ltd',
      kind: 'local',
      region: 'mypurecloud.com',
      settings: { enforceScopes: true, hipaa: false, maxClients: 500 },
      clockOffset: 0,
      createdAt: '2027-01-10T08:00:00.000Z',
      revision: 1,
    })
    const shown = valueOf(await workspace.admin['organization.show']({ organizationId: organization.id }))
    expect(shown).toMatchObject({
      administratorId: administrator.id,
      counts: { clients: 0, builtInClients: 4, authorizations: 4, users: 1, roles: defaultRoleList.length },
    })
    const divisions = valueOf(await workspace.admin['division.list']({ organizationId: organization.id }))
    expect(divisions).toEqual([{ id: shown.homeDivisionId, name: 'Home', isHome: true }])
  })

  it('has the default roles of the resources, a SCIM and a read-only one among them (O4)', async () => {
    const { organization } = valueOf(await create())
    const roles = valueOf(await workspace.admin['role.list']({ organizationId: organization.id }))
    const bare = roles.map(({ name, description, defaultId, patterns }) => ({
      name,
      description,
      defaultId,
      patterns,
    }))
    const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name)
    expect([...bare].sort(byName)).toEqual([...defaultRoleList].sort(byName))
    for (const name of ['Master Admin', 'Admin', 'SCIM Integration', 'Employee', 'Read-only Auditor']) {
      expect(roles.map((role) => role.name)).toContain(name)
    }
  })

  it('has a first administrator who holds every default role everywhere (O4)', async () => {
    const { organization, administrator } = valueOf(
      await create({ adminEmail: ' Maya.Lindqvist@Example.com ', adminName: '' }),
    )
    expect(administrator).toMatchObject({ email: 'maya.lindqvist@example.com', name: 'Maya Lindqvist' })
    const roles = valueOf(await workspace.admin['role.list']({ organizationId: organization.id }))
    expect(new Set(administrator.roleGrants.map(({ roleId }) => roleId))).toEqual(
      new Set(roles.map(({ id }) => id)),
    )
    expect(administrator.roleGrants.every(({ divisionId }) => divisionId === '*')).toBe(true)
  })

  it('begins its history with its creation (C11)', async () => {
    const organization = await workspace.organization()
    expect(await organization.events()).toMatchObject([
      { sequence: 1, action: 'organization.create', actor: { id: organization.administratorId } },
    ])
  })

  it.each([
    [{ name: ' ' }, { code: 'input_invalid', field: 'name' }],
    [{ name: 'x'.repeat(101) }, { code: 'input_invalid', field: 'name' }],
    [
      { region: 'example.com' },
      { code: 'organization_setting_invalid', field: 'region', value: 'example.com' },
    ],
    [{ adminEmail: 'nobody' }, { code: 'user_email_invalid', field: 'email', value: 'nobody' }],
    [{ adminEmail: 'a b@example.com' }, { code: 'user_email_invalid' }],
  ])('is refused with %j, and nothing is written (O2)', async (wish, refusal) => {
    expect(refusalOf(await create(wish))).toMatchObject(refusal)
    expect(valueOf(await workspace.admin['workspace.show']({})).organizations).toEqual([])
  })

  it.each(regions)('can stand in the region %s (O2)', async (region) => {
    expect(valueOf(await create({ region })).organization.region).toBe(region)
  })
})

describe('configuring an organization', () => {
  it('changes name, region and single settings, and records it (O2)', async () => {
    const organization = await workspace.organization()
    const { acting } = organization
    const before = valueOf(
      await workspace.admin['organization.show']({ organizationId: organization.id }),
    ).organization
    const settings = { enforceScopes: false, implicitEndDate: '2027-05-31' }
    const after = valueOf(
      await workspace.admin['organization.configure']({ acting, name: 'New Name', settings }),
    )
    expect(after).toEqual({
      ...before,
      name: 'New Name',
      settings: { ...before.settings, ...settings },
      revision: 2,
    })
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'organization.configure',
      before,
      after,
    })
  })

  it.each([
    [{ maxClients: 0 }, 'maxClients'],
    [{ maxClients: 1.5 }, 'maxClients'],
    [{ maxClients: 1_000_001 }, 'maxClients'],
    [{ implicitEndDate: 'soon' }, 'implicitEndDate'],
    [{ implicitEndDate: '2027-02-30' }, 'implicitEndDate'],
    [{ implicitEndDate: '2027-3-31' }, 'implicitEndDate'],
  ])('refuses %j (O2)', async (settings, field) => {
    const { acting } = await workspace.organization()
    expect(refusalOf(await workspace.admin['organization.configure']({ acting, settings }))).toMatchObject({
      code: 'organization_setting_invalid',
      field,
      rule: 'O2',
    })
  })

  it('refuses a name that another one has, and a change that changes nothing (O1, C11)', async () => {
    await workspace.organization({ name: 'Taken' })
    const { acting } = await workspace.organization({ name: 'Mine' })
    const configure = (name: string) => workspace.admin['organization.configure']({ acting, name })
    expect(refusalOf(await configure('taken'))).toMatchObject({ code: 'organization_name_taken' })
    expect(refusalOf(await configure('Mine'))).toMatchObject({ code: 'nothing_changed', rule: 'C11' })
    expect((await configure('mine')).ok).toBe(true)
  })
})

describe('divisions', () => {
  it('stand beside the home division, each name once (O2)', async () => {
    const organization = await workspace.organization()
    const sales = await organization.division(' Sales ')
    expect(sales).toMatchObject({ name: 'Sales', isHome: false })
    const divisions = valueOf(await workspace.admin['division.list']({ organizationId: organization.id }))
    expect(divisions.map(({ name }) => name)).toEqual(['Home', 'Sales'])
    const add = (name: string) => workspace.admin['division.create']({ acting: organization.acting, name })
    for (const taken of ['SALES', 'home']) {
      expect(refusalOf(await add(taken))).toMatchObject({ code: 'division_name_taken', value: taken })
    }
    for (const name of ['', ' ', '*', 'x'.repeat(101)]) {
      expect(refusalOf(await add(name))).toMatchObject({ code: 'input_invalid', field: 'name' })
    }
  })
})

describe('scope enforcement', () => {
  it('off lets an application use all rights of its user, and the answer says so (O2, P2.4)', async () => {
    const organization = await workspace.organization()
    const { client } = await organization.client({ scopes: ['routing'] }, true)
    const user = await organization.user('Jonas Weber', 'User Manager')
    const ask = () => organization.ask(client.id, user.id, 'POST /api/v2/users')
    expect(await ask()).toMatchObject({ outcome: 'deny', enforceScopes: true })
    const off = { acting: organization.acting, settings: { enforceScopes: false } }
    valueOf(await workspace.admin['organization.configure'](off))
    const answer = await ask()
    expect(answer).toMatchObject({ outcome: 'allow', enforceScopes: false })
    expect(answer.checks.find(({ name }) => name === 'scope')).toMatchObject({
      result: 'not_applicable',
      evidence: 'scope enforcement is off: the app holds all rights of its user',
    })
    const without = await organization.user('Otto Ohne')
    expect((await organization.ask(client.id, without.id, 'POST /api/v2/users')).outcome).toBe('deny')
    const on = { acting: organization.acting, settings: { enforceScopes: true } }
    valueOf(await workspace.admin['organization.configure'](on))
    expect((await ask()).outcome).toBe('deny')
  })
})
