import type { ImapFlow } from 'imapflow'
import { ImapStream } from 'imapflow/lib/handler/imap-stream.js'
import { describe, expect, it } from 'vitest'
import { takeWholeAnswers } from './whole-answers.ts'

interface Item {
  payload: Buffer
  literals: readonly Buffer[]
  next?: () => void
}

/** What comes of these bytes, in order, and how much of it by the short way. */
async function answersIn(chunks: readonly Buffer[], isShort: boolean) {
  const answers: string[][] = []
  let short = 0
  const note = ({ payload, literals }: Item) =>
    answers.push([payload, ...literals].map((part) => part.toString('latin1')))
  const streamer = new ImapStream({ maxLineLength: 1_000_000 })
  const client = {
    streamer,
    handleResponse: (item: Item) => {
      short += 1
      note(item)
      return Promise.resolve(true)
    },
  }
  if (isShort) takeWholeAnswers(client as unknown as ImapFlow)
  streamer.on('readable', () => {
    for (let item = streamer.read() as Item | null; item !== null; item = streamer.read() as Item | null) {
      note(item)
      item.next?.()
    }
  })
  for (const chunk of chunks) await new Promise((done) => streamer.write(chunk, done))
  return { answers, short }
}

/** The same numbers below 1 each time (Park and Miller, 1988). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function cutAtRandom(bytes: Buffer, random: () => number, most: number): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += chunks.at(-1)?.length ?? 0) {
    chunks.push(bytes.subarray(at, at + 1 + Math.floor(random() * most)))
  }
  return chunks
}

const lines = [
  '* 1 FETCH (UID 3 FLAGS (\\Seen))\r\n',
  '* 2 FETCH (UID 4 PREVIEW {5}\r\nGr\xc3\xbc\xc3 RFC822.SIZE 3)\r\n',
  '* 3 FETCH (UID 5 BODY[] {13}\r\n* 9 FETCH (\r\n BODY[1] ~{3}\r\n\n\r\n)\r\n',
  '* 4 FETCH (UID 6 BODY[] {0}\r\n)\r\n',
  '* 5 FETCH (UID 7 PREVIEW "a {3}")\n',
  '* 6 FETCH (UID 7 BODY[] {000000000002}\r\nab)\r\n',
  '* 7 FETCH (UID 7 X})\r\n',
  '* 7 FETCH (UID 7 X}\r\n',
  '* OK said * 9 FETCH (UID 1)\r\n',
  '* 12 EXISTS\r\n',
  'A1 OK {4}\r\n* 1  done\r\n',
  '+ go on\r\n',
  '\r\n',
]

describe('answers to FETCH', () => {
  it('come by a short way', async () => {
    const bytes = Buffer.from(lines.slice(0, 5).join(''), 'latin1')
    expect((await answersIn([bytes], true)).short).toBe(5)
    expect((await answersIn([bytes.subarray(0, 200), bytes.subarray(200)], true)).short).toBe(5)
  })

  it('are cut from the bytes as the library cuts them, wherever the bytes are parted', async () => {
    const random = randomNumbers(20_261_130)
    for (let round = 0; round < 300; round += 1) {
      const some = Array.from({ length: 12 }, () => lines[Math.floor(random() * lines.length)] ?? '')
      const bytes = Buffer.from(some.join(''), 'latin1')
      const { answers } = await answersIn([bytes], false)
      expect((await answersIn(cutAtRandom(bytes, random, 60), true)).answers).toEqual(answers)
      expect((await answersIn(cutAtRandom(bytes, random, 400), true)).answers).toEqual(answers)
    }
  })

  it('are left to the library where they are very long', async () => {
    const long = Buffer.from(`* 1 FETCH (UID 3 X "${'x'.repeat(200_000)}")\r\n* 2 FETCH (UID 4 BODY[] {200000}\r\n`)
    const bytes = Buffer.concat([long, Buffer.alloc(200_000, 0x0a), Buffer.from(')\r\n* 3 FETCH (UID 1)\r\n')])
    const chunks = cutAtRandom(bytes, randomNumbers(1), 30_000)
    const { answers, short } = await answersIn(chunks, true)
    expect(answers).toEqual((await answersIn([bytes], false)).answers)
    expect(short).toBeLessThanOrEqual(1)
  })
})
