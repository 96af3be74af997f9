import { createHash, randomBytes } from 'node:crypto'
import { BlobReader, configure, TextWriter, ZipReader, type FileEntry } from '@zip.js/zip.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportedMessages, ExportManifest, ExportProgress } from '#contract/mail-export.ts'
import type { ImportResult } from '#contract/mail-import.ts'
import { folderIdOf, messageIdOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import { adaPassword, startTestApp, type TestApp } from '#server/testing/test-app.ts'
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
const inboxId = folderIdOf('INBOX')
const sha256 = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex')
const letter = (subject: string, text = 'Text', id: string | null = subject) =>
  `${id === null ? '' : `Message-ID: <${id.replaceAll(' ', '')}@x.example>\r\n`}Subject: ${subject}\r\nFrom: Nora <nora@x.example>\r\n\r\n${text}\r\n`

/** Sends letters as a lot. */
async function bring(sources: readonly string[], to = inboxId, who = browser) {
  const frames = sources.map((source) => {
    const head = { sizeBytes: source.length, receivedAtMs: 1_700_000_000_000, flags: ['seen'], labels: ['old'] }
    return `${JSON.stringify(head)}\n${source}`
  })
  return bringRaw(Buffer.from(frames.join(''), 'latin1'), to, who)
}
const bringRaw = (rawBody: Buffer, to: string = inboxId, who = browser) =>
  who.ask<{ results: ImportResult[] }>('POST', `/api/imports/messages?folderId=${to}`, {
    rawBody,
    headers: { 'content-type': 'application/octet-stream' },
  })
const outcomes = async (sources: readonly string[]) => (await bring(sources)).json.results.map(({ outcome }) => outcome)

async function start(messages: ExportedMessages = { everything: true }, format = 'eml') {
  return (await browser.ask<ExportProgress>('POST', '/api/exports', { body: { messages, format } })).json
}
async function filesOf(bytes: Buffer): Promise<Map<string, string>> {
  const entries = await new ZipReader(new BlobReader(new Blob([new Uint8Array(bytes)]))).getEntries()
  const files = new Map<string, string>()
  for (const entry of entries) files.set(entry.filename, await (entry as FileEntry).getData(new TextWriter('latin1')))
  return files
}
async function exported(messages?: ExportedMessages, format?: string) {
  const { id } = await start(messages, format)
  const files = await filesOf((await browser.askBytes(`/api/exports/${id}/file`)).bytes)
  return { id, files, manifest: JSON.parse(files.get('manifest.json') ?? '') as ExportManifest }
}

describe('Exporting mail', () => {
  it('gives every message as a file, and says in a manifest where each was, when it came, its marks and its hash', async () => {
    await bring([letter('One'), letter('Two')])
    await bring([letter('Kept')], folderIdOf('Archive'))
    const { files, manifest, id } = await exported()
    expect([...files.keys()]).toEqual(['INBOX/000001.eml', 'INBOX/000002.eml', 'Archive/000001.eml', 'manifest.json'])
    expect(files.get('INBOX/000002.eml')).toBe(letter('Two'))
    expect(manifest.messages[2]).toEqual({
      ...{ file: 'Archive/000001.eml', position: 1, folder: 'Archive', receivedAt: '2023-11-14T22:13:20.000Z' },
      ...{ sizeBytes: letter('Kept').length, sha256: sha256(letter('Kept')), flags: ['seen'], labels: ['old'] },
    })
    const { json } = await browser.ask<ExportProgress>('GET', `/api/exports/${id}`)
    expect(json).toMatchObject({ state: 'done', total: 3, done: 3, missing: 0, problem: null })
  })

  it('gives a file for each folder as an mbox, in which no line of a message is taken for the next one', async () => {
    await bring([letter('One', 'From here\r\n>From there\r\n\r\nFrom - Tue Nov 14 22:13:20 2023')])
    const { files } = await exported({ everything: true }, 'mbox')
    const [name, text] = [...files][0]!
    expect(name).toBe('INBOX.mbox')
    expect(text).toContain('\n\n>From here\n>>From there\n\n>From - Tue Nov 14 22:13:20 2023\n\n')
    expect(text).toMatch(/^From - Tue Nov 14 22:13:20 2023\nMessage-ID/)
  })

  it('takes a folder without those left out, or some messages alone', async () => {
    await bring([letter('One'), letter('Two')])
    const first = messageIdOf(inbox().reference(inbox().letters[0]!))
    const folder = await exported({ folderId: inboxId, filter: {}, exceptIds: [first] })
    expect(folder.manifest.messages.map(({ file }) => file)).toEqual(['INBOX/000002.eml'])
    const some = await exported({ ids: [first] })
    expect(some.manifest.messages.map(({ file }) => file)).toEqual(['INBOX/000001.eml'])
  })

  it('counts what has gone meanwhile, and says it in the manifest', async () => {
    await bring([letter('One'), letter('Two')])
    const { id } = await start()
    inbox().remove(inbox().letters[0]!)
    const { bytes } = await browser.askBytes(`/api/exports/${id}/file`)
    expect(JSON.parse((await filesOf(bytes)).get('manifest.json') ?? '')).toMatchObject({ missing: 1 })
    const { json } = await browser.ask<ExportProgress>('GET', `/api/exports/${id}`)
    expect(json).toMatchObject({ state: 'done', done: 1, missing: 1 })
  })

  for (const format of ['eml', 'mbox'])
    it(`breaks off when it is stopped, cannot be asked for again, and leaves no account open: ${format}`, async () => {
      await bring([letter('One', randomBytes(20_000_000).toString('hex')), letter('Two')])
      const before = app.mail.openAccounts
      const { id } = await start({ everything: true }, format)
      await browser.askUnread(`/api/exports/${id}/file`)
      const { json } = await browser.ask<ExportProgress>('POST', `/api/exports/${id}/stop`)
      expect(json.state).toBe('stopped')
      await expect.poll(() => app.mail.openAccounts).toBe(before)
      expect((await browser.problem('GET', `/api/exports/${id}/file`)).status).toBe(404)
    })

  it('answers with the reason when the mail server is away', async () => {
    await bring([letter('One')])
    const { id } = await start()
    app.mail.outage = new Problem('mail-server-unavailable')
    expect((await browser.problem('GET', `/api/exports/${id}/file`)).json.type).toBe('mail-server-unavailable')
    const { json } = await browser.ask<ExportProgress>('GET', `/api/exports/${id}`)
    expect(json).toMatchObject({ state: 'failed', problem: 'mail-server-unavailable' })
  })

  it('is for nobody else: not for strangers, not for another person, and not where there is nothing', async () => {
    expect((await app.browser().problem('POST', '/api/exports', { body: {} })).status).toBe(401)
    const nothing = await browser.problem('POST', '/api/exports', {
      body: { messages: { everything: true }, format: 'eml' },
    })
    expect(nothing.json.type).toBe('not-found')
    await bring([letter('One')])
    const { id } = await start()
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await ben.problem('GET', `/api/exports/${id}/file`)).status).toBe(404)
    expect((await app.browser().problem('GET', `/api/exports/${id}/file`)).status).toBe(401)
  })
})

describe('Importing mail', () => {
  it('brings every byte back into a folder, with arrival and marks, and says so message by message', async () => {
    const { json } = await bring([letter('=?utf-8?q?Caf=C3=A9?=')])
    expect(json.results).toEqual([{ outcome: 'added', subject: 'Café', from: 'Nora <nora@x.example>' }])
    const [one] = inbox().letters
    expect(one).toMatchObject({ receivedAtMs: 1_700_000_000_000, flags: ['seen'], labels: ['old'] })
    expect(one?.source).toBe(letter('=?utf-8?q?Caf=C3=A9?='))
  })

  it('keeps count and hashes from an export to an import', async () => {
    await bring([letter('One'), letter('Two', 'é'), letter('Three', 'x', null)])
    const before = (await exported()).manifest.messages.map(({ sha256: hash }) => hash)
    const { files } = await exported()
    await bring(
      [...files].filter(([name]) => name.endsWith('.eml')).map(([, source]) => source),
      folderIdOf('Archive'),
    )
    const after = await exported({ folderId: folderIdOf('Archive'), filter: {}, exceptIds: [] })
    expect(after.manifest.messages.map(({ sha256: hash }) => hash)).toEqual(before)
  })

  it('keeps count, hashes, arrivals and marks over a thousand times there and back', { timeout: 300_000 }, async () => {
    await bring([
      letter('One'),
      letter('Two', 'é\r\n\r\n'),
      letter('Three', '\r\n'.repeat(3), null),
      letter('From x', 'From y'),
    ])
    const fingerprint = ({ messages }: ExportManifest) =>
      messages.map(({ sha256: hash, sizeBytes, receivedAt, flags, labels }) => ({
        hash,
        sizeBytes,
        receivedAt,
        flags,
        labels,
      }))
    const first = fingerprint((await exported()).manifest)
    expect(first).toHaveLength(4)
    for (let cycle = 0; cycle < 1_000; cycle += 1) {
      const { files, manifest } = await exported()
      expect(fingerprint(manifest)).toEqual(first)
      inbox().letters.splice(0)
      const back = manifest.messages.map(({ file }) => files.get(file) ?? '')
      expect((await bring(back)).json.results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('added'))
    }
  })

  it('takes no message twice: by Message-ID and size, or by its content where it has no Message-ID', async () => {
    const sources = [letter('One'), letter('No id', 'x', null)]
    expect(await outcomes([...sources, ...sources])).toEqual(['added', 'added', 'known', 'known'])
    expect(await outcomes([...sources, letter('No id', 'y', null), letter('Longer', 'xxxx', 'One')])).toEqual([
      ...['known', 'known', 'added', 'added'],
    ])
    inbox().letters = []
    expect(await outcomes(sources)).toEqual(['added', 'added'])
  })

  it('names what is no message, and what finds no room, and goes on with the others', async () => {
    app.mailbox.quotaBytes = 500
    const results = await outcomes([
      'no message at all',
      letter('Nul', '\0'),
      letter('Large', 'x'.repeat(900)),
      letter('One'),
    ])
    expect(results).toEqual(['broken', 'broken', 'no-room', 'added'])
  })

  it('says beforehand what would come, of which nothing is kept', async () => {
    await bring([letter('One'), letter('No id', 'x', null)])
    const check = (head: string, sizeBytes: number, hash: string | null = null) => ({ head, sizeBytes, sha256: hash })
    const messages = [
      check('Message-ID: <One@x.example>\r\nSubject: One\r\n', letter('One').length),
      check('Message-ID: <One@x.example>\r\n', 5),
      check('Subject: No id\r\n', letter('No id', 'x', null).length, sha256(letter('No id', 'x', null))),
    ]
    const { json } = await browser.ask<{ results: ImportResult[] }>('POST', '/api/imports/check', {
      body: { folderId: inboxId, messages },
    })
    expect(json.results.map(({ outcome }) => outcome)).toEqual(['known', 'added', 'known'])
    expect(inbox().letters).toHaveLength(2)
  })

  it.each([
    ['a head that is no JSON', 'x\n', 400],
    ['a message shorter than it says', '{"sizeBytes":90,"receivedAtMs":null,"flags":[],"labels":[]}\nFrom: a', 400],
    ['a size of a gigabyte', '{"sizeBytes":1000000000,"receivedAtMs":null,"flags":[],"labels":[]}\n', 400],
    ['a head without an end', 'x'.repeat(100_000), 400],
    ['a flag that is none', '{"sizeBytes":9,"receivedAtMs":null,"flags":["\\\\Deleted"],"labels":[]}\nFrom: abc', 400],
  ])('refuses %s', async (_what, body, status) => {
    expect((await bringRaw(Buffer.from(body))).status).toBe(status)
    expect(inbox().letters).toEqual([])
  })

  it('says when the folder is gone, and asks strangers to sign in', async () => {
    expect((await bring([letter('One')], folderIdOf('Nowhere'))).status).toBe(404)
    expect((await bring([letter('One')], inboxId, app.browser())).status).toBe(401)
    const other = app.browser()
    await other.signIn('ada', adaPassword)
    expect((await bring([letter('One')], inboxId, other)).json.results[0]?.outcome).toBe('added')
  })
})
