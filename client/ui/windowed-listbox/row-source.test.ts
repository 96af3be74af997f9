import { describe, expect, it } from 'vitest'
import { findIndex, groupStarts, type RowItem, type RowSource } from './row-source.ts'
import { addRange, coversRange } from './visited-ranges.ts'

interface Row extends RowItem {
  day: string | null
}

function sourceOf(rows: (Row | undefined)[]): RowSource<Row> {
  const groupOf = ({ day }: Row) => (day === null ? null : { id: day, label: day })
  return { total: rows.length, itemAt: (index) => rows[index], groupOf }
}

const row = (id: string, day: string | null = 'today'): Row => ({ id, day })

describe('groupStarts', () => {
  it('finds where a group begins among the rows that were seen', () => {
    const source = sourceOf([row('a'), row('b'), row('c', 'yesterday'), row('d', 'yesterday')])
    expect(groupStarts(source, [{ from: 0, to: 3 }]).map(({ index, id }) => [index, id])).toEqual([
      [0, 'today'],
      [2, 'yesterday'],
    ])
  })

  it('does not guess after rows that are not loaded', () => {
    const source = sourceOf([row('a'), undefined, row('c'), row('d', 'yesterday')])
    expect(groupStarts(source, [{ from: 0, to: 3 }]).map(({ index }) => index)).toEqual([0, 3])
  })

  it('knows the row before a range that begins in the middle', () => {
    const source = sourceOf([row('a'), row('b', 'yesterday')])
    expect(groupStarts(source, [{ from: 1, to: 1 }]).map(({ index }) => index)).toEqual([1])
  })

  it('has none for rows without a group', () => {
    expect(groupStarts(sourceOf([row('a', null), row('b', null)]), [{ from: 0, to: 1 }])).toEqual([])
  })
})

describe('findIndex', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => row(`m${index}`))

  it('looks near the old place and then among all that was seen', () => {
    expect(findIndex(sourceOf(rows), 'm20', 25, [])).toBe(20)
    expect(findIndex(sourceOf(rows), 'm20', 4000, [{ from: 0, to: 30 }])).toBe(20)
    expect(findIndex(sourceOf(rows), 'm20', 4000, [])).toBeNull()
  })
})

describe('visited ranges', () => {
  it('join where they touch and stay sorted', () => {
    const ranges = addRange(addRange([{ from: 100, to: 140 }], { from: 0, to: 40 }), { from: 41, to: 60 })
    expect(ranges).toEqual([
      { from: 0, to: 60 },
      { from: 100, to: 140 },
    ])
    expect(addRange(ranges, { from: 50, to: 120 })).toEqual([{ from: 0, to: 140 }])
  })

  it('know what they cover', () => {
    expect(coversRange([{ from: 0, to: 60 }], { from: 10, to: 60 })).toBe(true)
    expect(coversRange([{ from: 0, to: 60 }], { from: 10, to: 61 })).toBe(false)
  })
})
