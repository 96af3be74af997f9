import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { isProblem, Problem } from '#server/problem.ts'
import { type Hold, holdInMemory, wholeOf } from '../message-bytes.ts'
import { buildMessage, type OutgoingMail } from './build-message.ts'

const mail: OutgoingMail = {
  from: { name: 'Ada Lindqvist', address: 'ada@example.gov' },
  to: [{ name: 'Bén', address: 'ben@example.gov' }],
  cc: [],
  bcc: [],
  subject: 'Hello',
  text: 'Hello',
  messageId: '<id@example.gov>',
  inReplyTo: null,
  references: [],
  dateMs: 0,
  attachments: [],
}
const build = async (changes: Partial<OutgoingMail>, limit = 1_000_000) =>
  (await wholeOf((await buildMessage({ ...mail, ...changes }, limit)).toSend)).toString()
const headersOf = (source: string) =>
  source
    .slice(0, source.indexOf('\r\n\r\n'))
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')

describe('A message that is built', () => {
  it('says who, what and when, and that its text flows', async () => {
    const headers = headersOf(await build({}))
    expect(headers).toEqual(
      expect.arrayContaining([
        'From: Ada Lindqvist <ada@example.gov>',
        'Message-ID: <id@example.gov>',
        'Date: Thu, 01 Jan 1970 00:00:00 +0000',
        'Content-Type: text/plain; charset=utf-8; format=flowed',
        'MIME-Version: 1.0',
      ]),
    )
  })

  it('may be empty', async () => {
    const source = await build({ text: '', subject: '' })
    expect(source).toContain('format=flowed')
    expect(source.split('\r\n\r\n')[1]?.trim()).toBe('')
  })

  const injections = ['a\r\nBcc: evil@example.org', 'a\nBcc: evil@example.org', 'a\rBcc: evil@example.org', 'a\0Bcc: x']
  for (const text of injections) {
    it(`has no header smuggled in by ${JSON.stringify(text)}`, async () => {
      const source = await build({
        subject: text,
        from: { name: text, address: 'ada@example.gov' },
        to: [{ name: text, address: 'ben@example.gov' }],
        attachments: [{ name: text, type: 'text/plain', bytes: Readable.from([Buffer.from('x')]) }],
      })
      expect(source).not.toMatch(/(^|[\r\n])Bcc:/)
      expect(source).not.toMatch(/[^\r]\n|\r[^\n]/)
    })
  }

  it.each(['\r\n', '\n', '\r', '\0', '\r\n\r\n'])(
    'has no header smuggled in by any field, neither in what is sent nor in the copy, with %j',
    async (end) => {
      const evil = `a${end}X-Evil: 1`
      const person = { name: evil, address: 'ben@example.gov' }
      const part = { name: evil, type: `text/plain${end}X-Evil: 1`, contentId: evil }
      const { toSend, toKeep } = await buildMessage(
        {
          ...mail,
          ...{ from: person, sender: person, replyTo: `a@example.gov${end}X-Evil: 1`, to: [person], cc: [person] },
          ...{ bcc: [person], subject: evil, text: 'Hello', html: '<p>Hello</p>', messageId: `<${evil}@example.gov>` },
          ...{
            inReplyTo: `<${evil}>`,
            references: [`<${evil}>`],
            options: { importance: 'high', readReceipt: true, deliveryReport: true },
          },
          attachments: [
            { ...part, bytes: Readable.from([Buffer.from('x')]) },
            { ...part, contentId: undefined, bytes: Readable.from([Buffer.from('x')]) },
          ],
        },
        1_000_000,
      )
      for (const made of [toSend, toKeep]) {
        const source = (await wholeOf(made)).toString()
        expect(source).not.toMatch(/(?:^|[\r\n\0])X-Evil:/)
        expect(source).not.toMatch(/[^\r]\n|\r[^\n]|\0/)
      }
    },
  )

  it('has no line over 998 bytes, whatever is written', async () => {
    const long = 'x'.repeat(20_000)
    const source = await build({ subject: long.slice(0, 900), text: `${long}\n${'é'.repeat(5_000)}` })
    expect(Math.max(...source.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(998)
  })

  it('writes other scripts so that every server can carry them', async () => {
    const source = await build({ subject: 'Grüße 漢字', text: 'Grüße 漢字 👋' })
    expect(Buffer.byteLength(source)).toBe(source.length)
  })

  it('carries a message within unencoded', async () => {
    const inner = Buffer.from('Subject: Inner\r\n\r\nInner text\r\n')
    const source = await build({
      attachments: [{ name: 'i.eml', type: 'message/rfc822', bytes: Readable.from([inner]) }],
    })
    expect(source).toContain('Subject: Inner\r\n\r\nInner text')
  })

  it.each([
    ['7bit', 'Inner text\r\n'],
    ['8bit', 'Grüße\r\n'],
    ['8bit', `${'x'.repeat(1_200)}\r\n`],
  ])('says how the bytes of a message within are to be taken: %s', async (encoding, words) => {
    const inner = Readable.from([Buffer.from('Subject: Inner\r\n\r\n'), Buffer.from(words)])
    const source = await build({ attachments: [{ name: 'i.eml', type: 'message/rfc822', bytes: inner }] })
    expect(source).toMatch(new RegExp(`message/rfc822[^]*?Content-Transfer-Encoding: ${encoding}\r\n`, 'i'))
    expect(source).toContain(`Subject: Inner\r\n\r\n${words}`)
  })

  it('has no message within whole in memory, and lets go of where it was held, also when it is not built', async () => {
    const pieces: number[] = []
    let open = 0
    const hold: Hold = async (bytes) => {
      const watched = async function* () {
        for await (const piece of bytes) {
          pieces.push(piece.length)
          yield piece
        }
      }
      const held = await holdInMemory(watched())
      open += 1
      return { ...held, open: () => held.open(), discard: () => Promise.resolve(void (open -= 1)) }
    }
    const line = Buffer.from(`${'x'.repeat(70)}\r\n`)
    const part = () => ({
      ...{ name: 'i.eml', type: 'message/rfc822' },
      bytes: Readable.from(Array.from({ length: 10_000 }, () => line)),
    })
    const { toSend } = await buildMessage({ ...mail, attachments: [part(), part()] }, 5_000_000, hold)
    expect(Math.max(...pieces)).toBeLessThanOrEqual(65_536)
    expect(open).toBe(1)
    expect(toSend.sizeBytes).toBeGreaterThan(1_440_000)
    await expect(buildMessage({ ...mail, attachments: [part(), part()] }, 1_000_000, hold)).rejects.toSatisfy((error) =>
      isProblem(error, 'message-too-large'),
    )
    expect(open).toBe(1)
  })

  it('is not built when an attachment breaks off', async () => {
    const broken = async function* () {
      yield Buffer.from('half')
      await Promise.resolve()
      throw new Problem('mail-server-unavailable')
    }
    const attachments = [{ name: 'a.zip', type: 'application/zip', bytes: Readable.from(broken()) }]
    await expect(build({ attachments })).rejects.toSatisfy((error) => isProblem(error, 'mail-server-unavailable'))
  })

  it('is refused as soon as it grows too large', async () => {
    const endless = new Readable({
      read() {
        this.push(Buffer.alloc(65_536))
      },
    })
    await expect(
      build({ attachments: [{ name: 'a', type: 'application/zip', bytes: endless }] }, 500_000),
    ).rejects.toSatisfy((error) => isProblem(error, 'message-too-large'))
    expect(endless.destroyed).toBe(true)
  })
})
