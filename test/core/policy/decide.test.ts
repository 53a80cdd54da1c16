import { describe, expect, it } from 'vitest'
import type { World } from '../../support/policy-world.ts'
import {
  ask,
  asService,
  checkOf,
  expectAllowed,
  expectDenied,
  question,
  service,
  world,
} from './one-world.ts'

describe('a decision', () => {
  it('allows when every check passes, and shows each of them in the order of P2 (P3)', () => {
    const { outcome, checks } = ask(world)
    expect(outcome).toBe('allow')
    expect(checks.map(({ name, rule, result }) => [name, rule, result])).toEqual([
      ['client', 'P2.1', 'passed'],
      ['authorization', 'P2.2', 'passed'],
      ['role_limit', 'P2.3', 'not_applicable'],
      ['scope', 'P2.4', 'passed'],
      ['permission', 'P2.5', 'passed'],
      ['operation', 'P2.6', 'passed'],
    ])
  })

  it('denies with every reason, not the first (P3)', () => {
    const { outcome, checks } = ask({
      ...world,
      users: { Jonas: {} },
      clients: { Desktop: { state: { kind: 'disabled' } } },
      authorizations: { Desktop: { state: 'revoked', roleIds: ['Other'] } },
      operations: {
        'POST /api/v2/users': { ...world.operations['POST /api/v2/users'], acceptsOAuth: false },
      },
    })
    expect(outcome).toBe('deny')
    expect(checks.map((check) => check.result)).toEqual(Array.from({ length: 6 }, () => 'failed'))
  })
})

describe('P2.1: the client', () => {
  it('denies one that does not exist', () => {
    const { checks } = ask({ ...world, clients: {} })
    expect(checks[0]).toMatchObject({
      result: 'failed',
      evidence: { key: 'client.unknown', params: { client: 'Desktop' } },
    })
  })

  it('denies a deactivated one, and tells when it goes', () => {
    const state = { kind: 'inactive', removalAt: '2027-01-12T10:00:00.000Z' } as const
    const found = expectDenied('P2.1', 'client.inactive', {
      ...world,
      clients: { Desktop: { ...world.clients.Desktop, state } },
    })
    expect(found.evidence.params).toMatchObject({ until: state.removalAt, left: '2 d 2 h' })
  })

  it.each([
    ['2027-01-10T08:00:00.001Z', 'client.inactive'],
    ['2027-01-10T08:00:00.000Z', 'client.unknown'],
    ['2027-01-10T07:59:59.999Z', 'client.unknown'],
  ])('to be removed at %s is %s', (removalAt, key) => {
    const state = { kind: 'inactive', removalAt } as const
    expectDenied('P2.1', key, { ...world, clients: { Desktop: { ...world.clients.Desktop, state } } })
  })

  it('denies one that the vendor disabled', () => {
    const state = { kind: 'disabled' } as const
    expectDenied('P2.1', 'client.disabled', {
      ...world,
      clients: { Desktop: { ...world.clients.Desktop, state } },
    })
  })
})

describe('P2.2: the authorization', () => {
  const held = world.authorizations.Desktop

  it('denies an app that has none', () => {
    const { checks } = ask({ ...world, authorizations: {} })
    expect(checks[1]).toMatchObject({ result: 'failed', evidence: { key: 'authorization.none' } })
  })

  it.each([
    [{ state: 'pending' }, 'authorization.pending'],
    [{ state: 'revoked', cause: 'administrator' }, 'authorization.revoked'],
    [{ state: 'revoked', cause: 'expired' }, 'authorization.expired'],
    [{ state: 'revoked', cause: 'client_removed' }, 'authorization.client_removed'],
    [{ expiresAt: '2027-01-10T08:00:00.000Z' }, 'authorization.expired'],
    [{ expiresAt: '2027-01-10T07:59:59.999Z' }, 'authorization.expired'],
  ] as const)('denies one that is %j', (change, key) => {
    expectDenied('P2.2', key, { ...world, authorizations: { Desktop: { ...held, ...change } } })
  })

  it('allows one that ends a millisecond later', () => {
    const expiresAt = '2027-01-10T08:00:00.001Z'
    expectAllowed({ ...world, authorizations: { Desktop: { ...held, expiresAt } } })
  })

  it('is not applicable to client credentials', () => {
    expectAllowed(service, asService)
    expect(checkOf('P2.2', service, asService).result).toBe('not_applicable')
  })
})

describe('P2.3: the role limit', () => {
  const limited = (...roleIds: string[]): World => ({
    ...world,
    authorizations: { Desktop: { ...world.authorizations.Desktop, roleIds } },
  })

  it('is not applicable to an app that is open to everybody', () => {
    expect(checkOf('P2.3', world)).toMatchObject({
      result: 'not_applicable',
      evidence: { key: 'role_limit.none' },
    })
  })

  it('allows a user who holds one of the roles, in any division', () => {
    const asked = { ...question, division: 'home' }
    expectAllowed(
      { ...limited('Other', 'Reader'), users: { Jonas: { roles: ['Adder@home', 'Reader@sales'] } } },
      asked,
    )
    const found = checkOf('P2.3', limited('Other', 'Adder'))
    expect(found.result).toBe('passed')
    expect(found.children.map(({ result, evidence }) => [result, evidence.params['role']])).toEqual([
      ['failed', 'Other'],
      ['passed', 'Adder'],
    ])
  })

  it('denies a user who holds none, and names each', () => {
    const found = expectDenied('P2.3', 'role_limit.not_admitted', limited('Other', 'Reader'))
    expect(found.children.map(({ result, evidence }) => [result, evidence.params['role']])).toEqual([
      ['failed', 'Other'],
      ['failed', 'Reader'],
    ])
  })

  it('denies where the role no longer exists, instead of opening the app', () => {
    expectDenied('P2.3', 'role_limit.not_admitted', limited('Gone'))
  })

  it('denies where the question names no user', () => {
    const { checks } = ask(limited('Adder'), { ...question, user: null })
    expect(checks[2]?.result).toBe('failed')
  })
})

describe('P2.6: the operation', () => {
  it('denies one that takes guest tokens only', () => {
    const operations = {
      'POST /api/v2/users': { ...world.operations['POST /api/v2/users'], acceptsOAuth: false },
    }
    expectDenied('P2.6', 'operation.guests_only', { ...world, operations })
  })

  it('denies one that is unknown, also to those who hold everything, with enforcement on or off (P5)', () => {
    for (const enforceScopes of [true, false]) {
      const changed = {
        ...world,
        enforceScopes,
        users: { Jonas: { roles: ['Master'] } },
        roles: { Master: ['*:*:*'] },
      }
      const { outcome, checks } = ask(changed, { ...question, operation: 'POST /api/v2/nothing' })
      expect(outcome).toBe('deny')
      expect(checks.slice(3).map(({ evidence, result }) => [result, evidence.key])).toEqual([
        enforceScopes ? ['failed', 'operation.unknown'] : ['not_applicable', 'scope.not_enforced'],
        ['failed', 'operation.unknown'],
        ['failed', 'operation.unknown'],
      ])
    }
    const own = ask(service, { ...asService, operation: 'nonsense' })
    expect(own.outcome).toBe('deny')
  })
})
