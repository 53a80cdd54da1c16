import { describe, expect, it } from 'vitest'
import type { SnapshotSummary } from '../../renderer/stores/snapshots.ts'
import { acceptedUntil } from '../../renderer/views/audit/accepted-until.ts'
import { baselineChoices } from '../../renderer/views/audit/baseline-choices.ts'
import { changedFields } from '../../renderer/views/audit/changed-fields.ts'
import { fileSize } from '../../renderer/views/audit/file-size.ts'
import { scopesToKeep } from '../../renderer/views/review/scopes-to-keep.ts'

function kept(id: string, organizationId: string, takenAt: string): SnapshotSummary {
  return {
    ...{ id, organizationId, takenAt, digest: `sha256:${id}`, keptAt: takenAt, source: 'organization' },
    ...{ organizationName: organizationId, region: 'mypurecloud.com', absent: [], redacted: false },
    ...{ clients: 1, authorizations: 1, users: 1, roles: 1, usageRows: 0, size: 1, openedAs: null },
  }
}

describe('what a snapshot can be held against (U3)', () => {
  const rows = [
    kept('later', 'acme', '2026-12-01T00:00:00Z'),
    kept('this', 'acme', '2026-11-01T00:00:00Z'),
    kept('spring', 'acme', '2026-04-01T00:00:00Z'),
    kept('summer', 'acme', '2026-08-01T00:00:00Z'),
    kept('foreign', 'other', '2026-10-31T00:00:00Z'),
  ]

  it('begins with the newest earlier one of the same organization', () => {
    const choices = baselineChoices(rows, kept('this', 'acme', '2026-11-01T00:00:00Z'))

    expect(choices.map(({ value }) => value)).toEqual(['summer', 'spring', 'later', 'foreign'])
  })

  it('says of which organization one is, and that it is another', () => {
    const choices = baselineChoices(rows, kept('this', 'acme', '2026-11-01T00:00:00Z'))

    expect(choices.at(-1)?.label).toMatch(/other \(of another organization\)$/)
    expect(choices[0]?.label).toMatch(/acme$/)
  })
})

describe('a change that is made from a finding (U2)', () => {
  const changes = [
    { field: 'scopes', before: ['users', 'routing'] },
    { field: 'tokenDuration', before: 3_600 },
  ]

  it('fits a record that is as the snapshot has it, in whatever order its lists are', () => {
    expect(changedFields(changes, { scopes: ['routing', 'users'], tokenDuration: 3_600 })).toEqual([])
  })

  it('does not fit one that somebody changed since', () => {
    expect(changedFields(changes, { scopes: ['users'], tokenDuration: 7_200 })).toEqual([
      'scopes',
      'tokenDuration',
    ])
  })

  it('says nothing of fields that the record does not have', () => {
    expect(changedFields([{ field: 'state', before: 'active' }], { scopes: [] })).toEqual([])
  })
})

describe('the scopes that a reviewer would keep', () => {
  const item = { rights: ['users', 'routing:readonly', 'analytics'], decision: null }

  it('are the granted ones that cover a call', () => {
    expect(scopesToKeep({ ...item, usedScopes: ['users:readonly', 'routing:readonly'] })).toEqual([
      'users',
      'routing:readonly',
    ])
  })

  it('are none where nothing was seen', () => {
    expect(scopesToKeep({ ...item, usedScopes: [] })).toEqual([])
  })

  it('are those that were decided before', () => {
    const decision = { verdict: 'narrow', scopes: ['analytics'], note: '', decidedAt: '' } as const

    expect(scopesToKeep({ ...item, usedScopes: ['users'], decision })).toEqual(['analytics'])
  })
})

describe('what people read', () => {
  it('is a size in the unit that suits it', () => {
    expect([0, 999, 1_234, 48_211, 36_400_000, 2_100_000_000].map(fileSize)).toEqual([
      ...['0 B', '999 B', '1.2 KB', '48 KB', '36 MB', '2.1 GB'],
    ])
  })

  it('is a day, 90 days ahead by the calendar (U2)', () => {
    expect(acceptedUntil(new Date('2026-11-21T23:30:00Z'), 90)).toBe('2027-02-19')
  })
})
