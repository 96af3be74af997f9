import { describe, expect, it } from 'vitest'
import { rowOf } from './row.ts'
import { markdownTable, textTable } from './table.ts'

const rows = [
  rowOf({ name: 'A window', value: 12.345, unit: 'ms', floor: 8.23 }, { ratioAtMost: 1.5 }),
  rowOf({ name: 'Elements', value: 1500.4, unit: 'elements' }, { atMost: 1500 }),
]

describe('markdownTable', () => {
  it('has a line for each row, with three figures that count', () => {
    expect(markdownTable(rows).split('\n').slice(2)).toEqual([
      '| A window | 12.3 ms | 8.23 ms | 1.50 × | ≤ 1.5 × | kept |',
      '| Elements | 1,500 elements |  |  | ≤ 1500 elements | MISSED |',
    ])
  })
})

describe('textTable', () => {
  it('puts numbers under each other, to the right', () => {
    const lines = textTable(rows).split('\n')
    const ends = lines.slice(1).map((line) => /^\S+(?: window)? +[\d.,]+ \w+/.exec(line)?.[0].length)
    expect(ends[0]).toBe(ends[1])
  })
})
