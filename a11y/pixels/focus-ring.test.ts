import { describe, expect, it } from 'vitest'
import { margin, sidesWithoutRing } from './focus-ring.ts'
import { type Picture } from './png.ts'

const [width, height] = [80 + 2 * margin, 40 + 2 * margin]

/** White, with black where `isDark` says so. */
function picture(isDark: (x: number, y: number) => boolean, shade = 0): Picture {
  const rgba = new Uint8Array(width * height * 4).fill(255)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) if (isDark(x, y)) rgba.set([shade, shade, shade], (y * width + x) * 4)
  }
  return { width, height, rgba }
}

const blank = picture(() => false)
const distance = (x: number, y: number) =>
  Math.max(margin - x, x - (width - margin - 1), margin - y, y - (height - margin - 1))
const ring = (from: number, to: number) => (x: number, y: number) => distance(x, y) >= from && distance(x, y) <= to

describe('the focus ring', () => {
  it('is seen when it is two pixels wide on all sides, outside or inside the edge', () => {
    expect(sidesWithoutRing(picture(ring(2, 4)), blank)).toEqual([])
    expect(sidesWithoutRing(picture(ring(-3, -1)), blank)).toEqual([])
  })

  it('is missed on every side when nothing changes, or only by one pixel, or only faintly', () => {
    expect(sidesWithoutRing(blank, blank)).toHaveLength(4)
    expect(sidesWithoutRing(picture(ring(2, 2)), blank)).toHaveLength(4)
    expect(sidesWithoutRing(picture(ring(2, 4), 200), blank)).toHaveLength(4)
  })

  it('is missed on the side where it is clipped, unless the window cuts that side', () => {
    const clipped = picture((x, y) => x > margin && ring(2, 4)(x, y))
    expect(sidesWithoutRing(clipped, blank)).toEqual(['start'])
    expect(sidesWithoutRing(clipped, blank, new Set(['start']))).toEqual([])
  })

  it('is judged along as much of a side as the window shows', () => {
    const cut = new Set(['bottom'])
    const seen = { x: [0, width], y: [0, 24] } as const
    const shown = picture((x, y) => y < 24 && ring(2, 4)(x, y))
    expect(sidesWithoutRing(shown, blank, cut)).toEqual(['start', 'end'])
    expect(sidesWithoutRing(shown, blank, cut, seen)).toEqual([])
    expect(sidesWithoutRing(blank, blank, cut, seen)).toEqual(['top', 'start', 'end'])
  })

  it('may be the whole thing appearing', () => {
    expect(
      sidesWithoutRing(
        picture((x, y) => distance(x, y) <= 0),
        blank,
      ),
    ).toEqual([])
  })
})
