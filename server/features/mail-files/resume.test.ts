import { createHash, randomBytes } from 'node:crypto'
import { BlobReader, configure, type FileEntry, TextWriter, ZipReader } from '@zip.js/zip.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportManifest, ExportProgress } from '#contract/mail-export.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { inMbox } from '#platform/testing/in-mbox.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

configure({ useWebWorkers: false })

let app: TestApp
let browser: TestBrowser
beforeEach(async () => {
  app = await startTestApp({ limits: { readPerMinute: 10_000, writePerMinute: 10_000, sendPerMinute: 10_000 } })
  browser = await app.signedIn()
})
afterEach(() => app.stop())

const inbox = () => app.mailbox.folder('INBOX')
const put = (...sources: string[]) =>
  sources.map((source) => inbox().add({ ...emptyLetter(), source, receivedAtMs: 1_700_000_000_000 }))
const sourceOf = (subject: string, text = 'Text') => `Subject: ${subject}\r\n\r\n${text}\r\n`
const large = (subject: string, bytes = 20_000_000) => sourceOf(subject, randomBytes(bytes / 2).toString('hex'))

async function start(format = 'eml') {
  const body = { messages: { everything: true }, format }
  const { json } = await browser.ask<ExportProgress>('POST', '/api/exports', { body })
  return { id: json.id, url: `/api/exports/${json.id}/file` }
}
const progress = async (id: string) => (await browser.ask<ExportProgress>('GET', `/api/exports/${id}`)).json
const range = (url: string, bytes: string, headers: Record<string, string> = {}) =>
  browser.askBytes(url, { range: `bytes=${bytes}`, ...headers })

async function filesOf(bytes: Buffer) {
  const entries = await new ZipReader(new BlobReader(new Blob([new Uint8Array(bytes)]))).getEntries()
  const files = new Map<string, string>()
  for (const entry of entries)
    files.set(entry.filename, await (entry as FileEntry).getData(new TextWriter('latin1'), { checkSignature: true }))
  return { files, manifest: JSON.parse(files.get('manifest.json') ?? '') as ExportManifest }
}

/** What stands in an archive of messages whose lines all end by CR LF, in the order of its manifest. */
async function sourcesIn(bytes: Buffer): Promise<string[]> {
  const { files, manifest } = await filesOf(bytes)
  return manifest.messages.map(({ file, position, sha256 }) => {
    const text = files.get(file) ?? ''
    const source = file.endsWith('.mbox') ? inMbox(text, position) : text
    expect(createHash('sha256').update(source, 'latin1').digest('hex')).toBe(sha256)
    return source
  })
}

const hostile = sourceOf('From', `${'From \r\n'.repeat(50)}>From x\r\n\r\nFrom - Tue Nov 14 22:13:20 2023\r\nx`)

describe.each(['eml', 'mbox'])('An export: %s', (format) => {
  it('says how long it is, and gives any stretch that is asked for, which together are the whole', async () => {
    const sources = [sourceOf('One'), hostile, sourceOf('Two'), sourceOf('Three', '')]
    put(...sources)
    const { id, url } = await start(format)
    const whole = await browser.askBytes(url)
    expect(whole.headers.get('content-length')).toBe(String(whole.bytes.length))
    expect(whole.headers.get('accept-ranges')).toBe('bytes')
    expect(await sourcesIn(whole.bytes)).toEqual(sources)
    expect(whole.headers.get('etag')).toMatch(/^"[\w-]+"$/)
    const parts = []
    for (let from = 0; from < whole.bytes.length; from += 97) {
      const part = await range(url, `${from}-${from + 96}`)
      expect(part.status).toBe(206)
      const to = Math.min(from + 96, whole.bytes.length - 1)
      expect(part.headers.get('content-range')).toBe(`bytes ${from}-${to}/${whole.bytes.length}`)
      expect(part.headers.get('content-length')).toBe(String(part.bytes.length))
      parts.push(part.bytes)
    }
    expect(Buffer.concat(parts).equals(whole.bytes)).toBe(true)
    expect((await range(url, '-22')).bytes.equals(whole.bytes.subarray(-22))).toBe(true)
    expect(await progress(id)).toMatchObject({ state: 'done', done: 4, problem: null })
  })

  it('holds every message where the end is asked for first', async () => {
    const sources = [sourceOf('One'), large('Two', 3_000_000), hostile]
    put(...sources)
    for (const cut of [100, 300, 3_000_000, -1_500, -600, -60]) {
      const { url } = await start(format)
      const end = await range(url, cut < 0 ? `${cut}` : `${cut}-`)
      const begin = await range(url, `0-${Number(end.headers.get('content-range')?.split(/[ -]/)[1]) - 1}`)
      const bytes = Buffer.concat([begin.bytes, end.bytes])
      expect(await sourcesIn(bytes)).toEqual(sources)
      expect((await browser.askBytes(url)).bytes.equals(bytes)).toBe(true)
    }
  })

  it('is the same wherever in a large message it is cut', async () => {
    put(hostile, large('Two', 3_000_000), sourceOf('Three'))
    const { url } = await start(format)
    const { bytes } = await browser.askBytes(url)
    for (const cut of [70_000, 2_000_000, bytes.length - 2_000]) {
      const { url: other } = await start(format)
      const [begin, end] = [await range(other, `0-${cut - 1}`), await range(other, `${cut}-`)]
      expect(Buffer.concat([begin.bytes, end.bytes]).equals(bytes)).toBe(true)
    }
  })

  it('is gone on with after the browser went away, and tells that it broke off', async () => {
    put(large('One'), sourceOf('Two'))
    const { id, url } = await start(format)
    const reading = await browser.askUnread(url)
    expect((await progress(id)).state).toBe('running')
    reading.abort()
    await expect.poll(async () => (await progress(id)).state).toBe('interrupted')
    const begin = await range(url, '0-999')
    const rest = await range(url, '1000-', { 'if-range': begin.headers.get('etag')! })
    expect(rest.status).toBe(206)
    expect((await sourcesIn(Buffer.concat([begin.bytes, rest.bytes])))[1]).toBe(sourceOf('Two'))
    expect(await progress(id)).toMatchObject({ state: 'done', done: 2 })
  })

  it('leaves out a message that went away before its turn, and is as long as was said', async () => {
    const sources = Array.from({ length: 11 }, (_, at) => sourceOf(`Number ${at}`, 'x'.repeat(at)))
    const letters = put(...sources, large('Large', 3_000_000))
    const { id, url } = await start(format)
    const { headers } = await range(url, '0-9')
    for (const at of [1, 5, 11]) inbox().remove(letters[at]!)
    const { bytes } = await browser.askBytes(url)
    expect(String(bytes.length)).toBe(headers.get('content-range')?.split('/')[1])
    expect(await sourcesIn(bytes)).toEqual(sources.filter((_, at) => at !== 1 && at !== 5))
    expect((await filesOf(bytes)).manifest.missing).toBe(3)
    expect(await progress(id)).toMatchObject({ state: 'done', done: 9, missing: 3 })
  })

  it('is cut where a message is gone whose beginning was given, and then comes without a length', async () => {
    const [, two] = put(sourceOf('One'), sourceOf('Two'))
    const { url } = await start(format)
    await browser.askBytes(url)
    inbox().remove(two!)
    await expect(range(url, '100-')).rejects.toThrow()
    const { headers, bytes } = await browser.askBytes(url, { range: 'bytes=100-' })
    expect([headers.get('content-length'), headers.get('etag')]).toEqual([null, null])
    expect(await sourcesIn(bytes)).toEqual([sourceOf('One')])
  })

  it('comes whole at once, without a length, where the mail server counts sizes otherwise', async () => {
    const sources = Array.from({ length: 30 }, (_, at) => sourceOf(`Number ${at}`))
    for (const letter of put(...sources)) letter.saidBytes = letter.source.length + 7
    const { headers, bytes, status } = await browser.askBytes((await start(format)).url)
    expect([status, headers.get('content-length'), headers.get('accept-ranges')]).toEqual([200, null, null])
    expect(await sourcesIn(bytes)).toEqual(sources)
  })
})

describe('An export of files', () => {
  it('is begun anew where somebody has another file, and where what is asked for is no stretch', async () => {
    put(sourceOf('One'))
    const { url } = await start()
    const { bytes, headers } = await browser.askBytes(url)
    const status = async (asked: string, more = {}) => (await range(url, asked, more)).status
    expect(await status('5-', { 'if-range': headers.get('etag')! })).toBe(206)
    for (const other of ['"other"', `W/${headers.get('etag')}`, 'Tue, 14 Nov 2023 22:13:20 GMT'])
      expect(await status('5-', { 'if-range': other })).toBe(200)
    for (const none of ['0-1,5-6', '9-3', '-', 'x']) expect(await status(none)).toBe(200)
    const beyond = await range(url, `${bytes.length}-`)
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
  })

  it('is gone on with also while the lost download seems to go on; two that begin at once are one too many', async () => {
    put(large('One'), sourceOf('Two'))
    const { id, url } = await start()
    const before = app.mail.openAccounts
    await browser.askUnread(url)
    expect((await browser.problem('GET', url)).status).toBe(429)
    expect((await range(url, '1000-')).status).toBe(206)
    expect((await progress(id)).state).toBe('done')
    await expect.poll(() => app.mail.openAccounts).toBe(before)
  })

  it('leaves the place of a message empty that went away before its turn, and does not list it', async () => {
    const [, two] = put(sourceOf('One'), sourceOf('Two'), sourceOf('Three'))
    const { id, url } = await start()
    const { headers } = await range(url, '0-9')
    inbox().remove(two!)
    const whole = await browser.askBytes(url)
    expect(whole.headers.get('content-length')).toBe(headers.get('content-range')?.split('/')[1])
    const { files, manifest } = await filesOf(whole.bytes)
    expect([...files.keys()]).toEqual(['INBOX/000001.eml', 'INBOX/000002.del', 'INBOX/000003.eml', 'manifest.json'])
    expect(files.get('INBOX/000002.del')?.trim()).toBe('')
    expect(manifest.messages.map(({ file }) => file)).toEqual(['INBOX/000001.eml', 'INBOX/000003.eml'])
    expect(manifest.missing).toBe(1)
    expect(await progress(id)).toMatchObject({ state: 'done', done: 2, missing: 1 })
  })

  it('keeps what it gave: a message whose beginning was given and that went away cannot be ended', async () => {
    const [, two] = put(sourceOf('One'), sourceOf('Two'))
    const { url } = await start()
    await browser.askBytes(url)
    inbox().remove(two!)
    expect((await range(url, '0-20')).status).toBe(206)
    await expect(range(url, '100-')).rejects.toThrow()
    const { headers, bytes } = await browser.askBytes(url, { range: 'bytes=100-' })
    expect([headers.get('content-length'), headers.get('etag')]).toEqual([null, null])
    expect((await filesOf(bytes)).manifest).toMatchObject({ missing: 1 })
  })

  for (const other of ['longer than it was', ''])
    it(`breaks off where a message is not as long as was said, and then comes without a length: "${other}"`, async () => {
      const [one] = put(sourceOf('One'), sourceOf('Two'))
      const { id, url } = await start()
      await range(url, '0-9')
      one!.source = sourceOf('One', other)
      await expect(browser.askBytes(url)).rejects.toThrow()
      expect(await progress(id)).toMatchObject({ state: 'interrupted', problem: null })
      const { headers, bytes, status } = await browser.askBytes(url, { range: 'bytes=10-' })
      expect([status, headers.get('accept-ranges')]).toEqual([200, null])
      expect((await filesOf(bytes)).files.get('INBOX/000001.eml')).toBe(sourceOf('One', other))
    })

  /** What a mail server says that counts the ends of lines otherwise. */
  const isSaidWrong = (by: number) => {
    for (const letter of inbox().letters) letter.saidBytes = letter.source.length + by
  }

  for (const by of [7, -7])
    it(`comes whole at once, without a length, from a mail server whose sizes are wrong by ${by}`, async () => {
      const subjects = Array.from({ length: 60 }, (_, number) => `Number ${number}`)
      put(...subjects.map((subject) => sourceOf(subject)))
      isSaidWrong(by)
      const { id, url } = await start()
      const { headers, bytes, status } = await browser.askBytes(url)
      expect([status, headers.get('content-length'), headers.get('accept-ranges')]).toEqual([200, null, null])
      const { files, manifest } = await filesOf(bytes)
      expect(manifest.messages).toHaveLength(60)
      expect(subjects.map((_, at) => files.get(`INBOX/${String(at + 1).padStart(6, '0')}.eml`))).toEqual(
        subjects.map((subject) => sourceOf(subject)),
      )
      expect(await progress(id)).toMatchObject({ state: 'done', done: 60, problem: null })
    })

  it('begins again by itself where the size of one large message is wrong, and the next comes at once', async () => {
    const [, two] = put(sourceOf('One'), large('Two', 3_000_000), sourceOf('Three'))
    two!.saidBytes = two!.source.length - 1
    const { id, url } = await start()
    const begin = await range(url, '0-99')
    const ifRange = { 'if-range': begin.headers.get('etag')! }
    await expect(range(url, '100-', ifRange)).rejects.toThrow()
    expect(await progress(id)).toMatchObject({ state: 'interrupted', problem: null })
    // What a browser does that goes on by itself: it gets the whole in the place of the rest.
    const again = await range(url, '100-', ifRange)
    expect([again.status, (await filesOf(again.bytes)).manifest.messages.length]).toEqual([200, 3])
    expect(await progress(id)).toMatchObject({ state: 'done', done: 3, problem: null })
    const next = await browser.askBytes((await start()).url)
    expect([next.status, next.headers.get('content-length')]).toEqual([200, null])
    expect((await filesOf(next.bytes)).manifest.messages).toHaveLength(3)
  })

  it('ends with the session, and gives no stretch to anybody else', async () => {
    put(sourceOf('One'))
    const { url } = await start()
    const { headers } = await browser.askBytes(url)
    const ifRange = { range: 'bytes=5-', 'if-range': headers.get('etag')! }
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await ben.askBytes(url, ifRange)).status).toBe(404)
    expect((await app.browser().askBytes(url, ifRange)).status).toBe(401)
    await browser.ask('DELETE', '/api/session')
    expect((await browser.askBytes(url, ifRange)).status).toBe(401)
  })
})
