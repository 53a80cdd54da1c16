import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChangeFeed } from '../../../core/store/change-feed.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'queueMicrotask'] })
})
afterEach(() => {
  vi.useRealTimers()
})

it('tells of records at the next look, and of usage every five seconds only', () => {
  const versions = { records: 1, usage: 1 }
  const feed = new ChangeFeed(() => ({ ...versions }))
  let told = 0
  feed.subscribe(() => told++)
  const after = (milliseconds: number): number => {
    vi.advanceTimersByTime(milliseconds)
    return told
  }
  expect(after(10_000)).toBe(0)
  versions.records++
  expect([after(249), after(1)]).toEqual([0, 1])
  for (let second = 1; second <= 4; second++) {
    versions.usage++
    expect(after(1_000)).toBe(1)
  }
  expect([after(1_000), after(60_000)]).toEqual([2, 2])
  // This process's own change is told at once, and not again at the next look.
  versions.records++
  feed.committed(versions.records)
  expect([after(0), after(60_000)]).toEqual([3, 3])
  feed.close()
  versions.records++
  expect(after(60_000)).toBe(3)
})
