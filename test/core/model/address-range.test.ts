import { expect, it } from 'vitest'
import { parseAddressRange } from '../../../core/model/address-range.ts'

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
