import { describe, expect, it } from 'vitest'
import { asId, type DivisionId } from '../../../core/model/brand.ts'
import { numberDivision } from '../../../core/policy/compiled-organization.ts'
import { whoCanCall } from '../../../core/policy/who-can-call.ts'
import { compiledWorld, type World } from '../../support/policy-world.ts'
import { fc, propertySeed } from '../catalogue/property-seed.ts'
import { allowedCalls } from './allowed-calls.ts'
import { crowd, divisions } from './random-crowd.ts'

function who(world: World, operation: string, division: string | null = null, limit = 200) {
  const organization = compiledWorld(world)
  return whoCanCall(organization, {
    operation: organization.catalogue.operationNumbers.get(operation) ?? -2,
    division: numberDivision(organization, division === null ? null : asId<DivisionId>(division)),
    limit,
  })
}

const world: World = {
  divisions: { home: 'Home', sales: 'Sales' },
  roles: {
    Adder: ['directory:user:add'],
    Grantor: ['authorization:grant:*'],
    Reader: ['directory:user:view'],
  },
  users: {
    Jonas: { roles: ['Adder@sales', 'Reader@home'] },
    Mia: { roles: ['Adder@*', 'Grantor@home'] },
    Ada: { state: 'inactive', roles: ['Adder@*'] },
  },
  clients: {
    Desktop: { scopes: ['routing', 'users'] },
    Limited: { scopes: ['users'] },
    Narrow: { scopes: ['users:readonly'] },
    Nightly: { grantType: 'client_credentials', roles: ['Reader@*', 'Adder@home'] },
  },
  authorizations: {
    Desktop: { scopes: ['users'] },
    Limited: { scopes: ['users'], roleIds: ['Grantor'] },
    Narrow: { scopes: ['users:readonly'] },
  },
  operations: { 'POST /api/v2/users': { any: ['directory:user:add'], scopes: ['users'] } },
}
const inShort = ({ pairs, apps, users }: ReturnType<typeof who>) => ({
  pairs,
  apps: apps.rows.map(({ app, scope, users: count, roles }) => [
    app.client.name,
    scope,
    count,
    roles.map(({ roleId, divisionId }) => `${roleId}@${divisionId}`),
  ]),
  users: users.rows.map(({ user, apps: count, roles }) => [
    user.user.name,
    count,
    roles.map(({ roleId, divisionId }) => `${roleId}@${divisionId}`),
  ]),
})

describe(`who can make a call (${propertySeed.title})`, () => {
  it('is what asking for each app and user alone says (P4)', () => {
    let pairsInAll = 0
    fc.assert(
      fc.property(crowd, fc.constantFrom(...divisions), (random, division) => {
        const allowed = allowedCalls(random, division)
        for (const operation of Object.keys(random.operations ?? {})) {
          const calls = allowed.filter((call) => call.operation === operation)
          const pairs = calls.filter(({ user }) => user !== null)
          const { apps, users, ...answer } = who(random, operation, division)
          expect(answer.pairs).toBe(pairs.length)
          expect(new Map(apps.rows.map(({ app, users: count }) => [app.client.name, count]))).toEqual(
            new Map(calls.map(({ app }) => [app, pairs.filter((pair) => pair.app === app).length])),
          )
          expect(new Map(users.rows.map(({ user, apps: count }) => [user.user.name, count]))).toEqual(
            new Map(pairs.map(({ user }) => [user, pairs.filter((pair) => pair.user === user).length])),
          )
          expect([apps.total, users.total]).toEqual([apps.rows.length, users.rows.length])
          pairsInAll += pairs.length
        }
      }),
      propertySeed.parameters,
    )
    expect(pairsInAll).toBeGreaterThan(100)
  })

  it('names the scope that reaches it and the roles that give it (P4)', () => {
    expect(inShort(who(world, 'POST /api/v2/users'))).toEqual({
      pairs: 3,
      apps: [
        ['Nightly', null, 0, ['Adder@home']],
        ['Desktop', 'users', 2, []],
        ['Limited', 'users', 1, []],
      ],
      users: [
        ['Mia', 2, ['Adder@*']],
        ['Jonas', 1, ['Adder@sales']],
      ],
    })
  })

  it('leaves out a role that is held only in another division (P2.5)', () => {
    expect(inShort(who(world, 'POST /api/v2/users', 'home')).users).toEqual([['Mia', 2, ['Adder@*']]])
    expect(inShort(who(world, 'POST /api/v2/users', 'sales')).apps).toEqual([
      ['Desktop', 'users', 2, []],
      ['Limited', 'users', 1, []],
    ])
  })

  it('names no scope while none are enforced (O2)', () => {
    const free = who({ ...world, enforceScopes: false }, 'POST /api/v2/users')
    expect(free.apps.rows.map(({ app, scope }) => [app.client.name, scope])).toEqual([
      ['Nightly', null],
      ['Desktop', null],
      ['Narrow', null],
      ['Limited', null],
    ])
  })

  it('lists no more than were asked for and counts all', () => {
    const { apps, users, pairs } = who(world, 'POST /api/v2/users', null, 1)
    expect([apps.rows.length, apps.total, users.rows.length, users.total, pairs]).toEqual([1, 3, 1, 2, 3])
  })

  it('is nobody for an operation that is not there (P5)', () => {
    expect(who(world, 'POST /api/v2/nothing')).toEqual({
      pairs: 0,
      apps: { rows: [], total: 0 },
      users: { rows: [], total: 0 },
    })
  })
})
