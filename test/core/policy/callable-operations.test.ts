import { describe, expect, it } from 'vitest'
import { asId, type ClientId, type DivisionId, type UserId } from '../../../core/model/brand.ts'
import { callableOperations } from '../../../core/policy/callable-operations.ts'
import { numberDivision } from '../../../core/policy/compiled-organization.ts'
import { compiledWorld, type World } from '../../support/policy-world.ts'
import { fc, propertySeed } from '../catalogue/property-seed.ts'
import { actsForItself, admittedByLimit, allowedCalls } from './allowed-calls.ts'
import { crowd, divisions } from './random-crowd.ts'

function callable(world: World, app: string, user: string | null, division: string | null = null) {
  const organization = compiledWorld(world)
  const appAsked = organization.apps[organization.appNumbers.get(asId<ClientId>(app)) ?? -1]
  if (!appAsked) throw new Error(`no app ${app}`)
  return callableOperations(organization, {
    app: appAsked,
    user:
      user === null
        ? null
        : (organization.users[organization.userNumbers.get(asId<UserId>(user)) ?? -1] ?? null),
    division: numberDivision(organization, division === null ? null : asId<DivisionId>(division)),
  })
}

describe(`the operations that an app can call (${propertySeed.title})`, () => {
  it('are those that are allowed one by one, with the users of each (P4)', () => {
    let callableInAll = 0
    fc.assert(
      fc.property(crowd, fc.constantFrom(...divisions), (world, division) => {
        const allowed = allowedCalls(world, division)
        const users = [null, ...Object.keys(world.users ?? {})]
        for (const app of Object.keys(world.clients ?? {}))
          for (const user of users) {
            const answer = callable(world, app, user, division)
            const itself = actsForItself(world, app)
            const calls = allowed.filter(
              (call) => call.app === app && (itself || user === null || call.user === user),
            )
            const counted = Map.groupBy(calls, ({ operation }) => operation)
            expect(answer.actsForItself).toBe(itself)
            expect(
              new Map(answer.operations.map(({ operation, users: count }) => [operation, count])),
            ).toEqual(
              new Map(Array.from(counted, ([operation, { length }]) => [operation, itself ? 0 : length])),
            )
            const admitted = admittedByLimit(world, app).filter((name) => user === null || name === user)
            expect(answer.users).toBe(itself ? 0 : admitted.length)
            callableInAll += answer.operations.length
          }
      }),
      propertySeed.parameters,
    )
    expect(callableInAll).toBeGreaterThan(100)
  })

  it('stand by path, in groups that name every noun of the catalogue (P4)', () => {
    const world: World = {
      roles: { Reader: ['directory:user:view'] },
      users: { Jonas: { roles: ['Reader'] }, Mia: {} },
      clients: { Desktop: { scopes: ['users'] } },
      authorizations: { Desktop: { scopes: ['users'] } },
      operations: {
        'POST /api/v2/users/search': { any: ['directory:user:view'], scopes: ['users', 'users:readonly'] },
        'GET /api/v2/users': { any: ['directory:user:view'], scopes: ['users:readonly'] },
        'GET /api/v2/date': {},
        'GET /api/v2/routing/queues': { scopes: ['routing'] },
      },
    }
    const { operations, groups, users } = callable(world, 'Desktop', null)
    expect(users).toBe(2)
    expect(operations).toEqual([
      { operation: 'GET /api/v2/date', group: 'date', risk: 'read', users: 2 },
      { operation: 'GET /api/v2/users', group: 'users', risk: 'read', users: 1 },
      { operation: 'POST /api/v2/users/search', group: 'users', risk: 'read', users: 1 },
    ])
    expect(groups).toEqual([
      { group: 'date', allowed: 1, all: 1 },
      { group: 'routing', allowed: 0, all: 1 },
      { group: 'users', allowed: 2, all: 2 },
    ])
  })
})
