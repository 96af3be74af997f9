import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '#contract/problem.ts'
import type { UploadRules } from '#contract/uploads.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { Answer, TestBrowser } from '#server/testing/test-browser.ts'

const binary = { 'content-type': 'application/octet-stream' }
const hourMs = 60 * 60_000

describe('Uploads', () => {
  let app: TestApp
  let browser: TestBrowser
  let nowMs: number
  beforeEach(async () => {
    nowMs = Date.now()
    app = await startTestApp({ attachments: { perPersonMegabytes: 1 } }, { now: () => nowMs })
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const start = (name: string, sizeBytes: number, from = browser) =>
    from.ask<{ uploadId: string; name: string }>('POST', '/api/uploads', { body: { name, sizeBytes } })
  const content = (id: string, body: string | Uint8Array, from = browser) =>
    from.ask<{ type: string; sizeBytes: number }>('POST', `/api/uploads/${id}/content`, {
      rawBody: body,
      headers: binary,
    })
  const typeOf = (answer: Answer) => (answer.json as Problem).type
  async function upload(name: string, text: string, from = browser): Promise<string> {
    const { uploadId } = (await start(name, Buffer.byteLength(text), from)).json
    expect((await content(uploadId, text, from)).status).toBe(200)
    return uploadId
  }
  const letter = (uploadIds: readonly string[]) => ({
    idempotencyKey: 'composition-000000000001',
    from: 'ada.lindqvist@example.gov',
    to: [{ name: '', address: 'ben.okafor@example.gov' }],
    cc: [],
    bcc: [],
    subject: 'Files',
    text: 'Here they are',
    answering: null,
    files: uploadIds.map((uploadId) => ({ uploadId, part: null })),
  })
  const send = (ids: readonly string[], from = browser) => from.ask('POST', '/api/send', { body: letter(ids) })
  const directory = () => join(app.storageDirectory, 'uploads')
  const lying = () => readdirSync(directory())

  it('go out with the message as they are, under cleaned names, and are forgotten then', async () => {
    const text = 'Kerb;Height\r\nMain St;12\r\n'
    const id = await upload('../../Kerbs\u202e.csv', text)
    expect((await send([id])).status).toBe(200)
    const source = app.submission.taken[0]?.source ?? ''
    expect(source).toMatch(/Content-Type: text\/csv; name=Kerbs\.csv/)
    expect(source.replaceAll('\r\n', '')).toContain(Buffer.from(text).toString('base64'))
    expect(lying()).toEqual([])
  })

  it('lie there encrypted, under names that say nothing', async () => {
    await upload('secret-plan.txt', 'the plan is secret')
    const [name = ''] = lying()
    expect(name).toMatch(/^[\w-]{24}$/)
    expect(readFileSync(join(directory(), name)).toString('latin1')).not.toContain('secret')
  })

  it('take exactly as many bytes as were announced, and may be repeated after a failure', async () => {
    const { uploadId } = (await start('a.txt', 5)).json
    expect((await content(uploadId, '123456')).status).toBe(400)
    expect((await content(uploadId, '1234')).status).toBe(400)
    expect(lying()).toEqual([])
    expect(typeOf(await send([uploadId]))).toBe('file-gone')
    expect((await content(uploadId, '12345')).json).toEqual({ type: 'text/plain', sizeBytes: 5 })
    expect((await send([uploadId])).status).toBe(200)
  })

  it('of programs are refused by name before they come, and by their first bytes under any name', async () => {
    expect(typeOf(await start('setup.EXE', 10))).toBe('file-type-refused')
    const { uploadId } = (await start('holiday.jpg', 4)).json
    expect(typeOf(await content(uploadId, Buffer.from('MZ\x90\x00', 'latin1')))).toBe('file-type-refused')
    expect(lying()).toEqual([])
  })

  it('are called by name and content together', async () => {
    const { uploadId } = (await start('page.pdf', 4)).json
    expect((await content(uploadId, 'no p')).json.type).toBe('application/octet-stream')
    const second = (await start('page.pdf', 9)).json
    expect((await content(second.uploadId, '%PDF-1.7\n')).json.type).toBe('application/pdf')
  })

  it('of one person are bounded, however many there are, from the announcement on', async () => {
    expect((await start('a.bin', 600_000)).status).toBe(200)
    expect(typeOf(await start('b.bin', 600_000))).toBe('uploads-full')
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await start('b.bin', 600_000, ben)).status).toBe(200)
  })

  it('larger than what can be sent are refused before they come, by the limit the submission server names', async () => {
    app.submission.sizeLimitBytes = 100_000
    const rules = (await browser.ask<UploadRules>('GET', '/api/uploads/rules')).json
    expect(rules).toMatchObject({ messageBytes: 100_000, perPersonBytes: 1_000_000 })
    expect(rules.blockedEndings).toContain('.exe')
    expect((await start('a.bin', 73_000)).status).toBe(200)
    expect(typeOf(await start('a.bin', 74_000))).toBe('message-too-large')
  })

  it('belong to whoever brought them', async () => {
    const id = await upload('a.txt', 'mine')
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect(typeOf(await content(id, 'mine', ben))).toBe('file-gone')
    expect((await ben.ask('DELETE', `/api/uploads/${id}`)).status).toBe(204)
    expect((await send([id])).status).toBe(200)
    expect(typeOf(await content(id, 'mine', app.browser()))).toBe('not-signed-in')
  })

  it('are forgotten when they are left out, and after a day', async () => {
    const id = await upload('a.txt', 'left out')
    await browser.ask('DELETE', `/api/uploads/${id}`)
    expect(lying()).toEqual([])
    const other = await upload('b.txt', 'waits')
    nowMs += 25 * hourMs
    expect(typeOf(await send([other]))).toBe('file-gone')
    for (const name of lying()) utimesSync(join(directory(), name), 0, 0)
    await app.uploads.sweep()
    expect(lying()).toEqual([])
  })

  it('that were changed on the disk never go out', async () => {
    const id = await upload('a.txt', 'as it was')
    writeFileSync(join(directory(), id), 'tampered!')
    expect((await send([id])).status).toBe(500)
    expect(app.submission.taken).toEqual([])
  })

  it('come as bytes and nothing else', async () => {
    const { uploadId } = (await start('a.txt', 2)).json
    const path = `/api/uploads/${uploadId}/content`
    expect((await browser.ask('POST', path, { body: {} })).status).toBe(400)
    const zipped = { ...binary, 'content-encoding': 'gzip' }
    expect((await browser.ask('POST', path, { rawBody: 'ab', headers: zipped })).status).toBe(400)
  })
})
