import { describe, expect, it } from 'vitest'
import { placeFloating } from './place-floating.ts'

const screen = { width: 400, height: 600, isRtl: false }
const anchor = { left: 100, top: 50, width: 80, height: 40 }
const menu = { width: 200, height: 150 }

describe('placeFloating', () => {
  it('goes below its anchor, aligned with its start', () => {
    expect(placeFloating(anchor, menu, screen)).toMatchObject({ left: 100, top: 96 })
  })

  it('is aligned with the other edge from right to left', () => {
    const placed = placeFloating({ ...anchor, left: 250 }, menu, { ...screen, isRtl: true })
    expect(placed.left).toBe(250 + 80 - 200)
  })

  it('goes above when there is more room', () => {
    expect(placeFloating({ ...anchor, top: 500 }, menu, screen).top).toBe(500 - 6 - 150)
  })

  it.each(['start', 'end', 'center'] as const)('never leaves the screen, aligned to the %s', (align) => {
    for (const left of [-50, 0, 300, 390]) {
      const placed = placeFloating({ ...anchor, left }, menu, screen, align)
      expect(placed.left).toBeGreaterThanOrEqual(8)
      expect(placed.left + menu.width).toBeLessThanOrEqual(400 - 8)
    }
  })

  it('scrolls inside when the screen is too low for it', () => {
    const placed = placeFloating({ ...anchor, top: 80 }, { width: 200, height: 900 }, { ...screen, height: 300 })
    expect(placed.top + placed.maxHeight).toBeLessThanOrEqual(300 - 8)
  })
})
