import { describe, expect, it } from 'vitest'
import { everyFinding } from '../../renderer/stores/audit.ts'
import type { FindingFilter } from '../../renderer/stores/audit.ts'
import { auditAddress, filterOf, queryOf } from '../../renderer/views/audit/audit-address.ts'

describe('the address of an audit (U2)', () => {
  const narrowed: FindingFilter = {
    severity: 'high',
    ruleId: 'REDIR-001',
    subjectId: 'c1',
    baseline: 'new',
    show: 'all',
    search: 'wallboard',
  }

  it('holds every filter, and nothing for what is as usual', () => {
    expect(queryOf(narrowed)).toEqual({
      ...{ q: 'wallboard', severity: 'high', rule: 'REDIR-001', about: 'c1', state: 'new', show: 'all' },
    })
    expect(queryOf(everyFinding)).toEqual({})
  })

  it('is read back to the same filter', () => {
    expect(
      filterOf({
        q: 'wallboard',
        severity: 'high',
        rule: 'REDIR-001',
        about: 'c1',
        state: 'new',
        show: 'all',
      }),
    ).toEqual(narrowed)
    expect(filterOf({})).toEqual(everyFinding)
  })

  it('ignores what is no severity, rule or state', () => {
    expect(
      filterOf({ severity: 'grave', rule: 'REDIR-999', state: 'old', show: 'hidden', q: ['a', 'b'] }),
    ).toEqual(everyFinding)
  })

  it('survives the characters of a digest', () => {
    expect(auditAddress('sha256:ab/cd')).toBe('/audit/sha256%3Aab%2Fcd')
    expect(auditAddress('sha256:ab', 'review')).toBe('/audit/sha256%3Aab/review')
  })
})
