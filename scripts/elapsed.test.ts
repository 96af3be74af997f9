import { describe, expect, it } from 'vitest'
import { elapsed } from './elapsed.mjs'

describe('elapsed time', () => {
  it('is said in tenths, in seconds, in minutes', () => {
    expect(elapsed(1000, 1420)).toBe('0.4 s')
    expect(elapsed(0, 12_340)).toBe('12 s')
    expect(elapsed(0, 185_000)).toBe('3 min 5 s')
  })

  it('never says ten with a tenth or sixty seconds', () => {
    expect(elapsed(0, 9_970)).toBe('10 s')
    expect(elapsed(0, 59_700)).toBe('1 min 0 s')
  })
})
