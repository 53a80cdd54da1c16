import { describe, expect, it } from 'vitest'
import { asId, type DivisionId } from '../../../core/model/brand.ts'
import { bitsOf } from '../../../core/policy/bit-set.ts'
import { ANY_DIVISION, numberDivision } from '../../../core/policy/compiled-organization.ts'
import { Stopped } from '../../../core/policy/long-question.ts'
import { countMatrix, sumMatrix, type MatrixAsked } from '../../../core/policy/matrix.ts'
import { compiledWorld, type World } from '../../support/policy-world.ts'
import { fc, propertySeed } from '../catalogue/property-seed.ts'
import { actsForItself, allowedCalls, countDistinct } from './allowed-calls.ts'
import { crowd, divisions } from './random-crowd.ts'

/** The matrix over all apps and users, for the operations whose names hold the word. */
function matrixOf(world: World, division: string | null, word: string): MatrixAsked {
  const organization = compiledWorld(world)
  const { operationNumbers, operations } = organization.catalogue
  const matching = [...operationNumbers].filter(([name]) => name.includes(word)).map(([, number]) => number)
  return {
    apps: organization.apps,
    users: organization.users,
    operations: bitsOf(operations.length, matching),
    division: numberDivision(organization, division === null ? null : asId<DivisionId>(division)),
  }
}

const asked = fc.record({
  world: crowd,
  division: fc.constantFrom(...divisions),
  word: fc.constantFrom('', 'GET', 'queues'),
})

describe(`the matrix of apps and users (${propertySeed.title})`, () => {
  it('counts what is allowed one by one (P4)', () => {
    fc.assert(
      fc.property(asked, ({ world, division, word }) => {
        const allowed = allowedCalls(world, division).filter(({ operation }) => operation.includes(word))
        const apps = Object.keys(world.clients ?? {})
        const users = Object.keys(world.users ?? {})
        const count = (app: string, user: string | null) =>
          allowed.filter((call) => call.app === app && call.user === user).length
        expect(countMatrix(matrixOf(world, division, word))).toEqual({
          counts: apps.map((app) => (actsForItself(world, app) ? [] : users.map((user) => count(app, user)))),
          itself: apps.map((app) => (actsForItself(world, app) ? count(app, null) : null)),
        })
      }),
      propertySeed.parameters,
    )
  })

  it('adds up to the sums over it (P4)', () => {
    let callsInAll = 0
    fc.assert(
      fc.property(asked, ({ world, division, word }) => {
        const allowed = allowedCalls(world, division).filter(({ operation }) => operation.includes(word))
        const calls = allowed.filter(({ user }) => user !== null)
        const sums = sumMatrix(matrixOf(world, division, word))
        expect({ ...sums, topApps: null, topUsers: null }).toEqual({
          calls: calls.length,
          pairs: countDistinct(calls, ({ app, user }) => `${app} ${String(user)}`),
          itself: allowed.length - calls.length,
          topApps: null,
          topUsers: null,
        })
        expect(sums.topApps.map(({ client, ...row }) => ({ name: client.name, ...row }))).toEqual(
          [...Map.groupBy(calls, ({ app }) => app)]
            .map(([name, own]) => ({
              name,
              calls: own.length,
              users: countDistinct(own, ({ user }) => user),
            }))
            .sort((one, other) => other.calls - one.calls || (one.name < other.name ? -1 : 1)),
        )
        expect(sums.topUsers.map(({ user, ...row }) => ({ name: user.name, ...row }))).toEqual(
          [...Map.groupBy(calls, ({ user }) => user)]
            .map(([name, own]) => ({
              name: name ?? '',
              calls: own.length,
              apps: countDistinct(own, ({ app }) => app),
            }))
            .sort((one, other) => other.calls - one.calls || (one.name < other.name ? -1 : 1)),
        )
        callsInAll += sums.calls
      }),
      propertySeed.parameters,
    )
    expect(callsInAll).toBeGreaterThan(100)
  })

  it('names at most twenty apps and users', () => {
    const names = Array.from({ length: 30 }, (_none, number) => `N${String(number)}`)
    const world: World = {
      users: Object.fromEntries(names.map((name) => [name, {}])),
      clients: Object.fromEntries(names.map((name) => [name, {}])),
      authorizations: Object.fromEntries(names.map((name) => [name, {}])),
      operations: { 'GET /api/v2/date': {} },
    }
    const { topApps, topUsers, calls } = sumMatrix(matrixOf(world, null, ''))
    expect([topApps.length, topUsers.length, calls]).toEqual([20, 20, 900])
  })

  it('tells how far it is, and ends when nobody waits for it', () => {
    const organization = compiledWorld({
      users: { Jonas: {} },
      clients: { One: { scopes: ['users'] }, Two: { scopes: ['routing'] }, Three: { scopes: ['users'] } },
      authorizations: {
        One: { scopes: ['users'] },
        Two: { scopes: ['routing'] },
        Three: { scopes: ['users'] },
      },
      operations: {
        'GET /api/v2/users': { scopes: ['users'] },
        'GET /api/v2/queues': { scopes: ['routing'] },
      },
    })
    const all = { ...organization, operations: bitsOf(2, [0, 1]), division: ANY_DIVISION }
    const steps: string[] = []
    const onProgress = (done: number, total: number) => steps.push(`${String(done)}/${String(total)}`)
    sumMatrix(all, { onProgress })
    expect(steps).toEqual(['0/3', '2/3', '3/3'])
    expect(() => sumMatrix(all, { onProgress, stop: () => steps.length > 4 })).toThrow(Stopped)
    expect(steps.slice(3)).toEqual(['0/3', '2/3'])
  })
})
