import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { deflatedByPace } from './deflate-by-pace.ts'

const pieces = [
  Buffer.alloc(200_000, 'Dear Sir or Madam, '),
  randomBytes(70_000),
  Buffer.alloc(0),
  Buffer.alloc(65_535, 'a'),
  Buffer.alloc(131_070, 'bc'),
  Buffer.from('x'),
]

/** Packs the pieces for somebody who takes so long for each, in ms. */
async function packed(waits: readonly number[]): Promise<Buffer> {
  let clock = 0
  const found: Buffer[] = []
  for await (const piece of deflatedByPace(Readable.from(pieces), () => clock)) {
    found.push(piece)
    clock += waits[found.length - 1] ?? 0
  }
  return Buffer.concat(found)
}

describe('DEFLATE by pace', () => {
  const whole = Buffer.concat(pieces)

  it('gives back every byte, whoever is the slower and when', async () => {
    for (let times = 0; times < 2 ** pieces.length; times += 1) {
      const waits = pieces.map((_, at) => (times & (1 << at) ? 1_000 : 0))
      expect(inflateRawSync(await packed(waits)).equals(whole)).toBe(true)
    }
  })

  it('compresses for a slow line, and keeps nobody waiting on a fast one', async () => {
    expect((await packed([])).length).toBeGreaterThan(whole.length)
    expect((await packed(pieces.map(() => 1_000))).length).toBeLessThan(whole.length - 190_000)
  })

  it('is a stream of its own where there is nothing', async () => {
    const found: Buffer[] = []
    for await (const piece of deflatedByPace(Readable.from([]))) found.push(piece)
    expect(inflateRawSync(Buffer.concat(found)).length).toBe(0)
  })
})
