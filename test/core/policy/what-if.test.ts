import { describe, expect, it } from 'vitest'
import type { Assumption } from '../../../core/model/assumption.ts'
import { asId, type ClientId, type DivisionId, type RoleId, type UserId } from '../../../core/model/brand.ts'
import type { RoleDivision } from '../../../core/model/directory.ts'
import { operationName } from '../../../core/model/operation.ts'
import type { AccessDifference } from '../../../core/policy/access-difference.ts'
import { compareAccess } from '../../../core/policy/compare-access.ts'
import { recompile } from '../../../core/policy/compile.ts'
import { assume } from '../../../core/policy/assume.ts'
import { numberDivision } from '../../../core/policy/compiled-organization.ts'
import { Stopped } from '../../../core/policy/long-question.ts'
import { whatIf } from '../../../core/policy/what-if.ts'
import { compiledWorld, type World } from '../../support/policy-world.ts'
import { fc, propertySeed } from '../catalogue/property-seed.ts'
import { allowedCalls, countDistinct, type AllowedCall } from './allowed-calls.ts'
import { someAssumption, worldWith } from './random-assumptions.ts'
import { crowd, divisions } from './random-crowd.ts'

/** What changed between two lists of calls, counted one by one. */
function naiveDifference(before: readonly AllowedCall[], after: readonly AllowedCall[]) {
  const text = ({ app, user, operation }: AllowedCall) => JSON.stringify([app, user, operation])
  const [were, are] = [new Set(before.map(text)), new Set(after.map(text))]
  const lost = before.filter((call) => !are.has(text(call)))
  const gained = after.filter((call) => !were.has(text(call)))
  const sums = (calls: readonly AllowedCall[]) => {
    const withUser = calls.filter(({ user }) => user !== null)
    return {
      calls: calls.length,
      pairs: countDistinct(withUser, ({ app, user }) => `${app} ${String(user)}`),
      apps: countDistinct(calls, ({ app }) => app),
      users: countDistinct(withUser, ({ user }) => user),
      operations: countDistinct(calls, ({ operation }) => operation),
    }
  }
  const rows = (
    name: (call: AllowedCall) => string | null,
    partner: (call: AllowedCall) => string | null,
  ) => {
    const some = [...lost, ...gained].filter((call) => name(call) !== null)
    return new Map(
      [...Map.groupBy(some, name)].map(([key, calls]) => [
        key,
        {
          lost: lost.filter((call) => name(call) === key).length,
          gained: gained.filter((call) => name(call) === key).length,
          partners: calls.every((call) => partner(call) === null) ? null : countDistinct(calls, partner),
        },
      ]),
    )
  }
  return {
    lost: sums(lost),
    gained: sums(gained),
    apps: rows(
      ({ app }) => app,
      ({ user }) => user,
    ),
    users: rows(
      ({ user }) => user,
      ({ app }) => app,
    ),
    operations: rows(
      ({ operation }) => operation,
      () => null,
    ),
  }
}

function inShort({ lost, gained, apps, users, operations }: AccessDifference) {
  return {
    ...{ lost, gained },
    apps: new Map(apps.map(({ client, users: partners, ...row }) => [client.name, { ...row, partners }])),
    users: new Map(users.map(({ user, apps: partners, ...row }) => [user.name, { ...row, partners }])),
    operations: new Map(
      operations.map(({ operation, ...row }) => [operationName(operation), { ...row, partners: null }]),
    ),
  }
}

function effect(world: World, ...assumptions: readonly Assumption[]) {
  const answer = whatIf(compiledWorld(world), assumptions)
  return 'unknown' in answer ? answer : inShort(answer.difference)
}

describe(`a what-if (${propertySeed.title})`, () => {
  it('equals doing it and asking for every call again (P4)', () => {
    const seen = { lost: 0, gained: 0, kinds: new Set<string>() }
    fc.assert(
      fc.property(
        crowd,
        fc.array(someAssumption, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...divisions),
        (world, assumptions, division) => {
          const after = assumptions.reduce<World | undefined>(
            (former, assumption) => former && worldWith(former, assumption),
            world,
          )
          const organization = compiledWorld(world)
          const assumed = assume(organization, assumptions)
          expect('changes' in assumed).toBe(after !== undefined)
          if (!after || !('changes' in assumed)) return
          const id = division === null ? null : asId<DivisionId>(division)
          const changed = recompile(organization, assumed.changes)
          const difference = compareAccess(organization, changed, {
            division: numberDivision(changed, id),
          })
          expect(inShort(difference)).toEqual(
            naiveDifference(allowedCalls(world, division), allowedCalls(after, division)),
          )
          seen.lost += difference.lost.calls
          seen.gained += difference.gained.calls
          if (difference.lost.calls + difference.gained.calls > 0) {
            for (const { kind } of assumptions) seen.kinds.add(kind)
          }
        },
      ),
      { ...propertySeed.parameters, numRuns: 2_000 },
    )
    expect(seen.lost).toBeGreaterThan(100)
    expect(seen.gained).toBeGreaterThan(100)
    expect(seen.kinds.size).toBe(12)
  })
})

const desktop = asId<ClientId>('Desktop')
const nightly = asId<ClientId>('Nightly')
const adder = asId<RoleId>('Adder')
const world: World = {
  roles: { Adder: ['directory:user:add'], Reader: ['directory:user:view'] },
  users: { Jonas: { roles: ['Adder', 'Reader'] }, Mia: { roles: ['Reader'] } },
  clients: {
    Desktop: { scopes: ['users', 'users:readonly'] },
    Wallboard: { scopes: ['users:readonly'] },
    Nightly: { grantType: 'client_credentials', roles: ['Adder'] },
  },
  authorizations: {
    Desktop: { scopes: ['users', 'users:readonly'] },
    Wallboard: { scopes: ['users:readonly'], state: 'pending', expiresAt: '2027-01-01T00:00:00.000Z' },
  },
  operations: {
    'POST /api/v2/users': { any: ['directory:user:add'], scopes: ['users'] },
    'GET /api/v2/users': { any: ['directory:user:view'], scopes: ['users:readonly'] },
  },
}
const nothing = { calls: 0, pairs: 0, apps: 0, users: 0, operations: 0 }

describe('what would change', () => {
  it('if a scope were taken from an app, is what only that scope reached', () => {
    const remove = ['users']
    expect(effect(world, { kind: 'granted_scopes', clientId: desktop, add: [], remove })).toEqual({
      lost: { calls: 1, pairs: 1, apps: 1, users: 1, operations: 1 },
      gained: nothing,
      apps: new Map([['Desktop', { lost: 1, gained: 0, partners: 1 }]]),
      users: new Map([['Jonas', { lost: 1, gained: 0, partners: 1 }]]),
      operations: new Map([['POST /api/v2/users', { lost: 1, gained: 0, partners: null }]]),
    })
    // Another scope still reaches what this one did.
    const readonly = ['users:readonly']
    expect(
      effect(world, { kind: 'granted_scopes', clientId: desktop, add: [], remove: readonly }),
    ).toMatchObject({ lost: nothing, gained: nothing })
  })

  it('if a role were deleted, names the apps that act for themselves too', () => {
    const { lost, apps, operations } = effectOf(world, { kind: 'delete_role', roleId: adder })
    expect(lost).toEqual({ calls: 2, pairs: 1, apps: 2, users: 1, operations: 1 })
    expect(apps).toEqual(
      new Map([
        ['Desktop', { lost: 1, gained: 0, partners: 1 }],
        ['Nightly', { lost: 1, gained: 0, partners: null }],
      ]),
    )
    expect(operations.get('POST /api/v2/users')).toEqual({ lost: 2, gained: 0, partners: null })
  })

  it('if an app were authorized, keeps the scopes that it had and ends its end (A2)', () => {
    const clientId = asId<ClientId>('Wallboard')
    const { gained } = effectOf(world, { kind: 'authorize_app', clientId, scopes: [] })
    expect(gained).toEqual({ calls: 2, pairs: 2, apps: 1, users: 2, operations: 1 })
  })

  it('takes the assumptions in their order', () => {
    const give: Assumption = { kind: 'give_client_role', clientId: nightly, roleId: adder, divisionId: '*' }
    expect(effect(world, { kind: 'delete_role', roleId: adder }, give)).toEqual({
      unknown: { what: 'role', id: 'Adder' },
    })
    expect(effect(world, give, { kind: 'delete_role', roleId: adder })).toHaveProperty('lost.calls', 2)
  })

  it.each<[string, string, Assumption]>([
    ['client', 'Ghost', { kind: 'requested_scopes', clientId: asId<ClientId>('Ghost'), add: [], remove: [] }],
    ['client', 'Ghost', { kind: 'authorize_app', clientId: asId<ClientId>('Ghost'), scopes: [] }],
    ['client', 'Ghost', { kind: 'revoke_app', clientId: asId<ClientId>('Ghost') }],
    ['authorization', 'Nightly', { kind: 'role_limit', clientId: nightly, roleIds: [] }],
    ['role', 'Gone', { kind: 'role_limit', clientId: desktop, roleIds: [asId<RoleId>('Gone')] }],
    ['role', 'Gone', { kind: 'role_patterns', roleId: asId<RoleId>('Gone'), add: [], remove: [] }],
    [
      'user',
      'Ghost',
      { kind: 'give_user_role', userId: asId<UserId>('Ghost'), roleId: adder, divisionId: '*' },
    ],
    [
      'division',
      'nowhere',
      {
        kind: 'give_client_role',
        clientId: nightly,
        roleId: adder,
        divisionId: asId<DivisionId>('nowhere'),
      },
    ],
  ])('cannot be told for an unknown %s, `%s`', (what, id, assumption) => {
    expect(effect(world, assumption)).toEqual({ unknown: { what, id } })
  })

  it('if a role were taken in one division and kept in another, is told by division (P2.5)', () => {
    const [home, sales] = [asId<DivisionId>('home'), asId<DivisionId>('sales')]
    const divided: World = {
      ...world,
      divisions: { home: 'Home', sales: 'Sales' },
      users: { Jonas: { roles: ['Adder@home', 'Adder@sales'] }, Mia: { roles: ['Adder@*'] } },
    }
    const take = (divisionId: RoleDivision, userId = asId<UserId>('Jonas')) =>
      whatIf(compiledWorld(divided), [{ kind: 'take_user_role', userId, roleId: adder, divisionId }])
    const one = { calls: 1, pairs: 1, apps: 1, users: 1, operations: 1 }
    const inDivision = (id: DivisionId, name: string) => ({
      division: { id, name, isHome: id === home },
      lost: one,
      gained: nothing,
    })
    expect(take(home)).toMatchObject({
      difference: { lost: nothing },
      divisions: [inDivision(home, 'Home')],
    })
    expect(take(sales)).toMatchObject({ divisions: [inDivision(sales, 'Sales')] })
    expect(take('*')).toMatchObject({ difference: { lost: nothing }, divisions: [] })
    expect(take('*', asId<UserId>('Mia'))).toMatchObject({
      difference: { lost: one },
      divisions: [inDivision(home, 'Home'), inDivision(sales, 'Sales')],
    })
    // Scopes reach the same in every division.
    const off = whatIf(compiledWorld(divided), [{ kind: 'enforce_scopes', on: false }])
    expect(off).toMatchObject({ divisions: [] })
  })

  it('is told in steps, and not at all when nobody waits for it', () => {
    const organization = compiledWorld(world)
    const steps: string[] = []
    const onProgress = (done: number, total: number) => steps.push(`${String(done)}/${String(total)}`)
    const off: Assumption = { kind: 'enforce_scopes', on: false }
    whatIf(organization, [off], { onProgress })
    expect(steps).toEqual(['0/2', '1/2', '2/2'])
    expect(() => whatIf(organization, [off], { stop: () => true })).toThrow(Stopped)
  })

  it('is not looked for among apps and users that stay as they are', () => {
    const organization = compiledWorld(world)
    const steps: number[] = []
    const remove: Assumption = { kind: 'granted_scopes', clientId: desktop, add: [], remove: ['users'] }
    whatIf(organization, [remove], { onProgress: (_done, total) => steps.push(total) })
    expect(new Set(steps)).toEqual(new Set([1]))
  })
})

function effectOf(asked: World, ...assumptions: readonly Assumption[]) {
  const found = effect(asked, ...assumptions)
  if ('unknown' in found) throw new Error(`unknown ${found.unknown.what} ${found.unknown.id}`)
  return found
}
