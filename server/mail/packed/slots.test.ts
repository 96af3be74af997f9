import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { inSlot, lastBlock, slotBytes, streamInSlot } from './slots.ts'

const most = 70_000
const streamed = (bytes: Buffer, lengthBytes: number) =>
  buffer(streamInSlot(Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]), lengthBytes))

describe('A stretch of a compressed file', () => {
  it('is as long as was said and gives back what is in it, whatever its length', async () => {
    const lengths = [0, 1, 65_534, 65_535, 65_536, ...Array.from({ length: 30 }, (_, less) => most - less)]
    for (const length of lengths) {
      const bytes = randomBytes(length)
      for (const slot of [inSlot(bytes, slotBytes(most)), await streamed(bytes, slotBytes(most))]) {
        expect(slot.length).toBe(slotBytes(most))
        expect(inflateRawSync(Buffer.concat([slot, lastBlock])).equals(bytes)).toBe(true)
      }
    }
  })

  it('gives back all that follow one another', () => {
    const parts = Array.from({ length: 50 }, (_, at) => randomBytes(at * 7))
    const slots = parts.map((part) => inSlot(part, slotBytes(400)))
    expect(inflateRawSync(Buffer.concat([...slots, lastBlock])).equals(Buffer.concat(parts))).toBe(true)
  })

  it('does not take in what is longer than was said', async () => {
    for (const length of [most + 1, most + 5, most * 2]) {
      expect(() => inSlot(randomBytes(length), slotBytes(most))).toThrow('longer')
      await expect(streamed(randomBytes(length), slotBytes(most))).rejects.toThrow('longer')
    }
  })
})
