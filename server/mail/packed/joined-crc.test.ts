import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import { joinedCrc } from './joined-crc.ts'

it('The CRC of two parts is that of the whole, wherever it is cut', () => {
  const whole = randomBytes(70_000)
  for (const cut of [0, 1, 2, 255, 256, 4_096, 65_535, 69_999, 70_000]) {
    const [first, second] = [whole.subarray(0, cut), whole.subarray(cut)]
    expect(joinedCrc(crc32(first), crc32(second), second.length)).toBe(crc32(whole))
  }
})

it('The CRC of many parts is that of the whole', () => {
  const parts = Array.from({ length: 200 }, (_, at) => randomBytes(at))
  const joined = parts.reduce((crc, part) => joinedCrc(crc, crc32(part), part.length), 0)
  expect(joined).toBe(crc32(Buffer.concat(parts)))
})
