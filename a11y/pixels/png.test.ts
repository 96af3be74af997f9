import { crc32, deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { crop, readPng } from './png.ts'

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A PNG of RGB rows, each given as its filter and its filtered bytes. */
function png(width: number, rows: number[][], depth = 8): Buffer {
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, rows.length, depth, 2, 0, 0, 0])
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(Buffer.from(rows.flat()))
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

describe('readPng', () => {
  it('undoes each of the five filters', () => {
    const rows = [
      [0, 10, 20, 30, 40, 50, 60],
      [1, 10, 20, 30, 30, 30, 30],
      [2, 0, 0, 0, 5, 5, 5],
      [3, 5, 10, 15, 18, 18, 17],
      [4, 0, 0, 0, 1, 1, 2],
    ]
    const { width, height, rgba } = readPng(png(2, rows))
    expect([width, height]).toEqual([2, 5])
    const red = Array.from({ length: 10 }, (_, pixel) => rgba[pixel * 4])
    expect(red).toEqual([10, 40, 10, 40, 10, 45, 10, 45, 10, 46])
    expect(rgba[3]).toBe(255)
  })

  it('refuses what Chromium does not write', () => {
    expect(() => readPng(png(1, [[0, 1, 2, 3]], 16))).toThrow('not a PNG')
    expect(() => readPng(png(1, [[9, 1, 2, 3]]))).toThrow('filter')
  })
})

describe('crop', () => {
  it('gives a part of a picture', () => {
    const rows = [0, 1, 2].map((y) => [0, ...[0, 1, 2].flatMap((x) => [y * 10 + x, 0, 0])])
    const part = crop(readPng(png(3, rows)), { x: 1, y: 1 }, { width: 2, height: 2 })
    expect(Array.from({ length: 4 }, (_, pixel) => part.rgba[pixel * 4])).toEqual([11, 12, 21, 22])
  })
})
