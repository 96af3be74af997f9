import { describe, expect, it } from 'vitest'
import { KeptResult } from './kept-results.ts'

describe('A kept result', () => {
  const result = new KeptResult({ words: ['a'], includeBody: false })
  result.add({ folder: 'INBOX', validity: '1', uids: [9, 8, 7] })
  result.add({ folder: 'Sent', validity: '2', uids: [4] })
  result.add({ folder: 'INBOX', validity: '1', uids: [3, 2] })
  const uidsOf = (offset: number, limit: number) => result.slice(offset, limit).map(({ uids }) => uids)

  it('is read in any stretch, in the order of finding', () => {
    expect(result.total).toBe(6)
    expect(uidsOf(0, 50)).toEqual([[9, 8, 7], [4], [3, 2]])
    expect(uidsOf(2, 3)).toEqual([[7], [4], [3]])
    expect(uidsOf(1, 1)).toEqual([[8]])
    expect(uidsOf(6, 50)).toEqual([])
  })
})
