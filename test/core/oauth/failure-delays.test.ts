import { describe, expect, it } from 'vitest'
import { FailureDelays } from '../../../core/oauth/failure-delays.ts'

const MINUTE = 60_000

describe('the delay after failures', () => {
  it('begins after five, doubles with each, and stays at four seconds', () => {
    const delays = new FailureDelays()
    const seen = Array.from({ length: 12 }, () => {
      delays.failed('client', 'here', 0)
      return delays.due('client', 'here', 0)
    })

    expect(seen).toEqual([0, 0, 0, 0, 250, 500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000])
  })

  it('is that of one subject at one address only', () => {
    const delays = new FailureDelays()
    for (let count = 0; count < 5; count++) delays.failed('client', 'here', 0)

    expect(delays.due('client', 'here', 0)).toBe(250)
    expect(delays.due('client', 'there', 0)).toBe(0)
    expect(delays.due('another', 'here', 0)).toBe(0)
  })

  it('is over after a success, and fifteen minutes after the last failure', () => {
    const delays = new FailureDelays()
    for (const subject of ['one', 'other']) {
      for (let count = 0; count < 5; count++) delays.failed(subject, 'here', 0)
    }
    delays.succeeded('one', 'here')

    expect(delays.due('one', 'here', 0)).toBe(0)
    expect(delays.due('other', 'here', 15 * MINUTE)).toBe(250)
    expect(delays.due('other', 'here', 15 * MINUTE + 1)).toBe(0)
  })

  it('remembers a thousand who failed, and forgets who failed longest ago', () => {
    const delays = new FailureDelays()
    for (let count = 0; count < 5; count++) delays.failed('first', 'here', 0)
    for (let count = 0; count < 999; count++) delays.failed(`number ${String(count)}`, 'here', 0)
    expect(delays.due('first', 'here', 0)).toBe(250)
    delays.failed('one more', 'here', 0)

    expect(delays.due('first', 'here', 0)).toBe(0)
  })
})
