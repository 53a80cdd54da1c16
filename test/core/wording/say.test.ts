import { describe, expect, it } from 'vitest'
import { english } from '../../../core/wording/english.ts'
import { german } from '../../../core/wording/german.ts'
import { isWordingKey, say, sayByKey } from '../../../core/wording/say.ts'

const placeholders = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g))].toSorted()

describe('the sentences', () => {
  it.each(Object.keys(english).filter(isWordingKey))('`%s` asks for the same in both languages', (key) => {
    expect(placeholders(german[key])).toEqual(placeholders(english[key]))
  })

  it('have the same keys in both languages, and none is empty', () => {
    expect(Object.keys(german).toSorted()).toEqual(Object.keys(english).toSorted())
    for (const sentence of [...Object.values(english), ...Object.values(german)]) {
      expect(sentence.trim()).not.toBe('')
    }
  })

  it('keep backticks, which stand for technical names, in pairs', () => {
    for (const sentence of [...Object.values(english), ...Object.values(german)]) {
      expect((sentence.match(/`/g) ?? []).length % 2).toBe(0)
    }
  })
})

describe('saying one', () => {
  it('writes numbers and moments as the language does, in UTC', () => {
    const fillings = { by: 'Maya', at: '2027-03-05T07:09:00.000Z' }
    expect(say('en', 'authorization.revoked', fillings)).toBe('revoked by Maya on 5 Mar 2027, 07:09 UTC')
    expect(say('de', 'authorization.revoked', fillings)).toBe(
      'am 5. März 2027, 07:09 UTC von Maya widerrufen',
    )
    expect(say('en', 'change.give_role_detail', { count: 1_234 })).toContain('1,234')
    expect(say('de', 'change.give_role_detail', { count: 1_234 })).toContain('1.234')
  })

  it('leaves alone what only looks like a moment', () => {
    expect(say('en', 'authorization.expired', { at: '2027-13-45T25:00:00Z' })).toContain(
      '2027-13-45T25:00:00Z',
    )
    expect(say('en', 'authorization.expired', { at: '2027-01-01' })).toContain('2027-01-01')
  })

  it('fills in once: a name with braces stays a name', () => {
    expect(say('en', 'authorization.none', { client: '{by} $& $1' })).toBe(
      '{by} $& $1 is not authorized in this organization',
    )
  })

  it('is a fault for an unknown key, also one that every object has', () => {
    expect(() => sayByKey('en', 'client.nonsense')).toThrow('no wording for client.nonsense')
    expect(() => sayByKey('en', 'toString')).toThrow('no wording')
  })
})
