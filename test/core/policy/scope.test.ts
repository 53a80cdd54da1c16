import { describe, expect, it } from 'vitest'
import type { World } from '../../support/policy-world.ts'
import { asService, checkOf, expectAllowed, expectDenied, service, world } from './one-world.ts'

describe('P2.4: the scope', () => {
  const scopes = (
    requested: readonly string[],
    granted: readonly string[],
    listed: readonly string[],
  ): World => ({
    ...world,
    clients: { Desktop: { scopes: requested } },
    authorizations: { Desktop: { scopes: granted } },
    operations: { 'POST /api/v2/users': { any: ['directory:user:add'], scopes: listed } },
  })

  it.each([
    [['users'], ['users'], ['users']],
    [['users'], ['users'], ['users:readonly']],
    [['users:readonly'], ['users:readonly'], ['users:readonly']],
    [
      ['users', 'x'],
      ['y', 'users'],
      ['z', 'users'],
    ],
    [['x'], ['y'], []],
  ])('requested %j, granted %j, listed %j: allows', (requested, granted, listed) => {
    expectAllowed(scopes(requested, granted, listed))
  })

  it.each([
    [['users'], [], ['users'], 'scope.requested_not_granted'],
    [[], ['users'], ['users'], 'scope.granted_not_requested'],
    [[], [], ['users'], 'scope.not_requested'],
    [['users:readonly'], ['users:readonly'], ['users'], 'scope.not_requested'],
    [['routing'], ['routing'], ['users'], 'scope.not_requested'],
    [['users'], ['users:readonly'], ['users'], 'scope.requested_not_granted'],
    [['user'], ['user'], ['users'], 'scope.not_requested'],
  ])('requested %j, granted %j, listed %j: denies, %s', (requested, granted, listed, key) => {
    const found = expectDenied('P2.4', 'scope.missing', scopes(requested, granted, listed))
    expect(found.children.map(({ evidence }) => evidence.key)).toContain(key)
  })

  it('denies where requested and granted have no scope in common, and tells both', () => {
    const found = expectDenied(
      'P2.4',
      'scope.missing',
      scopes(['users'], ['users:readonly'], ['users:readonly']),
    )
    expect(found.children[1]?.evidence).toEqual({
      key: 'scope.not_in_common',
      params: { scope: 'users:readonly' },
    })
  })

  it('shows the listed scopes first, one or any of several', () => {
    for (const listed of [['users'], ['users', 'users:readonly']]) {
      const found = checkOf('P2.4', scopes(['users'], ['users'], listed))
      expect(found.children[0]?.evidence).toEqual({
        key: listed.length === 1 ? 'scope.listed_one' : 'scope.listed_any',
        params: { scopes: listed },
      })
    }
  })

  it('points out a granted scope that reads only', () => {
    const found = expectDenied(
      'P2.4',
      'scope.missing',
      scopes(['users:readonly'], ['users:readonly'], ['users']),
    )
    expect(found.children.map(({ evidence }) => evidence.key)).toContain('scope.readonly_only')
  })

  it('is not applicable with enforcement off', () => {
    const off = { ...scopes([], [], ['users']), enforceScopes: false }
    expectAllowed(off)
    expect(checkOf('P2.4', off)).toMatchObject({
      result: 'not_applicable',
      evidence: { key: 'scope.not_enforced' },
    })
  })

  it('is not applicable to client credentials', () => {
    expect(checkOf('P2.4', service, asService).result).toBe('not_applicable')
  })
})
