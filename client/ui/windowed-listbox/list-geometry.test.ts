import { describe, expect, it } from 'vitest'
import { fullHeight, type Geometry, indexAt, scrollToShow, topOf } from './list-geometry.ts'

const starts = [0, 4, 10].map((index) => ({ index, id: `g${index}`, label: 'Day' }))
const geometry: Geometry = { total: 20, rowHeightPx: 50, headingHeightPx: 40, starts }

describe('geometry', () => {
  it('puts headings above their first row', () => {
    expect(topOf(geometry, 0)).toBe(40)
    expect(topOf(geometry, 3)).toBe(3 * 50 + 40)
    expect(topOf(geometry, 4)).toBe(4 * 50 + 80)
    expect(fullHeight(geometry)).toBe(20 * 50 + 3 * 40)
  })

  it('finds the row at any height, and counts a heading to the row below it', () => {
    for (let index = 0; index < geometry.total; index += 1) {
      expect(indexAt(geometry, topOf(geometry, index))).toBe(index)
      expect(indexAt(geometry, topOf(geometry, index) + 49)).toBe(index)
    }
    expect(indexAt(geometry, topOf(geometry, 4) - 10)).toBe(4)
  })

  it('stays within the list', () => {
    expect(indexAt(geometry, -100)).toBe(0)
    expect(indexAt(geometry, 1e9)).toBe(19)
    expect(indexAt({ ...geometry, total: 0, starts: [] }, 10)).toBe(0)
  })
})

describe('scrollToShow', () => {
  it('does not move for a row that is seen', () => {
    expect(scrollToShow(geometry, 2, { top: 0, height: 500 })).toBe(0)
  })

  it('moves as little as it can, and shows the heading with its first row', () => {
    expect(scrollToShow(geometry, 4, { top: 400, height: 200 })).toBe(topOf(geometry, 4) - 40)
    expect(scrollToShow(geometry, 15, { top: 0, height: 200 })).toBe(topOf(geometry, 15) + 50 - 200)
  })
})
