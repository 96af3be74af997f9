import { Readable } from 'node:stream'
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canvas } from '#platform/seed/files/png.ts'
import type { FileReading } from '#contract/file-reading.ts'
import { docx } from '#platform/seed/files/office.ts'
import { scannedPdf } from '#platform/seed/files/pdf.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { uniqueNames, zipOf } from '#server/mail/packed/write-zip.ts'

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const webp = Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1')

interface File {
  name: string
  type: string
  charset?: string
  bytes: Buffer
}

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

/** A letter with these files, numbered from 2; answers with the start of their address. */
function letter(files: readonly File[], subject = 'Plans'): string {
  const parts = files.map((file, index) => ({ partId: String(index + 2), ...file }))
  const { uid } = app.mailbox.folder('INBOX').add({ ...emptyLetter(), subject, parts })
  return `/api/messages/${Buffer.from(`1 ${uid} INBOX`).toString('base64url')}`
}

async function preview(file: File) {
  return (await app.signedIn()).ask('GET', `${letter([file])}/parts/2/preview`)
}

describe('A preview of a file', () => {
  const shown: [string, Buffer][] = [
    ['image/png', png],
    ['image/webp', webp],
    ['image/gif', Buffer.from('GIF89a......')],
    ['image/jpeg', Buffer.from('ffd8ffe000104a464946', 'hex')],
  ]
  for (const [type, bytes] of shown) {
    it(`is given for a picture whose type and content agree: ${type}`, async () => {
      const answer = await preview({ name: 'a', type, bytes })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
    })
  }

  it('is given for a PDF file, as bytes that no browser shows by itself', async () => {
    const answer = await preview({ name: 'a', type: 'application/pdf', bytes: Buffer.from('\n%PDF-1.7\n%') })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/octet-stream'])
    expect(answer.text).toContain('%PDF-1.7')
  })

  const refused: [string, Buffer][] = [
    ['image/png', Buffer.from('<html><script>1</script>')],
    ['image/png', webp],
    ['application/octet-stream', png],
    ['application/octet-stream', Buffer.from('%PDF-1.7')],
    ['application/pdf', Buffer.from('<html>')],
    ['image/png', Buffer.from('%PDF-1.7')],
    ['image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['text/html', Buffer.from('<p>Text</p>')],
    ['text/xml', Buffer.from('<x/>')],
    ['application/xhtml+xml', Buffer.from('<x/>')],
    ['multipart/related', Buffer.from('x')],
    ['text/plain', Buffer.from('MZ\0\0program')],
    ['text/plain', png],
  ]
  for (const [type, bytes] of refused) {
    it(`is refused where type or content is another: ${type}, ${bytes.toString('latin1', 0, 6)}`, async () => {
      expect((await preview({ name: 'a.png', type, bytes })).status).toBe(404)
    })
  }

  it('has the headers of a download, so that it is never a page of this site', async () => {
    const { headers } = await preview({ name: 'a.txt', type: 'text/plain', bytes: Buffer.from('<script>1</script>') })
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(headers.get('content-disposition')).toMatch(/^attachment; /)
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('gives text in UTF-8 whatever the part is written in', async () => {
    const { text } = await preview({
      name: 'a',
      type: 'text/csv',
      charset: 'koi8-r',
      bytes: Buffer.from('d0d2c9', 'hex'),
    })
    expect(text).toBe('при')
  })

  it('gives the beginning of a long text, without half a sign at its end', async () => {
    const { text } = await preview({ name: 'a', type: 'text/plain', bytes: Buffer.from(`a${'é'.repeat(400_000)}`) })
    expect(text).toBe(`a${'é'.repeat(249_999)}`)
  })

  it('is not given to anybody else', async () => {
    const address = letter([{ name: 'a', type: 'image/png', bytes: png }])
    expect((await app.browser().ask('GET', `${address}/parts/2/preview`)).status).toBe(401)
    expect((await app.browser().ask('GET', `${address}/archive`)).status).toBe(401)
  })
})

describe('A file', () => {
  const ask = async (file: File, browser = app.browser()) =>
    browser.ask<FileReading>('GET', `${letter([file])}/parts/2/file-reading`)
  const scan = scannedPdf('scan', canvas(8, 8, [255, 255, 255]))

  it('is looked into for what it has for people who do not see it', async () => {
    const browser = await app.signedIn()
    const reading = async (bytes: Buffer) => (await ask({ name: 'a', type: 'application/pdf', bytes }, browser)).json
    expect(await reading(scan)).toMatchObject({ kind: 'pdf', hasText: false })
    expect(await reading(docx(['# Plan']))).toMatchObject({ kind: 'document', hasHeadings: true })
    expect((await reading(Buffer.concat([scan, Buffer.alloc(5_000_000)]))).kind).toBeNull()
    expect((await reading(png)).kind).toBeNull()
  })

  it('is not looked into for anybody else', async () => {
    expect((await ask({ name: 'a', type: 'application/pdf', bytes: scan })).status).toBe(401)
  })
})

describe('All files of a message in one archive', () => {
  it('are there under names of their own, with their bytes', async () => {
    const address = letter([
      { name: 'plan.txt', type: 'text/plain', bytes: Buffer.from('one') },
      { name: 'PLAN.txt', type: 'text/plain', bytes: Buffer.from('two') },
      { name: 'leer.bin', type: 'application/octet-stream', bytes: Buffer.alloc(0) },
    ])
    const answer = await (await app.signedIn()).askBytes(`${address}/archive`)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="Plans.zip"/)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(unzip(answer.bytes)).toEqual({ 'plan.txt': 'one', 'PLAN (2).txt': 'two', 'leer.bin': '' })
  })

  it('are not found where there are none', async () => {
    expect((await (await app.signedIn()).ask('GET', `${letter([])}/archive`)).status).toBe(404)
  })

  it('are named after the subject without what file systems refuse', async () => {
    const address = letter([{ name: 'a', type: 'text/plain', bytes: Buffer.from('x') }], '../../etc\\passwd\u202e')
    const answer = await (await app.signedIn()).askBytes(`${address}/archive`)
    expect(answer.headers.get('content-disposition')).toMatch(/filename="-..-etc-passwd.zip"/)
  })
})

describe('An archive', () => {
  it('tells equal names apart without regard to case', () => {
    expect(uniqueNames(['a.txt', 'A.TXT', 'a (2).txt', 'b', 'b', '.x'])).toEqual([
      ...['a.txt', 'A (2).TXT', 'a (2) (2).txt', 'b', 'b (2)', '.x'],
    ])
  })

  it('breaks off when the files are larger than it may be', async () => {
    const zip = zipOf([{ name: 'a', open: () => Promise.resolve(Readable.from([Buffer.alloc(20)])) }], 10)
    await expect(zip.toArray()).rejects.toThrow('larger')
  })

  it('breaks off when a file does, and asks for no further one', async () => {
    const lost = () => {
      throw new Error('lost')
    }
    const opened: string[] = []
    const open = (name: string, read: () => void) => () => {
      opened.push(name)
      return Promise.resolve(new Readable({ read }))
    }
    const zip = zipOf([{ name: 'a', open: open('a', lost) }, { name: 'b', open: open('b', lost) }], 10) // prettier-ignore
    await expect(zip.toArray()).rejects.toThrow('lost')
    expect(opened).toEqual(['a'])
  })
})

/** Reads an archive as programs do: from the directory at its end (APPNOTE 4.3). */
function unzip(zip: Buffer): Record<string, string> {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'))
  const files: Record<string, string> = {}
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [compressed, nameLength, offset] = [
      ...[zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)],
    ] as [number, number, number]
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const start = offset + 30 + zip.readUInt16LE(offset + 26)
    const bytes = zip.subarray(start, start + compressed)
    const isStored = zip.readUInt16LE(at + 10) === 0
    files[name] = (isStored ? bytes : inflateRawSync(bytes)).toString()
    at += 46 + nameLength
  }
  return files
}
