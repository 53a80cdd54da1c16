import { describe, expect, it } from 'vitest'
import { failureCodes, type Failure } from '../../../core/model/failure.ts'
import { describeFailure } from '../../../core/wording/describe-failure.ts'
import cases from './failures.json' with { type: 'json' }

/** Every refusal, as core makes it, and its sentence in both languages. */
const golden = cases as readonly { readonly failure: Failure; readonly en: string; readonly de: string }[]

describe('a refusal', () => {
  it.each(golden)('$failure.code says: $en', ({ failure, en, de }) => {
    expect(describeFailure(failure, 'en')).toBe(en)
    expect(describeFailure(failure, 'de')).toBe(de)
  })

  it('of every code is among these', () => {
    expect([...new Set(golden.map(({ failure }) => failure.code))]).toEqual(failureCodes)
  })

  it('leaves no placeholder and no empty quotes', () => {
    for (const { en, de } of golden) {
      expect(en).not.toMatch(/[{}]|``|undefined/)
      expect(de).not.toMatch(/[{}]|``|undefined/)
    }
  })

  it('is one clause without a full stop, and names value and rule where it has them', () => {
    for (const { failure, en } of golden) {
      expect(en).not.toMatch(/^[A-Z][a-z]+ (is|has) not |\.$/)
      if (failure.rule !== undefined) expect(en).toMatch(new RegExp(`\\(${failure.rule}\\)$`))
    }
  })

  it('repeats what a person typed as it was typed, even where it looks like a moment', () => {
    const typed = { code: 'user_not_found', value: '2026-01-01T00:00:00Z' } as const
    expect(describeFailure(typed, 'en')).toContain('`2026-01-01T00:00:00Z`')
  })

  it('does not fill what a person typed in again', () => {
    const typed = { code: 'user_not_found', field: 'user', value: '{field}' } as const
    expect(describeFailure(typed, 'en')).toBe('there is no user `{field}` in this organization')
  })
})
