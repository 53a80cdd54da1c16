import { describe, expect, it } from 'vitest'
import { MachineRandom } from '../../core/machine-random.ts'

describe('the machine’s randomness', () => {
  it('hands out as many bytes as are asked for, and none of them again', () => {
    const random = new MachineRandom()
    const pieces = Array.from({ length: 3_000 }, (_none, index) => random.bytes(16 + (index % 17)))
    // Eight bytes are alike by chance once in 10^12 runs of this test; pieces that overlapped would be in each.
    const windows = pieces.flatMap((piece) => [piece.subarray(0, 8), piece.subarray(-8)])

    expect(pieces.map(({ length }) => length)).toEqual(pieces.map((_piece, index) => 16 + (index % 17)))
    expect(new Set(windows.map((window) => Buffer.from(window).toString('hex'))).size).toBe(6_000)
  })

  it('hands out pieces that later ones leave alone, and long ones too', () => {
    const random = new MachineRandom()
    const first = random.bytes(32)
    const before = Buffer.from(first).toString('hex')
    for (let count = 0; count < 1_000; count++) random.bytes(32)

    expect(Buffer.from(first).toString('hex')).toBe(before)
    expect(random.bytes(100_000)).toHaveLength(100_000)
    expect(random.bytes(0)).toHaveLength(0)
  })

  it('makes ids', () => {
    const random = new MachineRandom()

    expect(random.uuid()).toMatch(/^[0-9a-f-]{36}$/)
    expect(random.uuid()).not.toBe(random.uuid())
  })
})
