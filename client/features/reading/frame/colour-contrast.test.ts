import { describe, expect, it } from 'vitest'
import { contrast, parseColour, readableColour } from './colour-contrast.ts'

describe('contrast', () => {
  it('follows the definition of WCAG', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21)
    expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2)
  })
})

describe('parseColour', () => {
  it('reads what browsers compute', () => {
    expect(parseColour('rgb(1, 2, 3)')).toEqual([1, 2, 3])
    expect(parseColour('rgba(1, 2, 3, 0.9)')).toEqual([1, 2, 3])
    expect(parseColour('rgba(0, 0, 0, 0)')).toBeNull()
    expect(parseColour('oklch(0.5 0 0)')).toBeNull()
  })
})

describe('readableColour', () => {
  it.each([
    [
      [170, 170, 170],
      [255, 255, 255],
    ],
    [
      [60, 60, 200],
      [20, 20, 20],
    ],
    [
      [200, 180, 40],
      [255, 255, 255],
    ],
  ] as const)('makes %j readable on %j', (colour, behind) => {
    expect(contrast(readableColour(colour, behind, 4.5), behind)).toBeGreaterThanOrEqual(4.5)
  })
})
