import { describe, expect, it } from 'vitest'
import { compareScopes, scopeCovers, scopeRisk } from '../../../core/model/scope.ts'

describe('scopeCovers', () => {
  it.each([
    ['users', 'users', true],
    ['users', 'users:readonly', true],
    ['users:readonly', 'users:readonly', true],
    ['users:readonly', 'users', false],
    ['users', 'users:basic', false],
    ['user', 'users', false],
    ['users:readonly', 'users:readonly:readonly', true],
    ['Users', 'users', false],
    ['', ':readonly', true],
  ])('`%s` against `%s`: %s (C5)', (held, wanted, covers) => {
    expect(scopeCovers(held, wanted)).toBe(covers)
  })
})

describe('compareScopes', () => {
  it('names privileged scopes first, then those that write, then those that read', () => {
    expect(
      ['users:readonly', 'routing', 'oauth', 'analytics:readonly', 'authorization'].sort(compareScopes),
    ).toEqual(['authorization', 'oauth', 'routing', 'analytics:readonly', 'users:readonly'])
    expect(scopeRisk('user-basic-info')).toBe('read')
  })
})
