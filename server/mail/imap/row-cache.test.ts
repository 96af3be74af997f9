import { describe, expect, it } from 'vitest'
import { RowCache } from './row-cache.ts'

describe('Which rows are likely to be known', () => {
  it('is told by stretches read before, also where new mail has moved them', () => {
    const cache = new RowCache()
    expect(cache.visit('inbox', { from: 951, to: 1000 })).toBe(false)
    expect(cache.visit('inbox', { from: 951, to: 1000 })).toBe(true)
    expect(cache.visit('inbox', { from: 961, to: 1010 })).toBe(true)
    expect(cache.visit('inbox', { from: 401, to: 450 })).toBe(false)
  })

  it('is told by what they have in common, not by lying next to each other: that is how a list is scrolled', () => {
    const cache = new RowCache()
    cache.visit('inbox', { from: 951, to: 1000 })
    expect(cache.visit('inbox', { from: 901, to: 950 })).toBe(false)
    expect(cache.visit('inbox', { from: 930, to: 979 })).toBe(true)
  })

  it('is told for each folder by itself', () => {
    const cache = new RowCache()
    cache.visit('inbox', { from: 1, to: 50 })
    expect(cache.visit('sent', { from: 1, to: 50 })).toBe(false)
  })

  it('is forgotten for the stretch longest unread', () => {
    const cache = new RowCache()
    for (let read = 0; read <= 400; read += 1) cache.visit('inbox', { from: read * 1_000 + 1, to: read * 1_000 + 50 })
    expect(cache.visit('inbox', { from: 1, to: 50 })).toBe(false)
    expect(cache.visit('inbox', { from: 5_001, to: 5_050 })).toBe(true)
  })
})
