import { describe, expect, it } from 'vitest'
import type { Change } from '../../../core/model/decision.ts'
import { explain } from '../../../core/policy/explain.ts'
import { questionOf, viewOf, type World, type WorldQuestion } from '../../support/policy-world.ts'
import { asService, question, service, world } from './one-world.ts'

function explained(changed: World, asked: WorldQuestion = question) {
  return explain(questionOf(asked), viewOf(changed))
}

/** What is proposed, in few words: `grant_scope users`, `give_user_role Adder@home`. */
function proposals(changed: World, asked: WorldQuestion = question): readonly (readonly string[])[] {
  return explained(changed, asked).wouldAllow.map((set) => set.map(inWords))
}

function inWords(change: Change): string {
  switch (change.kind) {
    case 'authorize_app':
      return [change.kind, ...change.scopes].join(' ')
    case 'request_scope':
    case 'grant_scope':
      return `${change.kind} ${change.scope}`
    case 'give_user_role':
    case 'give_client_role':
      return `${change.kind} ${change.roleId}@${change.divisionId}`
    case 'admit_role':
      return `${change.kind} ${change.roleId}`
    case 'activate_user':
    case 'restore_client':
      return change.kind
  }
}

const needsUsers = (permissions: { any?: readonly string[]; all?: readonly string[] }): World => ({
  ...world,
  operations: { 'POST /api/v2/users': { ...permissions, scopes: ['users'] } },
})

/** As many roles as asked for, each with these patterns. */
const manyRoles = (name: string, count: number, patterns: readonly string[]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name} ${String(index + 1)}`, patterns]))

/** A pattern among so many others. */
const wide = (pattern: string, others: number) => [
  pattern,
  ...Array.from({ length: others }, (_, index) => `other:entity:action${String(index)}`),
]

describe('what would allow a call (P3)', () => {
  it('is not asked where it is allowed', () => {
    expect(explained(world)).toMatchObject({
      decision: { outcome: 'allow' },
      wouldAllow: [],
      moreSets: 0,
    })
  })

  describe('for the client', () => {
    it('is to restore a deactivated one, and nothing once it is due for removal (C9)', () => {
      const until = (removalAt: string): World => ({
        ...world,
        clients: { Desktop: { ...world.clients.Desktop, state: { kind: 'inactive', removalAt } } },
      })
      expect(proposals(until('2027-01-10T08:00:00.001Z'))).toEqual([['restore_client']])
      expect(proposals(until('2027-01-10T08:00:00.000Z'))).toEqual([])
    })

    it('is to request a scope before a client without any is restored (C9)', () => {
      const state = { kind: 'inactive', removalAt: '2027-01-12T08:00:00.000Z' } as const
      const clients = { Desktop: { ...world.clients.Desktop, state, scopes: [] } }
      expect(proposals({ ...world, clients })).toEqual([['request_scope users', 'restore_client']])
      const operations = { 'POST /api/v2/users': { any: ['directory:user:add'], scopes: [] } }
      expect(proposals({ ...world, clients, operations })).toEqual([])
    })
  })

  describe('for the authorization', () => {
    it('is to authorize the app with a scope that the operation lists', () => {
      expect(proposals({ ...world, authorizations: {} })).toEqual([['authorize_app users']])
    })

    it.each(['pending', 'revoked'] as const)(
      'is to authorize one that is %s, with its former scopes',
      (state) => {
        const authorizations = { Desktop: { state, scopes: ['users'] } }
        expect(proposals({ ...world, authorizations })).toEqual([['authorize_app']])
      },
    )

    it('is to authorize one that has ended, for longer', () => {
      const authorizations = { Desktop: { scopes: ['users'], expiresAt: '2027-01-10T08:00:00.000Z' } }
      expect(proposals({ ...world, authorizations })).toEqual([['authorize_app']])
    })

    it('names one requested scope, the narrowest, where the operation needs none: an approval has one (A2)', () => {
      const changed: World = {
        ...world,
        enforceScopes: false,
        clients: { Desktop: { scopes: ['users', 'routing', 'routing:readonly'] } },
      }
      const ask = (authorizations: World['authorizations'] = {}) => proposals({ ...changed, authorizations })
      expect(ask()).toEqual([['authorize_app routing:readonly']])
      expect(ask({ Desktop: { state: 'revoked', scopes: ['gone'] } })).toEqual([
        ['authorize_app routing:readonly'],
      ])
      expect(ask({ Desktop: { state: 'revoked', scopes: ['users'] } })).toEqual([['authorize_app']])
    })
  })

  describe('for the scope', () => {
    const scopes = (requested: readonly string[], granted: readonly string[], listed: readonly string[]) => ({
      ...world,
      clients: { Desktop: { scopes: requested } },
      authorizations: { Desktop: { scopes: granted } },
      operations: { 'POST /api/v2/users': { any: ['directory:user:add'], scopes: listed } },
    })

    it.each([
      ['requested only', ['users'], [], ['users'], [['grant_scope users']]],
      ['granted only', [], ['users'], ['users'], [['request_scope users']]],
      ['neither', [], [], ['users'], [['request_scope users', 'grant_scope users']]],
      ['a wider one is requested', ['users'], [], ['users:readonly'], [['grant_scope users']]],
      ['a wider one is granted', [], ['users'], ['users:readonly'], [['request_scope users']]],
      [
        'a wider one of one of several is requested',
        ['users'],
        [],
        ['routing', 'users:readonly'],
        [['grant_scope users']],
      ],
      [
        'each side has another',
        ['users'],
        ['users:readonly'],
        ['users:readonly'],
        [['request_scope users:readonly'], ['grant_scope users']],
      ],
      [
        'either of two would do, and the narrower one comes first',
        ['users', 'users:readonly'],
        [],
        ['users', 'users:readonly'],
        [['grant_scope users:readonly'], ['grant_scope users']],
      ],
    ])('%s', (_case, requested, granted, listed, expected) => {
      const changed = scopes(requested, granted, listed)
      const found = proposals(changed)
      expect(found.filter((set) => set.length === found[0]?.length)).toEqual(expected)
    })

    it('is never to change what a built-in client requests (A6)', () => {
      const builtIn = (requested: readonly string[]) => {
        const changed = scopes(requested, [], ['users', 'users:readonly'])
        return { ...changed, clients: { Desktop: { ...changed.clients.Desktop, isBuiltIn: true } } }
      }
      expect(proposals(builtIn(['users:readonly']))).toEqual([['grant_scope users:readonly']])
      expect(proposals(builtIn([]))).toEqual([])
    })

    it('is never to stop enforcing scopes (O2)', () => {
      const { wouldAllow } = explained(scopes([], [], ['users']))
      const kinds = wouldAllow.flat().map((change) => change.kind)
      expect(kinds).toEqual(['request_scope', 'grant_scope'])
    })
  })

  describe('for the role limit', () => {
    const limited = (roleIds: readonly string[], roles: readonly string[]): World => ({
      ...world,
      users: { Jonas: { roles } },
      authorizations: { Desktop: { scopes: ['users'], roleIds } },
    })

    it('is to give the user an admitted role, or to admit a role that the user holds', () => {
      expect(proposals(limited(['Reader', 'Other'], ['Adder@home']))).toEqual([
        ['give_user_role Other@home'],
        ['give_user_role Reader@home'],
        ['admit_role Adder'],
      ])
    })

    it('is one change where an admitted role also holds the permission', () => {
      expect(proposals(limited(['Adder'], []))).toEqual([['give_user_role Adder@home']])
    })

    it('never names a role that no longer exists', () => {
      expect(proposals(limited(['Gone'], ['Adder@home', 'Lost@home']))).toEqual([['admit_role Adder']])
    })

    it('is to give a role and admit it, where the app admits none that exists and the user holds none', () => {
      expect(proposals(limited(['Gone'], []))).toEqual([['give_user_role Adder@home', 'admit_role Adder']])
    })

    it('admits one of the roles that share what is needed', () => {
      const shared = {
        ...limited(['Gone'], []),
        ...needsUsers({ all: ['directory:user:add', 'directory:user:view'] }),
        users: { Jonas: {} },
        authorizations: { Desktop: { scopes: ['users'], roleIds: ['Gone'] } },
      }
      expect(proposals(shared).map((set) => set.toSorted())).toEqual([
        ['admit_role Adder', 'give_user_role Adder@home', 'give_user_role Reader@home'],
        ['admit_role Reader', 'give_user_role Adder@home', 'give_user_role Reader@home'],
      ])
    })
  })

  describe('for the permission', () => {
    it('is to activate an inactive user', () => {
      const users = { Jonas: { ...world.users.Jonas, state: 'inactive' } } as const
      expect(proposals({ ...world, users })).toEqual([['activate_user']])
      const bare = { Jonas: { state: 'inactive' } } as const
      expect(proposals({ ...world, users: bare })).toEqual([['activate_user', 'give_user_role Adder@home']])
    })

    it('is a role in the division that was asked for, else at home', () => {
      const changed = { ...world, users: { Jonas: {} } }
      expect(proposals(changed)).toEqual([['give_user_role Adder@home']])
      expect(proposals(changed, { ...question, division: 'sales' })).toEqual([['give_user_role Adder@sales']])
    })

    it('is a role for the client itself, where it acts for itself', () => {
      const changed = { ...service, clients: { Service: { ...service.clients.Service, roles: [] } } }
      expect(proposals(changed, asService)).toEqual([['give_client_role Adder@home']])
    })

    it('names the role that opens least first', () => {
      const roles = {
        Everything: ['*:*:*'],
        Directory: ['directory:*:*'],
        Adder: ['directory:user:add'],
        Pair: ['directory:user:add', 'directory:user:view'],
      }
      expect(proposals({ ...world, roles, users: { Jonas: {} } })).toEqual(
        ['Adder', 'Pair', 'Directory', 'Everything'].map((role) => [`give_user_role ${role}@home`]),
      )
    })

    it('finds the one role that holds everything before two that share it', () => {
      const changed = {
        ...needsUsers({ all: ['directory:user:add', 'directory:user:view'] }),
        users: { Jonas: {} },
        roles: { ...world.roles, Everything: ['*:*:*'] },
      }
      expect(proposals(changed)).toEqual([
        ['give_user_role Everything@home'],
        ['give_user_role Adder@home', 'give_user_role Reader@home'],
      ])
    })
  })

  it('mends everything that fails at once, in an order that can be carried out (A4, A8)', () => {
    const changed: World = {
      ...world,
      users: { Jonas: {} },
      clients: {
        Desktop: { scopes: [], state: { kind: 'inactive', removalAt: '2027-01-12T10:00:00.000Z' } },
      },
      authorizations: {},
    }
    expect(proposals(changed)).toEqual([
      ['request_scope users', 'restore_client', 'authorize_app users', 'give_user_role Adder@home'],
    ])
  })
})

describe('at most twenty sets are listed and the rest counted (P3)', () => {
  it.each([
    [20, 20, 0],
    [21, 20, 1],
    [137, 20, 117],
  ])('%i roles that would do: %i listed, %i counted', (count, listed, more) => {
    const roles = manyRoles('Role', count, ['directory:user:add'])
    const { wouldAllow, moreSets } = explained({ ...world, users: { Jonas: {} }, roles })
    expect([wouldAllow.length, moreSets]).toEqual([listed, more])
    expect(new Set(wouldAllow.flat().map(inWords)).size).toBe(20)
  })

  it('lists the narrowest, whatever they are called', () => {
    const roles = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `Role ${String(30 - index)}`,
        wide('directory:user:add', index),
      ]),
    )
    const found = proposals({ ...world, users: { Jonas: {} }, roles })
    expect(found).toEqual(
      Array.from({ length: 20 }, (_, index) => [`give_user_role Role ${String(30 - index)}@home`]),
    )
  })

  it('lists the narrowest of all pairs', () => {
    const adders = Array.from({ length: 25 }, (_, index) => wide('directory:user:add', 3 * (25 - index)))
    const readers = Array.from({ length: 25 }, (_, index) => wide('directory:user:view', (7 * index) % 25))
    const roles: Readonly<Record<string, readonly string[]>> = {
      ...Object.fromEntries(adders.map((patterns, index) => [`Adder ${String(index)}`, patterns])),
      ...Object.fromEntries(readers.map((patterns, index) => [`Reader ${String(index)}`, patterns])),
    }
    const needed = needsUsers({ all: ['directory:user:add', 'directory:user:view'] })
    const { wouldAllow, moreSets } = explained({ ...needed, users: { Jonas: {} }, roles })
    const breadth = (set: readonly Change[]) =>
      set.reduce((sum, change) => sum + ('roleId' in change ? (roles[change.roleId]?.length ?? 0) : 0), 0)
    const every = adders.flatMap((adder) => readers.map((reader) => adder.length + reader.length))
    expect(wouldAllow.map(breadth)).toEqual(every.toSorted((a, b) => a - b).slice(0, 20))
    expect(moreSets).toBe(25 * 25 - 20)
  })

  it('counts every pair, and still finds the single role among hundreds', () => {
    const changed = {
      ...needsUsers({ all: ['directory:user:add', 'directory:user:view'] }),
      users: { Jonas: {} },
      roles: {
        ...manyRoles('Adder', 300, ['directory:user:add']),
        ...manyRoles('Reader', 200, ['directory:user:view']),
        Everything: ['*:*:*'],
      },
    }
    const { wouldAllow, moreSets } = explained(changed)
    expect(wouldAllow[0]?.map(inWords)).toEqual(['give_user_role Everything@home'])
    expect(wouldAllow).toHaveLength(20)
    expect(moreSets).toBe(1 + 300 * 200 - 20)
  })
})

describe('nothing is proposed for what no change can fix (P3)', () => {
  const everything = { ...world, roles: { Master: ['*:*:*'] }, users: { Jonas: { roles: ['Master'] } } }
  const nobody: readonly (readonly [string, World, WorldQuestion])[] = [
    ['an unknown client', everything, { ...question, client: 'Ghost' }],
    ['an unknown user', everything, { ...question, user: 'Ghost' }],
    ['no user', everything, { ...question, user: null }],
    ['an unknown operation', everything, { ...question, operation: 'POST /api/v2/nothing' }],
    ['an unreadable operation', everything, { ...question, operation: 'nonsense' }],
    [
      'a disabled client',
      { ...everything, clients: { Desktop: { ...world.clients.Desktop, state: { kind: 'disabled' } } } },
      question,
    ],
    [
      'guest tokens only',
      { ...everything, operations: { 'POST /api/v2/users': { acceptsOAuth: false } } },
      question,
    ],
    [
      'a permission that no role holds',
      { ...world, users: { Jonas: {} }, roles: { Other: ['routing:queue:view', '*'] } },
      question,
    ],
    ['a malformed permission', { ...everything, ...needing({ any: ['admin'] }) }, question],
    [
      'a malformed permission among several that are all needed',
      { ...everything, ...needing({ all: ['directory:user:add', 'admin'] }) },
      question,
    ],
    [
      'a client-credentials client that asks about the calling user',
      { ...service, operations: { 'GET /api/v2/users/me': { any: ['directory:user:view'] } } },
      { ...asService, operation: 'GET /api/v2/users/me' },
    ],
  ]

  function needing(permissions: {
    any?: readonly string[]
    all?: readonly string[]
  }): Pick<World, 'operations'> {
    return { operations: { 'POST /api/v2/users': { ...permissions, scopes: ['users'] } } }
  }

  it.each(nobody)('%s', (_case, changed, asked) => {
    const { decision, wouldAllow, moreSets } = explained(changed, asked)
    expect(decision.outcome).toBe('deny')
    expect({ wouldAllow, moreSets }).toEqual({ wouldAllow: [], moreSets: 0 })
  })

  it('also where other things could be mended', () => {
    const changed = {
      ...world,
      users: { Jonas: { state: 'inactive' } },
      authorizations: {},
      clients: { Desktop: { state: { kind: 'disabled' } } },
    } as const
    expect(proposals(changed)).toEqual([])
  })
})
