import { describe, expect, it } from 'vitest'
import { median, percentile } from './statistics.ts'

describe('median', () => {
  it('is the middle of an odd number of values, whatever their order', () => {
    expect(median([9, 1, 10])).toBe(9)
  })

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([40, 1, 3, 2])).toBe(2.5)
  })

  it('leaves the values as they are', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })

  it('refuses to make a number of nothing', () => {
    expect(() => median([])).toThrow('nothing')
  })
})

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)

  it('is a value that was measured: the nearest rank', () => {
    expect(percentile(hundred, 95)).toBe(95)
    expect(percentile([5, 7, 6], 95)).toBe(7)
    expect(percentile([5, 7, 6, 8], 50)).toBe(6)
  })

  it('has the smallest and the largest value at its ends', () => {
    expect(percentile(hundred, 0)).toBe(1)
    expect(percentile(hundred, 100)).toBe(100)
  })
})
