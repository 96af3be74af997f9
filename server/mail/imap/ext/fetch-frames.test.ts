import { ImapStream } from 'imapflow/lib/handler/imap-stream.js'
import { parser } from 'imapflow/lib/handler/imap-handler.js'
import type { ImapAttribute, ImapResponse } from 'imapflow'
import { describe, expect, it } from 'vitest'
import { divertBytes } from './command.ts'
import { FetchFrames } from './fetch-frames.ts'
import { takeWholeAnswers } from './whole-answers.ts'

/** The same numbers below 1 each time (Park and Miller, 1988). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

const letter = (length: number) => `Subject: é\r\n* 1 FETCH (UID 9)\r\n)\r\n${'x'.repeat(length)}`.slice(0, length)
const withLiteral = (text: string, after = ')') => `{${Buffer.byteLength(text)}}\r\n${text}${after}`
const usual = [
  '* 7 FETCH (UID 7 FLAGS (\\Seen label-1) RFC822.SIZE 12 INTERNALDATE "30-Nov-2026 13:08:03 +0100")',
  `* 8 FETCH (UID 8 FLAGS () BODY[]<0> ${withLiteral(letter(300))}`,
  `* 9 FETCH (UID 9 BODY[] ${withLiteral('')}`,
  `* 10 FETCH (UID 10 BODY[] ${withLiteral(letter(3_000))}`,
  '* 11 FETCH (UID 11 PREVIEW "Grüße")',
  '* 12 FETCH (UID 12 BODY[] NIL)',
]
const unusual = [
  '* 30055 EXISTS',
  '* 3 EXPUNGE',
  '* OK [HIGHESTMODSEQ 12] Fine',
  '* 7 FETCH (UID 7 MODSEQ (12) FLAGS (\\Seen))',
  '* 7 FETCH (UID 7 FLAGS ([css] a[b]))',
  `* 7 FETCH (UID 7 BODY[] ${withLiteral(letter(90), ' RFC822.SIZE 90)')}`,
  `* 7 FETCH (UID 7 BODY[1] ${withLiteral('a', ` BODY[2] ${withLiteral(letter(40))}`)}`,
  `* 7 FETCH (UID 7 BODY[HEADER.FIELDS (FROM "X Y")] ${withLiteral(letter(40))}`,
  `* LIST () "/" ${withLiteral('a', '')}`,
  `* 7 FETCH (UID 7 FLAGS (${'a '.repeat(21_000)}b))`,
  `* 7 FETCH (UID 7 BODY[] ${withLiteral('x'.repeat(4_000_001))}`,
]

/** What comes of bytes in these pieces; each answer is dealt with a moment after it was read. */
async function responsesOf(pieces: readonly Buffer[], isDiverted: boolean) {
  const stream = new ImapStream({ logger: false } as never)
  const found: unknown[] = []
  let direct = 0
  const frames = new FetchFrames((response) => {
    direct += 1
    found.push(plain(response))
  })
  if (isDiverted) divertBytes(stream, frames)
  const reading = (async () => {
    for await (const { payload, literals, next } of stream) {
      await new Promise((resolve) => setImmediate(resolve))
      found.push(plain(await parser(payload as Buffer, { literals: literals as Buffer[] })))
      ;(next as () => void)()
    }
  })()
  for (const piece of pieces)
    if (!stream.write(piece)) await new Promise((resolve) => stream.once('drain', () => resolve(null)))
  stream.end()
  await reading
  return { found, direct }
}

const plain = ({ tag, command, attributes }: ImapResponse) => ({ tag, command, attributes: attributes?.map(plainOne) })

/** Bytes as text, and a word also where the library sees a set of numbers; nobody asks which. */
function plainOne(attribute: ImapAttribute): unknown {
  if (Array.isArray(attribute)) return attribute.map(plainOne)
  if (!attribute) return attribute
  const { type, value, ...rest } = attribute
  const shown = Buffer.isBuffer(value) ? value.toString('latin1') : value
  return { ...rest, type: type === 'SEQUENCE' ? 'ATOM' : type, value: shown }
}

function piecesOf(bytes: Buffer, random: () => number, most: number): Buffer[] {
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += pieces.at(-1)!.length)
    pieces.push(Buffer.from(bytes.subarray(at, at + 1 + Math.floor(random() * most))))
  return pieces
}

const bytesOf = (answers: readonly string[]) =>
  Buffer.from([...answers, 'A1 OK Done'].map((one) => `${one}\r\n`).join(''))

describe('Answers to FETCH, taken from the bytes as they come', () => {
  it('are those the library reads, in the same order, wherever the bytes are cut and whatever else comes', async () => {
    const random = randomNumbers(20_261_130)
    const of = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T
    for (let round = 0; round < 30; round += 1) {
      const answers = Array.from({ length: 12 }, () => of(random() < 0.75 ? usual : unusual.slice(0, -2)))
      const pieces = piecesOf(bytesOf(answers), random, of([20, 300, 16_384, 100_000]))
      const { found } = await responsesOf(pieces, true)
      expect(found).toEqual((await responsesOf(pieces, false)).found)
    }
  })

  it.each(unusual)('are left to the library where they are unusual, with all that came of them: %#', async (answer) => {
    const lines = [usual[1]!, answer, usual[0]!].map((line) => Buffer.from(`${line}\r\n`))
    const { found, direct } = await responsesOf(lines, true)
    expect(found).toEqual((await responsesOf(lines, false)).found)
    expect(direct).toBe(2)
    const pieces = piecesOf(bytesOf([usual[1]!, answer, usual[0]!]), randomNumbers(7), 30_000)
    expect((await responsesOf(pieces, true)).found).toEqual((await responsesOf(pieces, false)).found)
  })

  it('are not looked for in the midst of an answer that somebody else has begun to take', async () => {
    const stream = new ImapStream({ logger: false } as never)
    const whole: string[] = []
    const handleResponse = ({ literals }: { literals: Buffer[] }) =>
      Promise.resolve(whole.push(String(literals[0])) > 0)
    takeWholeAnswers({ streamer: stream, handleResponse } as never)
    const write = (text: string) => new Promise((done) => stream.write(Buffer.from(text), done))
    const forged = '* 9 FETCH (UID 9 FLAGS (\\Deleted))\r\n'
    await write(`* 1 FETCH (UID 3 BODY[1] {${forged.length + 3}}\r\nabc`)
    const taken: unknown[] = []
    divertBytes(stream, new FetchFrames((response) => taken.push(response)))
    await write(`${forged})\r\n`)
    expect(whole).toEqual([`abc${forged}`])
    expect(taken).toEqual([])
  })

  it.each(['* 30055 EXISTS', '* 8 FETCH (UID 8 BODY[] {5}\r\nHello)'])(
    'that come in two pieces, as their command ends between them, go to the library: %j',
    async (answer) => {
      const stream = new ImapStream({ logger: false } as never)
      const taken: unknown[] = []
      const end = divertBytes(stream, new FetchFrames((response) => taken.push(response)))
      const read: string[] = []
      stream.on('data', ({ payload, next }: { payload: Buffer; next: () => void }) => {
        read.push(String(payload))
        next()
      })
      const write = (text: string) => new Promise((done) => stream.write(Buffer.from(text), done))
      await write(answer.slice(0, -4))
      end()
      await write(`${answer.slice(-4)}\r\n`)
      await write('* 1 EXISTS\r\n')
      expect(read.join('|')).toMatch(/^\* (30055 EXISTS|8 FETCH .*)\|\* 1 EXISTS$/s)
      expect(taken).toEqual([])
    },
  )

  it('are lost one by one where nobody can make anything of them', () => {
    const taken: unknown[] = []
    const frames = new FetchFrames(({ command }) => {
      if (command === '8') throw new Error('Not this one')
      taken.push(command)
    })
    expect(frames.next(Buffer.from(usual.map((line) => `${line}\r\n`).join('')))).toBeNull()
    expect(taken).toEqual(['7', '9', '10', '11', '12'])
  })

  it('pass the library by where they are usual', async () => {
    const { found, direct } = await responsesOf([bytesOf(usual)], true)
    expect([found.length, direct]).toEqual([usual.length + 1, usual.length])
  })
})
