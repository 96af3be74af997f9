import { randomInt } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { fromLine, mboxBytes, mboxLines, mostMboxBytes } from './write-mbox.ts'

describe('A message in an mbox', () => {
  const messages = [
    '',
    'a',
    'a\r\n',
    'From x\r\n>From y\r\nz',
    '\r\n\r\n',
    'a\rFrom b\r\nFrom',
    'From\u00a0\r\n From \r\n\r\n',
  ]
  for (const message of messages)
    it(`stands there alike whether it is held or comes in pieces: ${JSON.stringify(message)}`, async () => {
      const bytes = Buffer.from(message, 'latin1')
      const pieces = [...bytes].map((byte) => Buffer.from([byte]))
      expect(mboxBytes(bytes).equals(await buffer(mboxLines(Readable.from(pieces))))).toBe(true)
    })

  it('stands there alike whatever it is made of', async () => {
    const words = ['From ', '>', '\r\n', '\n', '\r', 'F', 'rom ', ' ', 'é', '\r\nFrom ', '\n>From ']
    for (let round = 0; round < 2_000; round += 1) {
      const bytes = Buffer.from(Array.from({ length: randomInt(20) }, () => words[randomInt(words.length)]).join(''))
      const held = mboxBytes(bytes).toString('latin1')
      expect(held, JSON.stringify(bytes.toString())).toBe(
        (await buffer(mboxLines(Readable.from([bytes])))).toString('latin1'),
      )
    }
  })

  it('is never longer than was thought, as long as its lines end by CR LF', () => {
    const words = ['From ', '>', '\r\n', '\r', 'F', '\r\nFrom ', '\r\n>From ']
    const line = fromLine(Date.parse('9999-11-14T22:13:20Z')).length
    for (let round = 0; round < 2_000; round += 1) {
      const text = Array.from({ length: randomInt(20) }, () => words[randomInt(words.length)]).join('')
      expect(line + mboxBytes(Buffer.from(text)).length, JSON.stringify(text)).toBeLessThanOrEqual(
        mostMboxBytes(text.length),
      )
    }
  })
})
