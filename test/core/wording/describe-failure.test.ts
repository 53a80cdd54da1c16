import { describe, expect, it } from 'vitest'
import { failureCodes, type Failure } from '../../../core/model/failure.ts'
import { describeFailure } from '../../../core/wording/describe-failure.ts'
import { english } from '../../../core/wording/english.ts'
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

  it('of every problem is among these', () => {
    const told = golden.map(({ failure: { code, params } }) => {
      const prefix = code === 'redirect_uri_invalid' ? 'redirect_uri' : 'problem'
      return `${prefix}.${String(params?.['problem'])}`
    })
    const worded = Object.keys(english).filter((key) => /^(problem|redirect_uri)\./.test(key))
    expect(worded.filter((key) => !told.includes(key))).toEqual([])
  })

  it('never repeats a problem by its code', () => {
    for (const { failure, en, de } of golden) {
      const problem = failure.params?.['problem']
      if (typeof problem !== 'string' || !problem.includes('_')) continue
      expect(en).not.toContain(problem)
      expect(de).not.toContain(problem)
    }
  })

  it('says where the document shows the problem, and writes lines as an editor does', () => {
    const params = { problem: 'json_value', line: 12_345, column: 1_201 }
    const failure = { code: 'catalogue_unreadable', params } as const
    expect(describeFailure(failure, 'en')).toContain(': line 12345, column 1201: expected a value')
    expect(describeFailure(failure, 'de')).toContain(': Zeile 12345, Spalte 1201: ein Wert fehlt')
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
