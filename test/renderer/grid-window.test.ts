import { describe, expect, it } from 'vitest'
import { placeAfter, placesOf, scrollTo, spanInSight } from '../../renderer/views/matrix/grid-window.ts'
import { blockKeys } from '../../renderer/views/matrix/use-matrix-blocks.ts'

describe('the window of the matrix', () => {
  const line = { size: 36, count: 100_000 }

  it('holds what is in sight and a little beside it', () => {
    expect(spanInSight(line, 0, 360, 2)).toEqual({ from: 0, to: 12 })
    expect(spanInSight(line, 3_600, 360, 2)).toEqual({ from: 98, to: 112 })
    expect(spanInSight(line, 3_618, 360, 0)).toEqual({ from: 100, to: 111 })
  })

  it('ends where the line ends, and is empty where there is nothing', () => {
    expect(spanInSight(line, 36 * 100_000 - 360, 360, 2)).toEqual({ from: 99_988, to: 100_000 })
    expect(spanInSight(line, 99_999_999, 360, 2)).toEqual({ from: 100_000, to: 100_000 })
    expect(spanInSight({ size: 36, count: 0 }, 0, 360, 2)).toEqual({ from: 0, to: 0 })
  })

  it('keeps the place with the focus in the page, wherever it is scrolled to', () => {
    expect(placesOf({ from: 10, to: 13 }, 11, 100)).toEqual([10, 11, 12])
    expect(placesOf({ from: 10, to: 13 }, 2, 100)).toEqual([2, 10, 11, 12])
    expect(placesOf({ from: 10, to: 13 }, 50, 100)).toEqual([10, 11, 12, 50])
    expect(placesOf({ from: 10, to: 13 }, 100, 100)).toEqual([10, 11, 12])
    expect(placesOf({ from: 10, to: 13 }, -1, 100)).toEqual([10, 11, 12])
  })

  it('scrolls no further than a place needs', () => {
    expect(scrollTo(line, 3, 0, 360)).toBe(0)
    expect(scrollTo(line, 10, 0, 360)).toBe(36)
    expect(scrollTo(line, 10, 720, 360)).toBe(360)
    expect(scrollTo(line, 20, 720, 20)).toBe(720)
  })

  it('reads the blocks that cover what is in sight', () => {
    expect(blockKeys({ from: 0, to: 12 }, { from: 0, to: 0 })).toEqual(['0:0'])
    expect(blockKeys({ from: 40, to: 51 }, { from: 99, to: 101 })).toEqual(['0:1', '0:2', '1:1', '1:2'])
    expect(blockKeys({ from: 50, to: 100 }, { from: 0, to: 50 })).toEqual(['1:0'])
  })
})

describe('the keys of the matrix', () => {
  const keys = { rows: 100, columns: 11, page: 9 }
  const after = (key: string, row: number, column: number, withControl = false) =>
    placeAfter(key, withControl, { row, column }, keys)

  it('walk by one cell and stop at the edges', () => {
    expect(after('ArrowDown', 4, 2)).toEqual({ row: 5, column: 2 })
    expect(after('ArrowUp', 0, 2)).toEqual({ row: 0, column: 2 })
    expect(after('ArrowDown', 99, 2)).toEqual({ row: 99, column: 2 })
    expect(after('ArrowLeft', 4, 1)).toEqual({ row: 4, column: 0 })
    expect(after('ArrowLeft', 4, 0)).toEqual({ row: 4, column: 0 })
    expect(after('ArrowRight', 4, 10)).toEqual({ row: 4, column: 10 })
  })

  it('lead to the ends of a row, a page on, and with Control to the corners', () => {
    expect(after('Home', 4, 5)).toEqual({ row: 4, column: 0 })
    expect(after('End', 4, 5)).toEqual({ row: 4, column: 10 })
    expect(after('Home', 4, 5, true)).toEqual({ row: 0, column: 0 })
    expect(after('End', 4, 5, true)).toEqual({ row: 99, column: 10 })
    expect(after('PageDown', 4, 5)).toEqual({ row: 13, column: 5 })
    expect(after('PageDown', 95, 5)).toEqual({ row: 99, column: 5 })
    expect(after('PageUp', 4, 5)).toEqual({ row: 0, column: 5 })
  })

  it('leave every other key alone', () => {
    expect(after('a', 4, 5)).toBeNull()
    expect(after('Tab', 4, 5)).toBeNull()
  })
})
