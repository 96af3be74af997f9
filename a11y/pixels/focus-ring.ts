import { type Picture } from './png.ts'

/** How wide a margin round the thing both pictures show, in px: room for a ring that stands off. */
export const margin = 8

/** The sides are judged on strips this deep on either side of the edge. */
const depth = 7

const sides = ['top', 'bottom', 'start', 'end'] as const

/** From where to where, of the picture. */
export interface Stretch {
  x: readonly [number, number]
  y: readonly [number, number]
}

/**
 * Compares a thing with and without the focus. Both pictures show it with `margin` px round it, at one picture pixel a CSS
 * px. The ring is visible when along each side the change is at least 2 px deep and as strong as 3:1 for at least half of
 * the length (WCAG 2.4.7, 2.4.13); a picture that the window cuts off is judged by its other sides, along as much of them as is `seen`.
 * Returns the sides where nobody would see it.
 */
export function sidesWithoutRing(
  focused: Picture,
  unfocused: Picture,
  cut: ReadonlySet<string> = new Set(),
  seen: Stretch = { x: [0, focused.width], y: [0, focused.height] },
): string[] {
  if (focused.width !== unfocused.width || focused.height !== unfocused.height)
    throw new Error('pictures differ in size')
  const changed = changedPixels(focused, unfocused)
  return sides.filter((side) => !cut.has(side) && coverage(changed, focused, side, seen) < 0.5)
}

function changedPixels(one: Picture, other: Picture): Uint8Array {
  const changed = new Uint8Array(one.width * one.height)
  for (let pixel = 0; pixel < changed.length; pixel += 1) {
    const at = pixel * 4
    if (isSame(one.rgba, other.rgba, at)) continue
    const [a, b] = [luminanceAt(one.rgba, at), luminanceAt(other.rgba, at)]
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    changed[pixel] = ratio >= 3 ? 1 : 0
  }
  return changed
}

const linear = Float64Array.from({ length: 256 }, (_, channel) => {
  const part = channel / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
})

function luminanceAt(rgba: Uint8Array, at: number): number {
  return 0.2126 * linear[rgba[at]!]! + 0.7152 * linear[rgba[at + 1]!]! + 0.0722 * linear[rgba[at + 2]!]!
}

function isSame(one: Uint8Array, other: Uint8Array, at: number): boolean {
  return one[at] === other[at] && one[at + 1] === other[at + 1] && one[at + 2] === other[at + 2]
}

/** The part of a side's length along which at least two pixels across it changed. */
function coverage(
  changed: Uint8Array,
  { width, height }: Picture,
  side: (typeof sides)[number],
  seen: Stretch,
): number {
  const isLevel = side === 'top' || side === 'bottom'
  const [across, along] = isLevel ? [height, width] : [width, height]
  const [begin, end] = isLevel ? seen.x : seen.y
  const edge = side === 'top' || side === 'start' ? margin : across - margin
  const [from, to] = [Math.max(0, edge - depth), Math.min(across, edge + depth)]
  // Corners are left out: a ring may be round.
  const first = Math.max(begin, Math.min(margin + 4, along / 2 - 1))
  const last = Math.min(end, Math.max(along - margin - 4, along / 2 + 1))
  let covered = 0
  for (let at = Math.floor(first); at < last; at += 1) {
    let depthHere = 0
    for (let deep = from; deep < to; deep += 1) {
      depthHere += (isLevel ? changed[deep * width + at] : changed[at * width + deep]) ?? 0
    }
    if (depthHere >= 2) covered += 1
  }
  return covered / (Math.ceil(last) - Math.floor(first))
}
