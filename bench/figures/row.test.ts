import { describe, expect, it } from 'vitest'
import { rowOf } from './row.ts'

const measured = { name: 'A window', value: 12, unit: 'ms', floor: 8 } as const

describe('rowOf', () => {
  it('compares the value with its floor', () => {
    expect(rowOf(measured, { ratioAtMost: 1.5 })).toEqual({ ...measured, ratio: 1.5, target: '≤ 1.5 ×', ok: true })
    expect(rowOf(measured, { ratioAtMost: 1.4 }).ok).toBe(false)
  })

  it('judges a value with no floor by itself', () => {
    const alone = { name: 'First view', value: 9, unit: 'requests' } as const
    expect(rowOf(alone, { atMost: 10 })).toEqual({
      ...alone,
      floor: null,
      ratio: null,
      target: '≤ 10 requests',
      ok: true,
    })
    expect(rowOf(alone, { atMost: 8 }).ok).toBe(false)
    expect(rowOf(alone, { atLeast: 10 }).ok).toBe(false)
  })

  it('asks that every promise is kept', () => {
    const both = rowOf(measured, { ratioAtMost: 2, atMost: 10 })
    expect(both.target).toBe('≤ 2 ×, ≤ 10 ms')
    expect(both.ok).toBe(false)
  })

  it('lets another row stand in', () => {
    const cheap = rowOf({ name: 'CPU', value: 1, unit: 'ms' }, { atMost: 2 })
    const dear = rowOf({ name: 'CPU', value: 3, unit: 'ms' }, { atMost: 2 })
    const rate = { name: 'Rate', value: 100, unit: 'requests/s' } as const
    expect(rowOf(rate, { atLeast: 880, orElse: cheap })).toMatchObject({
      ok: true,
      target: '≥ 880 requests/s or CPU ≤ 2 ms',
    })
    expect(rowOf(rate, { atLeast: 880, orElse: dear }).ok).toBe(false)
  })

  it('refuses a ratio of nothing', () => {
    expect(() => rowOf({ name: 'A window', value: 1, unit: 'ms' }, { ratioAtMost: 2 })).toThrow('A window')
  })
})
