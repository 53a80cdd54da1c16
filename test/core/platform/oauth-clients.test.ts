import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInClientList } from '../../../core/organization/resources.ts'
import { errorOf, PlatformWorld, refusalOf, type ApiAnswer } from '../../support/platform-world.ts'

let world: PlatformWorld
let token: string

beforeAll(async () => {
  world = await PlatformWorld.open()
  ;({ token } = await world.admin())
})
afterAll(() => world[Symbol.asyncDispose]())

const call = (operation: string, body?: unknown) => world.call(operation, { token, body })
const isBuiltInId = (id: string) => builtInClientList.some((client) => client.id === id)
const codeOf = (answer: ApiAnswer) => refusalOf(answer).slice(0, 2)

interface WireClient {
  readonly id: string
  readonly secret?: string
  readonly state: string
  readonly dateToDelete?: string
}

async function make(wish: object = {}): Promise<WireClient> {
  const body = {
    name: 'Desk',
    authorizedGrantType: 'CODE',
    scope: ['users'],
    registeredRedirectUri: ['https://desk.example.com/cb'],
    ...wish,
  }
  const answer = await call('POST /api/v2/oauth/clients', body)
  expect(answer.status).toBe(200)
  return answer.json as WireClient
}

describe('an OAuth client on the wire (C1, S5)', () => {
  it('is made with its secret, which no other answer repeats (C7)', async () => {
    const made = await make({ name: 'Fresh', accessTokenValiditySeconds: 600, description: 'One' })
    expect(made).toEqual({
      id: made.id,
      name: 'Fresh',
      dateCreated: '2027-01-10T08:00:00.000Z',
      dateModified: '2027-01-10T08:00:00.000Z',
      createdBy: { id: world.organization.administratorId, name: 'Admin' },
      modifiedBy: { id: world.organization.administratorId, name: 'Admin' },
      authorizedGrantType: 'CODE',
      scope: ['users'],
      roleDivisions: [],
      state: 'active',
      accessTokenValiditySeconds: 600,
      description: 'One',
      registeredRedirectUri: ['https://desk.example.com/cb'],
      secret: made.secret,
      roleIds: [],
      selfUri: `/api/v2/oauth/clients/${made.id}`,
    })
    expect(made.secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const { secret, ...rest } = made
    const shown = await call(`GET /api/v2/oauth/clients/${made.id}`)
    expect(shown.json).toEqual(rest)
    const renewed = await call(`POST /api/v2/oauth/clients/${made.id}/secret`)
    expect((renewed.json as WireClient).secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect((renewed.json as WireClient).secret).not.toBe(secret)
  })

  it('is authorized here in the same step, where its maker may do that (A7)', async () => {
    const { id } = await make({ name: 'At once' })
    const shown = await call(`GET /api/v2/oauth/authorizations/${id}`)
    expect(shown.json).toMatchObject({ state: 'Authorized', scope: ['users'] })
  })

  it('is listed with all others at once, the built-in ones among them (A6)', async () => {
    const { json } = await call('GET /api/v2/oauth/clients')
    const { entities, ...envelope } = json as { entities: readonly WireClient[] }
    const count = entities.length
    expect(envelope).toEqual({
      pageSize: count,
      pageNumber: 1,
      total: count,
      pageCount: 1,
      selfUri: '/api/v2/oauth/clients',
    })
    expect(entities.every((client) => !('secret' in client))).toBe(true)
    expect(entities.some(({ id }) => isBuiltInId(id))).toBe(true)
  })

  it('holds roles in the home division where none is given, in all of them by `*` (C6)', async () => {
    const role = await world.organization.role('Admin')
    const employee = await world.organization.role('Employee')
    const made = await make({
      authorizedGrantType: 'CLIENT_CREDENTIALS',
      scope: null,
      registeredRedirectUri: null,
      roleIds: [employee.id, role.id],
      roleDivisions: [{ roleId: role.id, divisionId: '*' }],
    })
    expect(made).toMatchObject({
      authorizedGrantType: 'CLIENT-CREDENTIALS',
      roleIds: [role.id, employee.id],
      roleDivisions: [
        { roleId: role.id, divisionId: '*' },
        { roleId: employee.id, divisionId: world.organization.homeDivisionId },
      ],
    })
  })

  it.each([
    [{ authorizedGrantType: undefined }, 'grant.type.required'],
    [{ authorizedGrantType: 'MAGIC' }, 'bad.grant.type'],
    [{ authorizedGrantType: 'PASSWORD' }, 'bad.grant.type'],
    [{ name: ' ' }, 'constraint.validation'],
    [{ scope: [] }, 'missing.client.scope'],
    [{ scope: ['no-such-scope'] }, 'auth.invalid.scope'],
    [{ state: 'inactive' }, 'bad.client.state'],
    [{ state: 'gone' }, 'invalid.value'],
    [{ registeredRedirectUri: [] }, 'constraint.validation'],
    [{ registeredRedirectUri: ['https://a.example/#x'] }, 'invalid.value'],
    [{ accessTokenValiditySeconds: 299 }, 'invalid.value'],
    [{ accessTokenValiditySeconds: '600' }, 'invalid.value'],
    [{ roleIds: ['nobody'] }, 'bad.client.role'],
    [{ authorizedGrantType: 'CLIENT-CREDENTIALS', scope: [] }, 'missing.client.roles'],
    [{ authorizedGrantType: 'CLIENT-CREDENTIALS', scope: [], roleIds: ['nobody'] }, 'bad.client.role'],
  ])('is refused as %j with %s', async (wish, code) => {
    const body = {
      name: 'Refused',
      authorizedGrantType: 'CODE',
      scope: ['users'],
      registeredRedirectUri: ['https://desk.example.com/cb'],
      ...wish,
    }
    expect(codeOf(await call('POST /api/v2/oauth/clients', body))).toEqual([400, code])
  })

  it('is refused by the name that the vendor gives the field, with our sentence as the reason', async () => {
    const body = {
      name: 'x',
      authorizedGrantType: 'CODE',
      scope: ['usrs'],
      registeredRedirectUri: ['https://a.example/'],
    }
    const { details, errors } = errorOf(await call('POST /api/v2/oauth/clients', body))
    expect(details).toEqual([{ errorCode: 'auth.invalid.scope', fieldName: 'scope' }])
    expect(errors.map(({ message }) => message)).toEqual(['the catalogue has no scope `usrs` (C5)'])
  })

  it('is refused with auth.too.many.clients where the organization has its fill (O2)', async () => {
    const { admin, acting } = world.organization
    await admin['organization.configure']({ acting, settings: { maxClients: 1 } })
    const body = {
      name: 'One more',
      authorizedGrantType: 'CODE',
      scope: ['users'],
      registeredRedirectUri: ['https://a.example/'],
    }
    expect(codeOf(await call('POST /api/v2/oauth/clients', body))).toEqual([400, 'auth.too.many.clients'])
    await admin['organization.configure']({ acting, settings: { maxClients: 500 } })
  })
})

describe('putting a client', () => {
  it('changes what it says and keeps what it does not say, and takes the same again without a refusal', async () => {
    const made = await make({ name: 'Before', description: 'Kept', accessTokenValiditySeconds: 900 })
    const body = { name: 'After', authorizedGrantType: 'CODE', scope: ['users', 'routing'] }
    const put = await call(`PUT /api/v2/oauth/clients/${made.id}`, body)
    expect([put.status, put.json]).toMatchObject([
      200,
      {
        name: 'After',
        description: 'Kept',
        accessTokenValiditySeconds: 900,
        registeredRedirectUri: ['https://desk.example.com/cb'],
      },
    ])
    expect((await call(`PUT /api/v2/oauth/clients/${made.id}`, body)).json).toEqual(put.json)
    expect((put.json as WireClient).secret).toBeUndefined()
  })

  it('deactivates and restores by its state, in one act with its fields (C8, C9, S5)', async () => {
    const made = await make({ name: 'Leaving' })
    const path = `/api/v2/oauth/clients/${made.id}`
    const fields = { name: 'Left', authorizedGrantType: 'CODE' }
    const gone = await call(`PUT ${path}`, { ...fields, state: 'inactive' })
    expect(gone.json).toMatchObject({
      name: 'Left',
      state: 'inactive',
      dateToDelete: '2027-01-17T08:00:00.000Z',
    })
    expect((await call(`PUT ${path}`, { ...fields, state: 'inactive' })).json).toEqual(gone.json)
    expect(codeOf(await call(`POST ${path}/secret`))).toEqual([400, 'bad.client.state'])
    // Nothing of a refused act stays: the new name is not saved when the state cannot be.
    expect(
      codeOf(await call(`PUT ${path}`, { ...fields, name: 'Half', scope: [], state: 'active' })),
    ).toEqual([400, 'missing.client.scope'])
    const back = await call(`PUT ${path}`, { ...fields, state: 'active' })
    expect(back.json).toMatchObject({ name: 'Left', state: 'active' })
    expect((back.json as WireClient).dateToDelete).toBeUndefined()
    expect(codeOf(await call(`PUT ${path}`, { ...fields, state: 'disabled' }))).toEqual([
      400,
      'bad.client.state',
    ])
    const actions = (await world.organization.events()).filter(({ target }) => target.id === made.id)
    expect(actions.map(({ action }) => action)).toEqual([
      'client.create',
      'app.authorize',
      'client.edit',
      'client.deactivate',
      'client.restore',
    ])
  })

  it('is refused for a client that is unknown, built in or disabled', async () => {
    const body = { name: 'x', authorizedGrantType: 'CODE', scope: ['users'] }
    expect(codeOf(await call('PUT /api/v2/oauth/clients/nobody', body))).toEqual([404, 'client.not.found'])
    const { json } = await call('GET /api/v2/oauth/clients')
    const builtIn = (json as { entities: readonly WireClient[] }).entities.find(({ id }) => isBuiltInId(id))
    const path = `/api/v2/oauth/clients/${builtIn?.id ?? ''}`
    expect(codeOf(await call(`PUT ${path}`, body))).toEqual([403, 'not.authorized'])
    expect(codeOf(await call(`DELETE ${path}`))).toEqual([403, 'not.authorized'])
    const { client } = await world.organization.client({ name: 'Disabled' })
    const disabled = { ...client, state: { kind: 'disabled' as const } }
    await world.context.store.write((unit) => unit.put.client(world.organization.id, disabled))
    expect(codeOf(await call(`PUT /api/v2/oauth/clients/${client.id}`, body))).toEqual([
      400,
      'bad.client.state',
    ])
  })

  it('and making a secret take every role of the client in that division (C6)', async () => {
    const service = await world.organization.service('Robot', 'Admin')
    const editor = await world.organization.newRole('Client Editor', ['oauth:client:*'])
    const user = await world.organization.user('Ed Editor', editor.name)
    const app = await world.app({ name: 'Editor', scopes: ['oauth'] })
    const mine = await world.token(app.client, user)
    const path = `/api/v2/oauth/clients/${service.client.id}`
    const body = { name: 'Mine', authorizedGrantType: 'CLIENT-CREDENTIALS' }
    expect(codeOf(await world.call(`PUT ${path}`, { token: mine, body }))).toEqual([400, 'bad.client.role'])
    expect(codeOf(await world.call(`POST ${path}/secret`, { token: mine }))).toEqual([400, 'bad.client.role'])
    await world.organization.grant(user.id, 'Admin')
    expect((await world.call(`PUT ${path}`, { token: mine, body })).status).toBe(200)
    expect((await world.call(`POST ${path}/secret`, { token: mine })).status).toBe(200)
  })

  it('works as a client-credentials client too, by its own roles (O6)', async () => {
    const { client } = await world.organization.service('Provisioner', 'Admin')
    const robot = await world.token(client, null)
    const body = {
      name: 'By a robot',
      authorizedGrantType: 'CODE',
      scope: ['users'],
      registeredRedirectUri: ['https://a.example/'],
    }
    const made = await world.call('POST /api/v2/oauth/clients', { token: robot, body })
    expect(made.json).toMatchObject({ createdBy: { id: client.id, name: 'Provisioner' } })
    const lesser = await world.organization.service('Watcher', 'Employee')
    const weak = await world.token(lesser.client, null)
    expect(codeOf(await world.call('POST /api/v2/oauth/clients', { token: weak, body }))).toEqual([
      403,
      'missing.permissions',
    ])
  })
})

describe('deleting a client (S5)', () => {
  it('is refused while it is active, and removes an inactive one at once', async () => {
    const made = await make({ name: 'To delete' })
    const path = `/api/v2/oauth/clients/${made.id}`
    const refused = await call(`DELETE ${path}`)
    expect(codeOf(refused)).toEqual([400, 'cannot.delete.client'])
    expect(errorOf(refused).message).toBe('Clients must be marked as inactive to be eligible for deletion.')
    await call(`PUT ${path}`, { name: 'To delete', authorizedGrantType: 'CODE', state: 'inactive' })
    const deleted = await call(`DELETE ${path}`)
    expect([deleted.status, deleted.body]).toEqual([200, ''])
    expect(codeOf(await call(`GET ${path}`))).toEqual([404, 'client.not.found'])
    expect(codeOf(await call(`DELETE ${path}`))).toEqual([404, 'client.not.found'])
  })

  it('comes by itself seven days after the deactivation (C8)', async () => {
    const made = await make({ name: 'Waiting' })
    const path = `/api/v2/oauth/clients/${made.id}`
    await call(`PUT ${path}`, { name: 'Waiting', authorizedGrantType: 'CODE', state: 'inactive' })
    world.workspace.clock.advance('7d')
    ;({ token } = await world.admin())
    expect(codeOf(await call(`GET ${path}`))).toEqual([404, 'client.not.found'])
    const { json } = await call('GET /api/v2/oauth/clients')
    expect((json as { entities: readonly WireClient[] }).entities.some(({ id }) => id === made.id)).toBe(
      false,
    )
  })
})

describe('an imported catalogue that asks for less than an act takes (O6, P1)', () => {
  it('lets nobody do or see more', async () => {
    const security = [{ 'PureCloud OAuth': ['oauth'] }]
    const document = {
      swagger: '2.0',
      info: { title: 'Lenient', version: '1' },
      securityDefinitions: { 'PureCloud OAuth': { type: 'oauth2' } },
      paths: {
        '/api/v2/oauth/clients': { get: { security }, post: { security } },
        '/api/v2/oauth/clients/{clientId}': { get: { security }, put: { security }, delete: { security } },
      },
    }
    await world.organization.importDocument(JSON.stringify(document))
    const viewer = await world.organization.user('Lena Lenient', 'Employee')
    const { client } = await world.app({ name: 'Lenient', scopes: ['oauth'] })
    const its = await world.token(client, viewer)
    const body = { name: 'x', authorizedGrantType: 'CODE', scope: ['users'] }
    const path = `/api/v2/oauth/clients/${client.id}`
    for (const operation of [
      'GET /api/v2/oauth/clients',
      'POST /api/v2/oauth/clients',
      `GET ${path}`,
      `PUT ${path}`,
      `DELETE ${path}`,
    ]) {
      const answer = await world.call(operation, { token: its, body })
      expect([operation, answer.note.decision?.outcome, ...codeOf(answer)]).toEqual([
        operation,
        'allow',
        403,
        'missing.permissions',
      ])
    }
    expect((await call(`GET ${path}`)).status).toBe(200)
  })
})
