import { createHash, randomBytes } from 'node:crypto'
import { BlobReader, configure, type FileEntry, BlobWriter, ZipReader } from '@zip.js/zip.js'
import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FolderList } from '#contract/folders.ts'
import type { FolderId } from '#contract/ids.ts'
import type { ExportManifest, ExportProgress } from '#contract/mail-export.ts'
import { rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { inMbox } from '#platform/testing/in-mbox.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

configure({ useWebWorkers: false })

const folder = 'Papeles del año 仕事'
const sources = [
  'Subject: One\r\n\r\nText\r\n',
  'Subject: Zwei\r\n\r\nGrüße\r\nFrom here\r\n>From there\r\n',
  'Subject: No end of a line',
  `Subject: Large\r\n\r\n${randomBytes(1_500_000).toString('hex')}\r\n`,
  `Subject: Many lines\r\n\r\n${'x\r\n'.repeat(5_000)}`,
  'Subject: Last\r\n\r\n',
]
const sha256 = (bytes: Buffer | string | undefined) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')

describe.each(['eml', 'mbox'])('An export from Dovecot: %s', (format) => {
  let app: RealApp
  let browser: TestBrowser
  let raw: ImapFlow
  let folderId: FolderId | undefined

  beforeAll(async () => {
    const platform = realPlatform()
    app = await startRealApp(platform)
    browser = await app.signedIn('hana')
    raw = await rawImap(platform, 'hana')
    await raw.mailboxCreate(folder)
    for (const source of sources) await raw.append(folder, Buffer.from(source), ['\\Seen', 'budget'])
    const { items } = (await browser.ask<FolderList>('GET', '/api/folders')).json
    folderId = items.find(({ name }) => name === folder)?.id
  })
  afterAll(async () => {
    await raw.mailboxDelete(folder)
    await raw.logout()
    await app.stop()
  })

  /** In an mbox every message ends with the end of a line. */
  const asIn = (source: string) => (format === 'eml' || source.endsWith('\n') ? source : `${source}\r\n`)

  function sourceOf(files: Map<string, Buffer>, { file, position }: ExportManifest['messages'][number]): string {
    const text = String(files.get(file))
    return format === 'eml' ? text : inMbox(text, position)
  }

  async function start() {
    const body = { messages: { folderId, filter: {}, exceptIds: [] }, format }
    const { json } = await browser.ask<ExportProgress>('POST', '/api/exports', { body })
    return { id: json.id, url: `/api/exports/${json.id}/file` }
  }
  const range = (url: string, from: number, end?: number) =>
    browser.askBytes(url, { range: `bytes=${from}-${end === undefined ? '' : end - 1}` })
  async function read(bytes: Buffer) {
    const entries = await new ZipReader(new BlobReader(new Blob([new Uint8Array(bytes)]))).getEntries()
    const files = new Map<string, Buffer>()
    for (const entry of entries) {
      const blob = await (entry as FileEntry).getData(new BlobWriter(), { checkSignature: true })
      files.set(entry.filename, Buffer.from(await blob.arrayBuffer()))
    }
    return { files, manifest: JSON.parse(String(files.get('manifest.json'))) as ExportManifest }
  }

  it('is as long as was said, and holds each byte of its messages, and their hashes', async () => {
    const { bytes, headers } = await browser.askBytes((await start()).url)
    expect(headers.get('content-length')).toBe(String(bytes.length))
    const { files, manifest } = await read(bytes)
    expect(manifest.messages).toHaveLength(sources.length)
    expect(manifest.messages.map((message) => message.sha256)).toEqual(sources.map(sha256))
    expect(manifest.messages.map((message) => sourceOf(files, message))).toEqual(sources.map(asIn))
  })

  it(
    'is the same in stretches cut at, before and after each beginning of a file, and in the list',
    { timeout: 120_000 },
    async () => {
      const { url } = await start()
      const { bytes } = await browser.askBytes(url)
      const cuts = new Set([0, bytes.length])
      for (let at = bytes.indexOf('PK'); at >= 0; at = bytes.indexOf('PK', at + 1))
        for (const cut of [at - 1, at, at + 31]) if (cut > 0 && cut < bytes.length) cuts.add(cut)
      const sorted = [...cuts].sort((a, b) => a - b)
      const parts = []
      for (const [index, from] of sorted.slice(0, -1).entries())
        parts.push((await range(url, from, sorted[index + 1])).bytes)
      expect(Buffer.concat(parts).equals(bytes)).toBe(true)
    },
  )

  it('goes on although a message was deleted in between, which it says, and is as long as was said', async () => {
    const { id, url } = await start()
    const begin = await range(url, 0, 500)
    await raw.mailboxOpen(folder)
    await raw.messageDelete('5', { uid: false })
    const rest = await range(url, 500)
    const bytes = Buffer.concat([begin.bytes, rest.bytes])
    expect(rest.headers.get('content-range')).toBe(`bytes 500-${bytes.length - 1}/${bytes.length}`)
    const { files, manifest } = await read(bytes)
    expect(manifest).toMatchObject({ missing: 1 })
    expect(manifest.messages).toHaveLength(sources.length - 1)
    expect([...files.keys()]).toEqual(
      format === 'eml' ? expect.arrayContaining([`${folder}/000005.del`]) : [`${folder}.mbox`, 'manifest.json'],
    )
    expect(manifest.messages.map((message) => sourceOf(files, message))).toEqual(sources.toSpliced(4, 1).map(asIn))
    expect((await browser.ask<ExportProgress>('GET', `/api/exports/${id}`)).json).toMatchObject({
      state: 'done',
      missing: 1,
    })
  })
})
