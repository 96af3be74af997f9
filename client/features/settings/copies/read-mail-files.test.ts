// @vitest-environment node
import { TextReader, ZipWriter, BlobWriter, configure } from '@zip.js/zip.js'
import { describe, expect, it } from 'vitest'
import { manifestFormat } from '#contract/mail-export.ts'
import { type FoundMessage } from './message-bytes.ts'
import { readHead } from './message-head.ts'
import { readMailFiles } from './read-mail-files.ts'

configure({ useWebWorkers: false })

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const file = (name: string, text: string) => new File([latin1(text)], name)
async function read(...files: File[]): Promise<FoundMessage[]> {
  const found: FoundMessage[] = []
  for await (const message of readMailFiles(files, () => undefined)) found.push(message)
  return found
}
const texts = (found: readonly FoundMessage[]) => found.map(({ bytes }) => bytes && String.fromCharCode(...bytes))
async function zip(entries: Record<string, string>, password?: string): Promise<File> {
  const writer = new ZipWriter(new BlobWriter(), password === undefined ? {} : { password })
  for (const [name, text] of Object.entries(entries)) await writer.add(name, new TextReader(text))
  return new File([await writer.close()], 'mail.zip')
}

describe('an mbox', () => {
  const line = 'From - Tue Nov 14 22:13:20 2023'

  it('gives its messages with lines as they are sent, what was quoted as it was, and when they came', async () => {
    const found = await read(
      file('a.mbox', `${line}\nSubject: One\n\n>From here\n>>From there\n\n${line}\r\nSubject: Two\r\n\r\nx\r\n\r\n`),
    )
    expect(texts(found)).toEqual(['Subject: One\r\n\r\nFrom here\r\n>From there\r\n', 'Subject: Two\r\n\r\nx\r\n'])
    expect(found.map(({ position, receivedAtMs }) => [position, receivedAtMs])).toEqual([
      [1, Date.UTC(2023, 10, 14, 22, 13, 20)],
      [2, Date.UTC(2023, 10, 14, 22, 13, 20)],
    ])
  })

  it('takes no sentence for the beginning of a message, quoted or not', async () => {
    const text = `${line}\nSubject: One\n\nDear all\n\nFrom Monday on we meet\nFrom - Tue Nov 14 22:13:20 2023\n`
    expect(await read(file('a.mbox', text))).toHaveLength(1)
  })

  it('keeps the empty lines of a message, but not the one that stands before the next', async () => {
    const found = await read(file('a.mbox', `${line}\nSubject: One\n\nx\n\n\n\n${line}\nSubject: Two\n\n`))
    expect(texts(found)).toEqual(['Subject: One\r\n\r\nx\r\n\r\n\r\n', 'Subject: Two\r\n'])
  })

  it('gives what was noted of a message as its marks, and one without a note as read', async () => {
    const marks = ['', 'Status: O\n', 'Status: RO\nX-Status: AF\n', 'X-Mozilla-Status: 0005\n']
    const found = await read(file('a.mbox', marks.map((mark) => `${line}\n${mark}Subject: x\n\n\n`).join('')))
    expect(found.map(({ flags }) => flags)).toEqual([
      ['seen'],
      [],
      ['seen', 'answered', 'flagged'],
      ['seen', 'flagged'],
    ])
  })

  it('has a line of megabytes, and a message of too many, without harm', { timeout: 90_000 }, async () => {
    const found = await read(
      file('a.mbox', `${line}\nSubject: One\n\n${'x'.repeat(51_000_000)}\n\n${line}\nSubject: Two\n\n`),
    )
    expect(found.map(({ fault }) => fault)).toEqual(['too-large', null])
  })
})

describe('files with mail', () => {
  it('may be single messages, whose lines are ended as they are sent', async () => {
    const [one] = await read(file('one.eml', 'Subject: One\nDate: Tue, 14 Nov 2023 22:13:20 +0000\n\nx\r\n'))
    expect(texts([one!])).toEqual(['Subject: One\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\n\r\nx\r\n'])
    expect(one).toMatchObject({ file: 'one.eml', position: null, receivedAtMs: Date.UTC(2023, 10, 14, 22, 13, 20) })
  })

  it('may be archives of both, with what their manifest says of each', async () => {
    const note = { file: 'INBOX/1.eml', position: 1, folder: 'INBOX', receivedAt: '2020-01-02T03:04:05.000Z' }
    const marks = { sizeBytes: 1, sha256: '', flags: ['flagged', '\\Deleted'], labels: ['budget', 'not a keyword'] }
    const manifest = JSON.stringify({ format: manifestFormat, missing: 0, messages: [{ ...note, ...marks }] })
    const archive = await zip({
      'INBOX/1.eml': 'Subject: One\r\n\r\n',
      'b.mbox': 'From x Tue Nov 14 22:13:20 2023\nSubject: Two\n\n',
      'notes.txt': 'x',
      'manifest.json': manifest,
    })
    const found = await read(archive)
    expect(found.map(({ file: name }) => name)).toEqual(['INBOX/1.eml', 'b.mbox'])
    expect(found[0]).toMatchObject({
      receivedAtMs: Date.UTC(2020, 0, 2, 3, 4, 5),
      flags: ['flagged'],
      labels: ['budget'],
    })
  })

  it('are named where they cannot be read: broken, kept by a password, or without mail; the others come', async () => {
    const broken = file('broken.zip', 'PK\x03\x04 is no archive')
    const locked = await zip({ 'a.eml': 'Subject: One\r\n\r\n' }, 'secret')
    const found = await read(broken, locked, await zip({ 'notes.txt': 'x' }), file('a.eml', 'Subject: One\n\n'))
    expect(found.map(({ file: name, fault }) => [name, fault])).toEqual([
      ['broken.zip', 'unreadable'],
      ['a.eml', 'unreadable'],
      ['mail.zip', 'unreadable'],
      ['a.eml', null],
    ])
  })

  it('may pretend in a manifest to be anything', async () => {
    const found = await read(
      await zip({ 'a.eml': 'Subject: One\r\n\r\n', 'manifest.json': '{"messages":[{"file":{}}]}' }),
    )
    expect(found[0]).toMatchObject({ fault: null, flags: ['seen'] })
  })
})

describe('the head of a message', () => {
  it('holds the fields that say which it is, folded as they stand, and the Message-ID', () => {
    const { head, messageId } = readHead(
      latin1('Received: x\r\nSUBJECT: One\r\n two\r\nMessage-ID:\r\n <a@b>\r\n\r\nFrom: body'),
    )
    expect(head).toBe('Message-ID:\r\n <a@b>\r\nSUBJECT: One\r\n two\r\n')
    expect(messageId).toBe('<a@b>')
  })
})
