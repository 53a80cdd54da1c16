import { describe, expect, it } from 'vitest'
import { findJsonProblem } from '../../../core/catalogue/check-json.ts'
import { fc, propertySeed } from './property-seed.ts'

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('the JSON check', () => {
  it.each([
    '0',
    '-0.5e+10',
    '"\\u00e4\\"\\\\\\/\\b"',
    'null',
    '[]',
    '{}',
    ' [1 , {"a" : [ ]}]\r\n\t',
    '1e5',
    '"\u2028"',
  ])('accepts %s as JSON.parse does', (text) => {
    expect(parses(text)).toBe(true)
    expect(findJsonProblem(text)).toBeUndefined()
  })

  it.each([
    '',
    '01',
    '1.',
    '.5',
    '+1',
    '1e',
    '--1',
    'nul',
    'nullx',
    'True',
    '[1,]',
    '[,1]',
    '{,}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '[1 2]',
    '[}',
    '{]',
    ']',
    '"a',
    '"\\x"',
    '"\\u12g4"',
    '"\n"',
    '"\\',
    '1 1',
    '{"a" 1}',
    '{"a"',
    '[',
    '{',
    'NaN',
    '\u00a01',
    '[1]]',
    '"\\u12"',
  ])('refuses %s as JSON.parse does', (text) => {
    expect(parses(text)).toBe(false)
    expect(findJsonProblem(text)?.offset).toBeLessThanOrEqual(text.length)
  })

  it(`agrees with JSON.parse on JSON that was damaged in one place (${propertySeed.title})`, () => {
    const damage = fc.record({
      value: fc.json(),
      at: fc.nat(),
      cut: fc.nat(3),
      put: fc.constantFrom(...'{ } [ ] , : " \\ 0 - 1 . e n t'.split(' ')),
    })
    fc.assert(
      fc.property(damage, ({ value, at, cut, put }) => {
        const place = at % (value.length + 1)
        const text = value.slice(0, place) + put + value.slice(place + cut)
        const problem = findJsonProblem(text)
        // What JSON.parse accepts and the check does not is a key that occurs twice, or `__proto__`.
        if (parses(text) && problem) expect(problem.problem).toMatch(/^key_/)
        else expect(problem === undefined).toBe(parses(text))
      }),
      { ...propertySeed.parameters, numRuns: 3_000 },
    )
  })

  it('refuses what JSON.parse would silently drop', () => {
    expect(findJsonProblem('{"a": 1, "b": {"a": 2}, "a": 3}')).toEqual({
      offset: 24,
      problem: 'key_repeated',
      fillings: { key: 'a' },
    })
    expect(findJsonProblem('[{"a": 1}, {"a": 1}]')).toBeUndefined()
  })
})
