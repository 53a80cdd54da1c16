import { describe, expect, it } from 'vitest'
import { asId, type ClientId, type UserId } from '../../../core/model/brand.ts'
import { escalationOf, operationRisk } from '../../../core/policy/operation-risk.ts'
import { reachOf } from '../../../core/policy/reach.ts'
import { compiledWorld, viewOf, type World } from '../../support/policy-world.ts'
import { fc, propertySeed } from '../catalogue/property-seed.ts'
import { actsForItself, allowedCalls, countDistinct } from './allowed-calls.ts'
import { crowd } from './random-crowd.ts'

function reach(world: World, client: string, user: string | null = null) {
  const organization = compiledWorld(world)
  const app = organization.apps[organization.appNumbers.get(asId<ClientId>(client)) ?? -1]
  if (!app) throw new Error(`no app ${client}`)
  const found =
    user === null ? undefined : organization.users[organization.userNumbers.get(asId<UserId>(user)) ?? -1]
  return reachOf(organization, { app, user: found ?? null })
}

const world: World = {
  roles: {
    Grantor: ['authorization:grant:*', 'directory:user:view'],
    Clerk: ['routing:queue:*', 'directory:user:view'],
  },
  users: { Jonas: { roles: ['Clerk'] }, Mia: { roles: ['Grantor'] }, Ada: {} },
  clients: {
    Desktop: { scopes: ['users', 'routing', 'authorization'] },
    Nightly: { grantType: 'client_credentials', roles: ['Grantor'] },
  },
  authorizations: { Desktop: { scopes: ['users', 'routing', 'authorization'] } },
  operations: {
    'GET /api/v2/users': { any: ['directory:user:view'], scopes: ['users'] },
    'POST /api/v2/routing/queues': { any: ['routing:queue:add'], scopes: ['routing'] },
    'PUT /api/v2/users/{subjectId}/roles': { any: ['authorization:grant:add'], scopes: ['authorization'] },
  },
}

describe(`what a leaked secret or token could reach (${propertySeed.title})`, () => {
  it('is grouped by risk, the worst first, with the users whose token would do (P4)', () => {
    expect(reach(world, 'Desktop')).toEqual({
      way: 'token',
      users: 3,
      operations: 3,
      groups: [
        { risk: 'privileged', operations: [{ operation: 'PUT /api/v2/users/{subjectId}/roles', users: 1 }] },
        { risk: 'write', operations: [{ operation: 'POST /api/v2/routing/queues', users: 1 }] },
        { risk: 'read', operations: [{ operation: 'GET /api/v2/users', users: 2 }] },
      ],
      escalation: [{ target: 'roles', operations: ['PUT /api/v2/users/{subjectId}/roles'], users: 1 }],
    })
  })

  it('is for a client that acts for itself what its secret alone opens (P4)', () => {
    expect(reach(world, 'Nightly')).toEqual({
      way: 'secret',
      users: 0,
      operations: 2,
      groups: [
        { risk: 'privileged', operations: [{ operation: 'PUT /api/v2/users/{subjectId}/roles', users: 0 }] },
        { risk: 'read', operations: [{ operation: 'GET /api/v2/users', users: 0 }] },
      ],
      escalation: [{ target: 'roles', operations: ['PUT /api/v2/users/{subjectId}/roles'], users: 0 }],
    })
  })

  it('is what one user can, where the token is that one’s', () => {
    const { users, operations, escalation } = reach(world, 'Desktop', 'Jonas')
    expect({ users, operations, escalation }).toEqual({ users: 1, operations: 2, escalation: [] })
  })

  it('is what is allowed one by one (P4)', () => {
    let escalations = 0
    fc.assert(
      fc.property(crowd, (random) => {
        const view = viewOf(random)
        const allowed = allowedCalls(random, null)
        for (const client of Object.keys(random.clients ?? {})) {
          const answer = reach(random, client)
          const calls = allowed.filter(({ app }) => app === client)
          const users = (some: typeof calls) =>
            actsForItself(random, client) ? 0 : countDistinct(some, ({ user }) => user)
          const listed = answer.groups.flatMap(({ risk, operations }) =>
            operations.map(({ operation, users: count }) => `${risk} ${operation} ${String(count)}`),
          )
          const wanted = [...Map.groupBy(calls, ({ operation }) => operation)].map(([name, some]) => {
            const operation = view.operation(name)
            return `${operation ? operationRisk(operation) : '?'} ${name} ${String(users(some))}`
          })
          expect(listed.toSorted()).toEqual(wanted.toSorted())
          expect(answer.operations).toBe(wanted.length)
          for (const { target, users: count } of answer.escalation) {
            const some = calls.filter(({ operation: name }) => {
              const operation = view.operation(name)
              return operation !== undefined && escalationOf(operation).includes(target)
            })
            expect(count).toBe(users(some))
            escalations++
          }
        }
      }),
      propertySeed.parameters,
    )
    expect(escalations).toBeGreaterThan(20)
  })
})
