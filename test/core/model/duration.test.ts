import { describe, expect, it } from 'vitest'
import { formatDuration, parseDuration } from '../../../core/model/duration.ts'

describe('parseDuration', () => {
  it.each([
    ['18h', 64_800],
    ['18 h', 64_800],
    ['2 days', 172_800],
    ['1 day 2 hours', 93_600],
    ['1d, 2h', 93_600],
    ['1 d 2 h 3 min 4 s', 93_784],
    ['90 min', 5_400],
    ['1.5 h', 5_400],
    ['1.1h', 3_960],
    ['0.7 min', 42],
    ['450d', 38_880_000],
    ['2 Stunden', 7_200],
    ['3 Tage', 259_200],
    ['1 Woche', 604_800],
    ['2 hrs.', 7_200],
    ['86400', 86_400],
    ['86,400', 86_400],
    ["38'880'000", 38_880_000],
    ['38 880 000', 38_880_000],
    [' 300 ', 300],
  ])('reads `%s` as %d seconds (C3)', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds)
  })

  it.each([
    '',
    'soon',
    '-5',
    '-5h',
    '5 lightyears',
    'h',
    '1.5',
    '0.1 s',
    '1,2,3',
    '86,40',
    '18h and more',
    '18h 3',
    '1e3',
    'NaN',
    '9'.repeat(13),
  ])('reads no duration from `%s` (C3)', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })
})

describe('formatDuration', () => {
  it.each([
    [300, '5 min'],
    [64_800, '18 h'],
    [86_400, '1 d'],
    [93_600, '1 d 2 h'],
    [93_784, '1 d 2 h 3 min 4 s'],
    [38_880_000, '450 d'],
    [0, '0 s'],
  ])('writes %d seconds as `%s` (C3)', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })

  it('writes what parseDuration reads back (C3)', () => {
    for (const seconds of [1, 59, 60, 3_599, 64_800, 172_801, 38_880_000]) {
      expect(parseDuration(formatDuration(seconds))).toBe(seconds)
    }
  })
})
