import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorOf, PlatformWorld, type ApiAnswer } from '../../support/platform-world.ts'

interface Entity {
  readonly id: string
  readonly name: string
}
interface Listing {
  readonly entities: readonly Entity[]
  readonly total: number
  readonly pageCount: number
  readonly nextUri?: string
}

let world: PlatformWorld
let token: string
let home: string
const scopes = ['users', 'organization', 'authorization', 'user-basic-info']

beforeAll(async () => {
  world = await PlatformWorld.open()
  token = (await world.admin(scopes)).token
  home = entity(await call('GET /api/v2/authorization/divisions/home')).id
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const call = (operation: string, body?: unknown) =>
  world.call(operation, { token, ...(body === undefined ? {} : { body }) })
// These read the fields that the test then compares.
const entity = (answer: ApiAnswer) => answer.json as Entity
const listing = (answer: ApiAnswer) => answer.json as Listing
const outcome = (answer: ApiAnswer) => [answer.status, answer.status < 400 ? null : errorOf(answer).code]

async function newUser(email: string): Promise<Entity> {
  return entity(await call('POST /api/v2/users', { email, name: email.split('@')[0] }))
}

async function newRole(name: string, ...actions: readonly string[]): Promise<Entity> {
  const permissionPolicies = [{ domain: 'routing', entityName: 'queue', actionSet: actions }]
  return entity(await call('POST /api/v2/authorization/roles', { name, permissionPolicies }))
}

describe('users of the Platform API (S5)', () => {
  it('are added, read, changed and listed page by page in the vendor’s shape', async () => {
    const made = await call('POST /api/v2/users', { name: 'Lena Brandt', email: 'lena@bank.example' })
    const { id } = entity(made)
    expect(made.json).toEqual({
      id,
      name: 'Lena Brandt',
      division: { id: home, name: 'Home', selfUri: `/api/v2/authorization/divisions/${home}` },
      email: 'lena@bank.example',
      username: 'lena@bank.example',
      state: 'active',
      version: 1,
      selfUri: `/api/v2/users/${id}`,
    })
    const change = { version: 1, name: 'Lena Maier', email: 'lena.maier@bank.example' }
    const changed = await call(`PATCH /api/v2/users/${id}`, change)
    expect(changed.json).toMatchObject({ ...change, version: 2 })
    expect((await call(`GET /api/v2/users/${id}`)).json).toEqual(changed.json)
    const first = listing(await call('GET /api/v2/users?pageSize=1'))
    expect(first).toMatchObject({ total: 2, pageCount: 2, nextUri: '/api/v2/users?pageSize=1&pageNumber=2' })
    const second = listing(await call('GET /api/v2/users?pageSize=1&pageNumber=2'))
    expect(second.nextUri).toBeUndefined()
    expect([...first.entities, ...second.entities].map(({ name }) => name)).toContain('Lena Maier')
    const careless = await call('GET /api/v2/users?pageSize=1&access_token=secret-by-mistake')
    expect([careless.status, careless.body.includes('secret-by-mistake')]).toEqual([200, false])
  })

  it('refuse an older version, an address that is taken, one that is none, and a password (C11, O6)', async () => {
    const { id } = await newUser('mara@bank.example')
    await call(`PATCH /api/v2/users/${id}`, { version: 1, name: 'Mara Voss' })
    expect(outcome(await call(`PATCH /api/v2/users/${id}`, { version: 1, name: 'Late' }))).toEqual([
      409,
      'request.conflict',
    ])
    expect(outcome(await call('POST /api/v2/users', { email: 'MARA@bank.example' }))).toEqual([
      409,
      'resource.already.exists',
    ])
    expect(outcome(await call('POST /api/v2/users', { email: 'nobody' }))).toEqual([400, 'invalid.value'])
    const withPassword = { email: 'new@bank.example', password: 'correct horse' }
    expect(outcome(await call('POST /api/v2/users', withPassword))).toEqual([400, 'invalid.value'])
    expect(outcome(await call('GET /api/v2/users/nobody'))).toEqual([404, 'not.found'])
  })

  it('are deactivated by DELETE, and then listed only where they are asked for', async () => {
    const { id } = await newUser('gone@bank.example')
    expect(outcome(await call(`DELETE /api/v2/users/${id}`))).toEqual([200, null])
    const listed = async (query: string) =>
      listing(await call(`GET /api/v2/users?id=${id}${query}`)).entities.length
    expect([await listed(''), await listed('&state=inactive'), await listed('&state=any')]).toEqual([0, 1, 1])
  })

  it('say who calls, with roles where they are wanted, and keep an administrator (O4)', async () => {
    const me = await call('GET /api/v2/users/me?expand=authorization,organization')
    expect(me.json).toMatchObject({
      organization: { name: 'Harbour Bank' },
      authorization: { permissions: expect.arrayContaining(['*:*:*']) as unknown },
    })
    const { id } = entity(me)
    expect(outcome(await call(`DELETE /api/v2/users/${id}`))).toEqual([409, 'request.conflict'])
  })
})

describe('roles of the Platform API (S5, O3)', () => {
  it('are made of policies and read back as such', async () => {
    const { id } = await newRole('Queue Reader', 'view', 'search')
    const read = await call(`GET /api/v2/authorization/roles/${id}`)
    expect(read.json).toMatchObject({
      name: 'Queue Reader',
      userCount: 0,
      default: false,
      permissionPolicies: [{ domain: 'routing', entityName: 'queue', actionSet: ['search', 'view'] }],
    })
    const put = {
      name: 'Queue Keeper',
      permissionPolicies: [{ domain: 'routing', entityName: '*', actionSet: ['*'] }],
    }
    expect((await call(`PUT /api/v2/authorization/roles/${id}`, put)).json).toMatchObject({
      name: 'Queue Keeper',
      permissionPolicies: [{ domain: 'routing', entityName: '*', actionSet: ['*'] }],
    })
    expect(
      (await call(`PATCH /api/v2/authorization/roles/${id}`, { description: 'Keeps queues' })).json,
    ).toMatchObject({ name: 'Queue Keeper', description: 'Keeps queues' })
    expect(outcome(await call(`DELETE /api/v2/authorization/roles/${id}`))).toEqual([200, null])
    expect(outcome(await call(`GET /api/v2/authorization/roles/${id}`))).toEqual([404, 'not.found'])
  })

  it('refuse a malformed permission, a name that is taken, and removal while somebody holds them', async () => {
    const malformed = {
      name: 'Odd',
      permissionPolicies: [{ domain: 'a b', entityName: 'c', actionSet: ['d'] }],
    }
    expect(outcome(await call('POST /api/v2/authorization/roles', malformed))).toEqual([400, 'invalid.value'])
    const role = await newRole('Held', 'view')
    expect(
      outcome(await call('POST /api/v2/authorization/roles', { name: 'held', permissions: ['a:b:c'] })),
    ).toEqual([409, 'resource.already.exists'])
    const user = await newUser('holder@bank.example')
    await call(`PUT /api/v2/authorization/roles/${role.id}/users/add`, [user.id])
    expect(outcome(await call(`DELETE /api/v2/authorization/roles/${role.id}`))).toEqual([
      400,
      'precondition.failure',
    ])
    expect(listing(await call(`GET /api/v2/authorization/roles/${role.id}/users`)).entities).toMatchObject([
      { id: user.id },
    ])
    expect(listing(await call(`GET /api/v2/authorization/roles/${role.id}/subjectgrants`)).entities).toEqual([
      { id: user.id, name: 'holder', type: 'PC_USER', divisions: [{ id: home, name: 'Home' }] },
    ])
    await call(`PUT /api/v2/authorization/roles/${role.id}/users/remove`, [user.id])
    expect(outcome(await call(`DELETE /api/v2/authorization/roles/${role.id}`))).toEqual([200, null])
  })

  it('come back by default (O5), but the one that keeps an administrator never goes (O4)', async () => {
    const restored = listing(await call('POST /api/v2/authorization/roles/default'))
    const master = restored.entities.find(({ name }) => name === 'Master Admin')
    expect(restored.entities.length).toBeGreaterThan(4)
    expect(outcome(await call(`DELETE /api/v2/authorization/roles/${master?.id ?? ''}`))).toEqual([
      409,
      'request.conflict',
    ])
  })
})

describe('subjects of the Platform API (S5, O6)', () => {
  it('get and lose roles one by one and in bulk', async () => {
    const user = await newUser('subject@bank.example')
    const one = await newRole('Subject One', 'view')
    const two = await newRole('Subject Two', 'edit')
    const path = `/api/v2/authorization/subjects/${user.id}`
    await call(`POST ${path}/divisions/${home}/roles/${one.id}`)
    await call(`POST ${path}/bulkadd`, { grants: [{ roleId: two.id, divisionId: '*' }] })
    const grants = async () => {
      const { json } = await call(`GET ${path}`)
      const held = (json as { grants: { role: Entity; division: Entity }[] }).grants
      return held.map(({ role, division }) => `${role.name} in ${division.name}`)
    }
    expect(await grants()).toEqual(['Subject One in Home', 'Subject Two in *'])
    await call(`POST ${path}/bulkreplace`, { grants: [{ roleId: two.id, divisionId: home }] })
    expect(await grants()).toEqual(['Subject Two in Home'])
    await call(`PUT /api/v2/users/${user.id}/roles`, [one.id])
    expect(await grants()).toEqual(['Subject One in Home'])
    await call(`DELETE ${path}/divisions/${home}/roles/${one.id}`)
    expect(await grants()).toEqual([])
  })

  it('change all of them or none: one that is unknown leaves the others as they were (F1)', async () => {
    const user = await newUser('whole@bank.example')
    const role = await newRole('Whole', 'view')
    const add = `PUT /api/v2/authorization/roles/${role.id}/users/add`
    expect(outcome(await call(add, [user.id, 'nobody']))).toEqual([404, 'not.found'])
    expect(listing(await call(`GET /api/v2/authorization/roles/${role.id}/users`)).total).toBe(0)
    expect(outcome(await call(add, [user.id]))).toEqual([200, null])
  })

  it('refuse a role beyond the caller’s own permissions, and the roles of a client', async () => {
    const lesser = await newUser('lesser@bank.example')
    const granting = entity(
      await call('POST /api/v2/authorization/roles', {
        name: 'Granter',
        permissions: ['authorization:grant:add', 'authorization:grant:view'],
      }),
    )
    const beyond = await newRole('Beyond', 'view')
    await call(`PUT /api/v2/authorization/roles/${granting.id}/users/add`, [lesser.id])
    const { client } = await world.app({ name: 'Lesser App', scopes })
    const asLesser = await world.token(client, { id: lesser.id as never })
    const give = (roleId: string, type = '') =>
      world.call(
        `POST /api/v2/authorization/subjects/${lesser.id}/divisions/${home}/roles/${roleId}${type}`,
        {
          token: asLesser,
        },
      )
    expect(outcome(await give(beyond.id))).toEqual([403, 'missing.division.permission'])
    expect(outcome(await give(granting.id))).toEqual([200, null])
    expect(outcome(await give(granting.id, '?subjectType=PC_OAUTH_CLIENT'))).toEqual([400, 'invalid.value'])
  })
})

describe('divisions, permissions and the organization (S5, O2)', () => {
  it('let divisions be made, renamed and removed once nobody holds a role there', async () => {
    const made = entity(await call('POST /api/v2/authorization/divisions', { name: 'Berlin' }))
    const path = `/api/v2/authorization/divisions/${made.id}`
    expect((await call(`PUT ${path}`, { name: 'Hamburg' })).json).toMatchObject({
      name: 'Hamburg',
      homeDivision: false,
    })
    const user = await newUser('hamburg@bank.example')
    const role = await newRole('Hamburg', 'view')
    const grant = `/api/v2/authorization/subjects/${user.id}/divisions/${made.id}/roles/${role.id}`
    await call(`POST ${grant}`)
    expect(outcome(await call(`DELETE ${path}`))).toEqual([400, 'precondition.failure'])
    expect(listing(await call(`GET ${path}/grants`)).entities).toContainEqual(
      expect.objectContaining({ subjectId: user.id }),
    )
    await call(`DELETE ${grant}`)
    expect(outcome(await call(`DELETE ${path}`))).toEqual([204, null])
    expect(outcome(await call(`GET ${path}`))).toEqual([404, 'not.found'])
    expect(outcome(await call(`DELETE /api/v2/authorization/divisions/${home}`))).toEqual([
      400,
      'precondition.failure',
    ])
    expect(outcome(await call('POST /api/v2/authorization/divisions', { name: 'home' }))).toEqual([
      409,
      'resource.already.exists',
    ])
  })

  it('list permissions by domain', async () => {
    const found = listing(await call('GET /api/v2/authorization/permissions?query=oauth&queryType=domain'))
    expect(found.entities).toMatchObject([
      {
        domain: 'oauth',
        permissionMap: {
          client: expect.arrayContaining([expect.objectContaining({ action: 'view' })]) as unknown,
        },
      },
    ])
  })

  it('show and rename the organization, and switch scope enforcement, for who may (O6)', async () => {
    const me = await call('GET /api/v2/organizations/me')
    expect(me.json).toMatchObject({ id: world.organization.id, name: 'Harbour Bank', state: 'active' })
    expect((await call('PUT /api/v2/organizations/me', { name: 'Harbour' })).json).toMatchObject({
      name: 'Harbour',
    })
    expect(outcome(await call('PUT /api/v2/organizations/me', { name: 'Late', version: 1 }))).toEqual([
      409,
      'request.conflict',
    ])
    const enforce = (enforceScopes: boolean) =>
      call('PUT /api/v2/organizations/enforcescopes', { enforceScopes })
    expect((await enforce(false)).json).toEqual({ enforceScopes: false })
    expect((await enforce(true)).json).toEqual({ enforceScopes: true })
    const user = await newUser('plain@bank.example')
    const { client } = await world.app({ name: 'Plain App', scopes })
    const plain = await world.token(client, { id: user.id as never })
    const refused = await world.call('PUT /api/v2/organizations/enforcescopes', {
      token: plain,
      body: { enforceScopes: false },
    })
    expect(outcome(refused)).toEqual([403, 'missing.permissions'])
  })
})
