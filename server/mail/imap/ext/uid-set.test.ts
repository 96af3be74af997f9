import { describe, expect, it } from 'vitest'
import { expandSet, uidSet } from './uid-set.ts'

describe('Sets of UIDs', () => {
  it('are as short as can be, in order, each once', () => {
    expect(uidSet([5, 3, 4, 9, 4])).toBe('3:5,9')
    expect(uidSet([1])).toBe('1')
    expect(uidSet([])).toBe('')
  })

  it('from a server are read in either direction, and never without end', () => {
    expect(expandSet('3:5,9')).toEqual([3, 4, 5, 9])
    expect(expandSet('5:3')).toEqual([3, 4, 5])
    expect(expandSet('1:4294967295')).toHaveLength(10_000)
    expect(expandSet('x,1:y,')).toEqual([])
  })
})
