import { crc32, deflateSync } from 'node:zlib'
import { isInk, LETTER_HEIGHT, LETTER_WIDTH } from './pixel-letters.ts'

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number]

/** A picture to paint on; the origin is the top left corner. */
export interface Canvas {
  width: number
  height: number
  pixels: Buffer
}

export function canvas(width: number, height: number, background: Colour): Canvas {
  const picture = { width, height, pixels: Buffer.alloc(width * height * 3) }
  fillBox(picture, 0, 0, width, height, background)
  return picture
}

export function fillBox(to: Canvas, left: number, top: number, width: number, height: number, colour: Colour): void {
  for (let y = Math.max(0, top); y < Math.min(to.height, top + height); y += 1) {
    for (let x = Math.max(0, left); x < Math.min(to.width, left + width); x += 1) {
      to.pixels.set(colour, (y * to.width + x) * 3)
    }
  }
}

/** Paints text in the pixel alphabet, each of its pixels as a square of `scale`. */
export function paintText(to: Canvas, left: number, top: number, scale: number, text: string, colour: Colour): void {
  for (let row = 0; row < LETTER_HEIGHT; row += 1) {
    for (let column = 0; column < text.length * LETTER_WIDTH; column += 1) {
      if (isInk(text, column, row)) fillBox(to, left + column * scale, top + row * scale, scale, scale, colour)
    }
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** The picture as a PNG file (ISO/IEC 15948), 8 bit RGB. */
export function png(picture: Canvas): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(picture.width, 0)
  header.writeUInt32BE(picture.height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const stride = picture.width * 3
  const rows = Buffer.alloc((stride + 1) * picture.height)
  for (let y = 0; y < picture.height; y += 1) {
    picture.pixels.copy(rows, y * (stride + 1) + 1, y * stride, (y + 1) * stride)
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
