import { expect, it } from 'vitest'
import { isDay, parseMoment } from '../../../core/model/moment.ts'

it.each([
  ['2027-03-31', '2027-03-31T00:00:00.000Z'],
  ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ['2027-03-31T12:00', '2027-03-31T12:00:00.000Z'],
  ['2027-03-31T12:00:30', '2027-03-31T12:00:30.000Z'],
  ['2027-03-31T12:00:30.5Z', '2027-03-31T12:00:30.500Z'],
  ['2027-03-31T00:30:00+02:00', '2027-03-30T22:30:00.000Z'],
])('reads `%s` as %s (A1)', (text, moment) => {
  expect(parseMoment(text)?.toISOString()).toBe(moment)
})

it.each([
  '',
  'tomorrow',
  '2027-02-29',
  '2027-02-30',
  '2027-04-31',
  '2027-13-01',
  '2027-00-10',
  '2027-3-31',
  '12027-03-31',
  '2027-03-31 12:00',
  '2027-03-31T25:00:00Z',
  '2027-03-31T12:60:00Z',
  '2027-03-31T12',
  '2027-03-31T12:00:00 CET',
  '31.03.2027',
])('reads no moment from `%s` (A1)', (text) => {
  expect(parseMoment(text)).toBeUndefined()
  expect(isDay(text)).toBe(false)
})
