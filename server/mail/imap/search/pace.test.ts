import { describe, expect, it } from 'vitest'
import { Pace } from './pace.ts'

describe('The pace of a search', () => {
  const afterAll = (...elapsed: number[]) => {
    const pace = new Pace({ first: 1_000, most: 10_000 }, 200)
    for (const ms of elapsed) pace.took(ms)
    return pace.size
  }

  it('begins small, and grows fast while the server is', () => {
    expect(afterAll()).toBe(1_000)
    expect(afterAll(5)).toBe(4_000)
    expect(afterAll(5, 5, 5, 5)).toBe(10_000)
    expect(afterAll(100)).toBe(2_000)
  })

  it('shrinks when the server takes long, but never to nothing', () => {
    expect(afterAll(5, 800)).toBe(1_000)
    expect(afterAll(60_000, 60_000, 60_000)).toBe(250)
  })
})
