import { describe, expect, it } from 'vitest'
import { admitsAddress, parseAddressRange } from '../../../core/model/address-range.ts'

it.each([
  ['203.0.113.7', '203.0.113.7/32'],
  ['203.0.113.0/24', '203.0.113.0/24'],
  [' 0.0.0.0/0 ', '0.0.0.0/0'],
  ['255.255.255.255/32', '255.255.255.255/32'],
])('reads `%s` as `%s` (C1)', (text, range) => {
  expect(parseAddressRange(text)).toBe(range)
})

it.each([
  '',
  '203.0.113',
  '203.0.113.256',
  '203.0.113.0/33',
  '203.0.113.0/',
  '203.0.113.0/24/8',
  '203.0.113.-1',
  '010.0.0.1',
  '10.0.0.1/08',
  '::1',
  '2001:db8::/32',
  'example.com',
  '٢٠٣.0.113.7',
])('reads no IPv4 range from %j (C1)', (text) => {
  expect(parseAddressRange(text)).toBeUndefined()
})

describe('an address within a range (C1)', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7/32', true],
    ['203.0.113.8', '203.0.113.7/32', false],
    ['203.0.113.0', '203.0.113.0/24', true],
    ['203.0.113.255', '203.0.113.0/24', true],
    ['203.0.114.0', '203.0.113.0/24', false],
    ['203.0.112.255', '203.0.113.0/24', false],
    ['203.0.113.200', '203.0.113.7/24', true],
    ['255.255.255.255', '0.0.0.0/0', true],
    ['128.0.0.0', '128.0.0.0/1', true],
    ['127.255.255.255', '128.0.0.0/1', false],
    ['::ffff:203.0.113.7', '203.0.113.7/32', true],
    ['::FFFF:203.0.113.7', '203.0.113.7/32', true],
    ['::1', '0.0.0.0/0', false],
    ['203.0.113.7/32', '203.0.113.7/32', false],
    ['203.0.113.07', '203.0.113.7/32', false],
    ['', '0.0.0.0/0', false],
    ['203.0.113.7', 'nonsense', false],
  ])('`%s` in `%s`: %s', (address, range, expected) => {
    expect(admitsAddress([range], address)).toBe(expected)
  })
})

describe('the addresses of a client (C1)', () => {
  it('are any where none are named, and otherwise those of any range', () => {
    expect(admitsAddress([], '203.0.113.7')).toBe(true)
    expect(admitsAddress(['198.51.100.0/24', '203.0.113.7/32'], '203.0.113.7')).toBe(true)
    expect(admitsAddress(['198.51.100.0/24', '203.0.113.7/32'], '203.0.113.8')).toBe(false)
  })
})
