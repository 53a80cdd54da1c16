import { describe, expect, it } from 'vitest'
import { fc, propertySeed } from '../catalogue/property-seed.ts'
import { canonicalJson } from '../../../core/model/canonical-json.ts'

describe('canonical JSON', () => {
  it('sorts keys at every depth, keeps the order of lists and adds no white space', () => {
    expect(canonicalJson({ b: [3, 1, { z: null, a: true }], a: 'x', B: 1.5 })).toBe(
      '{"B":1.5,"a":"x","b":[3,1,{"a":true,"z":null}]}',
    )
  })

  it('escapes strings as JSON does, in keys as well', () => {
    expect(canonicalJson({ 'a"\n': '\u2028\ud800' })).toBe('{"a\\"\\n":"\u2028\\ud800"}')
  })

  it.each([
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['a hole in a list', new Array(2)],
    ['not a number', NaN],
    ['infinity', { a: -Infinity }],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a function', () => 1],
    ['a big integer', 1n],
  ])('refuses %s, which JSON cannot hold exactly', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })

  it(`has the same text for equal values in any order, and reads back as the value (${propertySeed.title})`, () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        const back: unknown = JSON.parse(text)
        expect(canonicalJson(back)).toBe(text)
        expect(back).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(reversed(value))).toBe(text)
      }),
      propertySeed.parameters,
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  )
}
