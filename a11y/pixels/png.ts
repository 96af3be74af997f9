import { inflateSync } from 'node:zlib'

interface Size {
  width: number
  height: number
}

/** A picture of 8 bits a channel; `rgba` holds four bytes a pixel, row by row. */
export interface Picture extends Size {
  rgba: Uint8Array
}

/**
 * Reads a PNG as Chromium writes it: 8 bits a channel, RGB or RGBA, not interlaced (PNG third edition, 9 and 11.2).
 * Throws on any other.
 */
export function readPng(file: Buffer): Picture {
  const header = file.subarray(16, 29)
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const channels = { 2: 3, 6: 4 }[header[9] ?? 0]
  if (header[8] !== 8 || channels === undefined || header[12] !== 0) throw new Error('not a PNG as Chromium writes it')
  const rows = inflateSync(Buffer.concat(imageData(file)))
  const stride = width * channels
  const plain = new Uint8Array(stride * height)
  for (let row = 0; row < height; row += 1) {
    const from = row * (stride + 1)
    unfilter(rows[from] ?? 0, rows.subarray(from + 1, from + 1 + stride), plain, row * stride, channels)
  }
  return { width, height, rgba: channels === 4 ? plain : withAlpha(plain) }
}

function imageData(file: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at)
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(file.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return parts
}

/** Undoes one of the five filters of a row; `into` already holds the rows above. Pictures are large: one loop for each filter. */
function unfilter(filter: number, row: Uint8Array, into: Uint8Array, start: number, channels: number): void {
  const above = start === 0 ? new Uint8Array(row.length) : into.subarray(start - row.length, start)
  const own = into.subarray(start, start + row.length)
  own.set(row)
  const guess = guesses[filter]
  if (guess === undefined) throw new Error(`unknown PNG filter ${filter}`)
  guess?.(own, above, channels)
}

type Guess = (own: Uint8Array, above: Uint8Array, channels: number) => void

/** What each filter took away from the bytes of a row, added again from left to right (PNG third edition, 9.2). */
const guesses: readonly (Guess | null)[] = [
  null,
  (own, _above, channels) => {
    for (let at = channels; at < own.length; at += 1) own[at]! += own[at - channels]!
  },
  (own, above) => {
    for (let at = 0; at < own.length; at += 1) own[at]! += above[at]!
  },
  (own, above, channels) => {
    for (let at = 0; at < own.length; at += 1) own[at]! += ((at < channels ? 0 : own[at - channels]!) + above[at]!) >> 1
  },
  (own, above, channels) => {
    for (let at = 0; at < channels; at += 1) own[at]! += above[at]!
    for (let at = channels; at < own.length; at += 1)
      own[at]! += paeth(own[at - channels]!, above[at]!, above[at - channels]!)
  },
]

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [toLeft, toUp, toCorner] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

function withAlpha(rgb: Uint8Array): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4).fill(255)
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from]!
    rgba[to + 1] = rgb[from + 1]!
    rgba[to + 2] = rgb[from + 2]!
  }
  return rgba
}

/** A part of a picture, which must lie within it. */
export function crop({ width: stride, rgba }: Picture, at: { x: number; y: number }, size: Size): Picture {
  const part = new Uint8Array(size.width * size.height * 4)
  for (let row = 0; row < size.height; row += 1) {
    const from = ((at.y + row) * stride + at.x) * 4
    part.set(rgba.subarray(from, from + size.width * 4), row * size.width * 4)
  }
  return { ...size, rgba: part }
}
