import { describe, expect, it } from 'vitest'
import {
  canonicalPatterns,
  isPermission,
  isPermissionPattern,
  patternCovers,
  patternCoversPattern,
  permissionTitle,
} from '../../../core/model/permission.ts'

describe('a permission', () => {
  it.each(['oauth:client:view', 'user_recordings:userRecording:view', 'a.b:c-d:e_f'])(
    'is `%s` (O3)',
    (text) => {
      expect(isPermission(text)).toBe(true)
    },
  )

  it.each([
    '',
    'admin',
    'oauth:client',
    'oauth:client:view:more',
    'oauth::view',
    ':client:view',
    'oauth:client:',
    'oauth:client:*',
    '*:*:*',
    'oauth:client:view ',
    ' oauth:client:view',
    'oauth:client:view\n',
    'oauth:cli ent:view',
    'They are enforced by the backend',
  ])('is not `%s` (P5)', (text) => {
    expect(isPermission(text)).toBe(false)
  })
})

describe('a permission pattern', () => {
  it.each(['oauth:client:view', 'oauth:client:*', 'oauth:*:view', '*:client:view', '*:*:*'])(
    'is `%s` (O3)',
    (text) => {
      expect(isPermissionPattern(text)).toBe(true)
    },
  )

  it.each([
    '*',
    '*:*',
    '*:*:*:*',
    'oauth',
    'oauth:client',
    'oauth:cl*:view',
    'oauth:**:view',
    'oauth:client:',
  ])('is not `%s` (P2)', (text) => {
    expect(isPermissionPattern(text)).toBe(false)
  })

  it.each([
    ['oauth:client:view', 'oauth:client:view'],
    ['oauth:client:*', 'oauth:client:view'],
    ['oauth:*:view', 'oauth:client:view'],
    ['*:client:view', 'oauth:client:view'],
    ['*:*:*', 'oauth:client:view'],
  ])('`%s` covers `%s` (O3)', (pattern, permission) => {
    expect(patternCovers(pattern, permission)).toBe(true)
  })

  it.each([
    ['oauth:client:view', 'oauth:client:edit'],
    ['oauth:client:*', 'oauth:token:view'],
    ['oauth:*:view', 'oauth:client:edit'],
    ['*:client:view', 'oauth:token:view'],
    ['OAuth:client:view', 'oauth:client:view'],
    ['*', 'oauth:client:view'],
    ['*:*', 'oauth:client:view'],
    ['*:*:*', 'admin'],
    ['*:*:*', 'oauth:client:view:more'],
    ['admin', 'admin'],
  ])('`%s` does not cover `%s` (P2, P5)', (pattern, permission) => {
    expect(patternCovers(pattern, permission)).toBe(false)
  })

  it.each([
    ['oauth:*:*', 'oauth:client:*', true],
    ['oauth:client:*', 'oauth:client:*', true],
    ['oauth:client:view', 'oauth:client:*', false],
    ['oauth:client:*', 'oauth:*:view', false],
    ['*:*:*', 'oauth:*', false],
    ['*', '*:*:*', false],
  ])('`%s` against the pattern `%s`: %s (O6)', (outer, inner, covers) => {
    expect(patternCoversPattern(outer, inner)).toBe(covers)
  })
})

describe('canonicalPatterns', () => {
  it('gives equal permission sets equal lists, whatever their order, repetition and redundancy (C3)', () => {
    expect(canonicalPatterns(['b:b:b', 'a:*:*', 'a:a:a', 'b:b:b'])).toEqual(['a:*:*', 'b:b:b'])
  })

  it('leaves malformed patterns out, which nobody holds (P2)', () => {
    expect(canonicalPatterns(['a:a:a', 'a:a', ''])).toEqual(['a:a:a'])
  })
})

describe('permissionTitle', () => {
  it.each([
    ['oauth:client:authorize', 'OAuth > Client > Authorize'],
    ['directory:userProfile:view', 'Directory > User Profile > View'],
    ['user_recordings:userRecording:view', 'User Recordings > User Recording > View'],
    ['oauth:client:*', 'OAuth > Client > *'],
    ['not a permission', 'not a permission'],
  ])('shows `%s` as `%s` (O3)', (permission, title) => {
    expect(permissionTitle(permission)).toBe(title)
  })
})
