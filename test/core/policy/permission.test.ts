import { describe, expect, it } from 'vitest'
import type { World } from '../../support/policy-world.ts'
import { asService, checkOf, expectAllowed, expectDenied, question, service, world } from './one-world.ts'

describe('P2.5: the permission', () => {
  const needs = (
    requirement: { any?: readonly string[]; all?: readonly string[] },
    ...roles: string[]
  ): World => ({
    ...world,
    users: { Jonas: { roles } },
    operations: { 'POST /api/v2/users': { ...requirement, scopes: ['users'] } },
  })
  const both = ['directory:user:add', 'directory:user:view']

  it('any: allows with one of them, and shows who holds it', () => {
    expectAllowed(needs({ any: both }, 'Reader'))
    const found = checkOf('P2.5', needs({ any: both }, 'Reader@sales'))
    expect(
      found.children.map(({ result, children }) => [result, children.map(({ evidence }) => evidence)]),
    ).toEqual([
      ['failed', [{ key: 'role.no_pattern', params: { role: 'Reader', division: 'Sales' } }]],
      [
        'passed',
        [
          {
            key: 'role.holds',
            params: { role: 'Reader', division: 'Sales', pattern: 'directory:user:view' },
          },
        ],
      ],
    ])
  })

  it('any: denies with none of them', () => {
    expectDenied('P2.5', 'permission.missing_any_anywhere', needs({ any: both }, 'Other'))
    expectDenied('P2.5', 'permission.missing_any_anywhere', needs({ any: both }))
  })

  it('all: allows with every one, held through whatever roles and divisions', () => {
    expectAllowed(needs({ all: both }, 'Reader@sales', 'Adder@home'))
  })

  it('all: denies with one missing', () => {
    const found = expectDenied('P2.5', 'permission.missing_all_anywhere', needs({ all: both }, 'Reader'))
    expect(found.evidence.params).toMatchObject({ needed: 2, held: 1 })
  })

  it.each(['any', 'all'] as const)('%s of one: the answer speaks of that one', (match) => {
    const one = { [match]: ['directory:user:add'] }
    expect(checkOf('P2.5', needs(one, 'Adder')).evidence.key).toBe('permission.held_one_anywhere')
    const found = expectDenied('P2.5', 'permission.missing_one_anywhere', needs(one, 'Reader'))
    expect(found.evidence.params['permissions']).toEqual(['directory:user:add'])
  })

  it('none: allows every active user', () => {
    expectAllowed(needs({ any: [] }))
    expectAllowed(needs({ all: [] }))
  })

  it.each([
    ['Adder@home', 'home'],
    ['Adder', 'home'],
    ['Adder', 'sales'],
    ['Adder@sales', null],
  ])('held as %s is enough in division %s', (role, division) => {
    expectAllowed(needs({ any: both }, role), { ...question, division })
  })

  it('held in another division is not enough, and the answer says where it is held', () => {
    const asked = { ...question, division: 'home' }
    const changed = needs({ any: ['directory:user:add'] }, 'Adder@sales')
    const found = expectDenied('P2.5', 'permission.missing_one_here', changed, asked)
    expect(found.children[0]?.children[0]?.evidence).toEqual({
      key: 'role.elsewhere',
      params: { role: 'Adder', division: 'Sales', pattern: 'directory:user:add' },
    })
  })

  it('all in one division: denies when one is held elsewhere', () => {
    const asked = { ...question, division: 'home' }
    expectDenied(
      'P2.5',
      'permission.missing_all_here',
      needs({ all: both }, 'Adder@home', 'Reader@sales'),
      asked,
    )
  })

  it.each(['directory:user:*', 'directory:*:add', '*:user:add', '*:*:*'])(
    'the pattern `%s` holds it (O3)',
    (pattern) => {
      expectAllowed({ ...needs({ any: ['directory:user:add'] }, 'Role'), roles: { Role: [pattern] } })
    },
  )

  it.each([
    '*',
    '*:*',
    'directory:user',
    'directory:user:ad*',
    'directory:user:add:more',
    ' directory:user:add',
    '',
  ])('the malformed pattern `%s` holds nothing and is reported (P5)', (pattern) => {
    const changed = { ...needs({ any: ['directory:user:add'] }, 'Role'), roles: { Role: [pattern] } }
    const found = expectDenied('P2.5', 'permission.missing_one_anywhere', changed)
    expect(found.children[0]?.children.map(({ evidence }) => evidence.key)).toContain(
      'role.malformed_pattern',
    )
  })

  it('a malformed pattern is reported also where another pattern holds the permission (P2)', () => {
    const changed = {
      ...needs({ any: ['directory:user:add'] }, 'Broken', 'Adder'),
      roles: { Broken: ['directory:user', 'directory'], Adder: ['directory:user:add'] },
    }
    expectAllowed(changed)
    const [needed] = checkOf('P2.5', changed).children
    expect(needed?.children.map(({ evidence }) => [evidence.key, evidence.params['pattern']])).toEqual([
      ['role.malformed_pattern', 'directory:user'],
      ['role.malformed_pattern', 'directory'],
      ['role.holds', 'directory:user:add'],
    ])
  })

  it.each(['admin', 'They are enforced by the backend', '*:*:*', 'directory:user:*', ''])(
    'the malformed permission `%s` is held by nobody, an administrator included (P5)',
    (permission) => {
      const roles = { Master: ['*:*:*'] }
      const found = expectDenied('P2.5', 'permission.missing_one_anywhere', {
        ...needs({ any: [permission] }, 'Master'),
        roles,
      })
      expect(found.children[0]?.evidence.key).toBe('permission.malformed')
      expectDenied('P2.5', 'permission.missing_all_anywhere', {
        ...needs({ all: ['directory:user:add', permission] }, 'Master'),
        roles,
      })
      expectAllowed({ ...needs({ any: [permission, 'directory:user:add'] }, 'Master'), roles })
    },
  )

  it('denies an inactive user, also where no permission is needed', () => {
    const users = { Jonas: { ...world.users.Jonas, state: 'inactive' } } as const
    expectDenied('P2.5', 'permission.user_inactive', { ...world, users })
    expectDenied('P2.5', 'permission.user_inactive', { ...needs({ any: [] }), users })
  })

  it('tells of an inactive user also what their roles lack (P3)', () => {
    const users = { Jonas: { state: 'inactive', roles: ['Reader'] } } as const
    const found = expectDenied('P2.5', 'permission.user_inactive', { ...world, users })
    expect(found.children.map(({ evidence }) => evidence.key)).toEqual(['permission.one_missing'])
    const unknown = { ...question, operation: 'POST /api/v2/nothing' }
    expect(checkOf('P2.5', { ...world, users }, unknown).evidence.key).toBe('permission.user_inactive')
  })

  it('denies an unknown user, and a call for nobody', () => {
    expectDenied('P2.5', 'permission.user_unknown', { ...world, users: {} })
    expectDenied('P2.5', 'permission.user_needed', world, { ...question, user: null })
    expectDenied('P2.5', 'permission.user_needed', needs({ any: [] }), { ...question, user: null })
  })

  it('denies through a role that no longer exists, and says so', () => {
    const found = expectDenied('P2.5', 'permission.missing_one_anywhere', { ...world, roles: {} })
    expect(found.children[0]?.children[0]).toMatchObject({
      result: 'failed',
      evidence: { key: 'role.unknown', params: { role: 'Adder', division: 'Home' } },
    })
  })
})

describe('client credentials', () => {
  it('use the client’s own roles and divisions, whoever the question names (P2)', () => {
    expectAllowed(service, asService)
    expectAllowed(service, { ...asService, division: 'home' })
    expectAllowed(service, { ...asService, user: 'Jonas' })
    expectDenied('P2.5', 'permission.missing_one_here', service, { ...asService, division: 'sales' })
    const without = { ...service, clients: { Service: { grantType: 'client_credentials' } } } as const
    expectDenied('P2.5', 'permission.missing_one_anywhere', without, { ...asService, user: 'Jonas' })
  })

  it.each(['GET /api/v2/users/me', 'GET /api/v2/users/me/queues', 'PATCH /api/v2/voicemail/me/policy'])(
    'are refused %s, which is about the calling user (P2)',
    (operation) => {
      const changed = { ...service, operations: { [operation]: {} } }
      expectDenied('P2.5', 'permission.no_user', changed, { ...asService, operation })
      expectAllowed({ ...world, operations: { [operation]: {} } }, { ...question, operation })
    },
  )

  it.each(['GET /api/v2/organizations/me', 'GET /api/v2/tokens/me', 'GET /api/v2/users/{userId}'])(
    'may call %s, which is not (P2)',
    (operation) => {
      expectAllowed({ ...service, operations: { [operation]: {} } }, { ...asService, operation })
    },
  )

  it('still need an active client and an operation that takes OAuth tokens (P2.1, P2.6)', () => {
    const state = { kind: 'disabled' } as const
    const clients = { Service: { ...service.clients.Service, state } }
    expectDenied('P2.1', 'client.disabled', { ...service, clients }, asService)
    const operations = { 'POST /api/v2/users': { acceptsOAuth: false } }
    expectDenied('P2.6', 'operation.guests_only', { ...service, operations }, asService)
  })
})
