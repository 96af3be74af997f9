import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const publicUrl = 'http://localhost:8080'
const filesUrl = 'http://files.localhost:8080'

describe('A second host for downloads', () => {
  let app: TestApp
  let nowMs = Date.now()
  let part: string
  beforeAll(async () => {
    app = await startTestApp({ http: { port: 8080, publicUrl, filesUrl } }, { now: () => nowMs })
    const parts = [{ partId: '2', name: 'plan.txt', type: 'text/plain', bytes: Buffer.from('The plan') }]
    const { uid } = app.mailbox.folder('INBOX').add({ ...emptyLetter(), parts })
    part = `/api/messages/${Buffer.from(`1 ${uid} INBOX`).toString('base64url')}/parts/2`
  })
  afterAll(() => app.stop())

  /** As a link does it: without the header that our own page sets. */
  const follow = (browser: TestBrowser, path: string) =>
    browser.ask('GET', path, { headers: { 'X-Curbcut': null, 'Sec-Fetch-Mode': 'navigate' } })

  async function placeOf(browser: TestBrowser, path = part): Promise<URL> {
    const answer = await follow(browser, path)
    expect(answer.status).toBe(303)
    return new URL(answer.headers.get('location') ?? '')
  }

  /** Asked of the second host, as a browser that was led there: it has no cookie for it. */
  function askFilesHost(
    path: string,
    more: Record<string, string> = {},
  ): Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }> {
    const headers = {
      Host: new URL(filesUrl).host,
      'Sec-Fetch-Site': 'same-site',
      'Sec-Fetch-Mode': 'navigate',
      ...more,
    }
    return new Promise((resolve, reject) => {
      const asked = request(new URL(path, app.url), { headers }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece))
        response
          .on('error', reject)
          .on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }))
      })
      asked.once('error', reject).end()
    })
  }

  it('is where a file that is followed comes from, as a download, without a cookie', async () => {
    const place = await placeOf(await app.signedIn())
    expect(place.origin).toBe(filesUrl)
    const answer = await askFilesHost(place.pathname)
    expect([answer.status, answer.text]).toEqual([200, 'The plan'])
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="plan.txt"/)
    expect(answer.headers['content-security-policy']).toBe("sandbox; default-src 'none'")
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('leaves what our own page fetches where it is', async () => {
    const answer = await (await app.signedIn()).ask('GET', part, { headers: { 'X-Curbcut': '1' } })
    expect([answer.status, answer.text]).toEqual([200, 'The plan'])
  })

  it('has nothing else: no page, no endpoint, no file without a ticket, no ticket that somebody made', async () => {
    for (const path of ['/', '/health/ready', '/api/session', '/api/welcome', part, '/file/', '/file/bWFkZSB1cA']) {
      expect([path, (await askFilesHost(path)).status]).toEqual([path, 404])
    }
  })

  it('knows a ticket for a minute, and only while its session lasts', async () => {
    const browser = await app.signedIn()
    const [late, ended] = [await placeOf(browser), await placeOf(await app.signedIn())]
    nowMs += 61_000
    expect((await askFilesHost(late.pathname)).status).toBe(404)
    nowMs -= 61_000
    expect((await askFilesHost(ended.pathname)).status).toBe(200)
    const leaving = await app.signedIn()
    const place = await placeOf(leaving)
    await leaving.ask('DELETE', '/api/session')
    expect((await askFilesHost(place.pathname)).status).toBe(401)
  })

  it('goes on with an export at a late ticket, for who proves to have its beginning, and with nothing else', async () => {
    app.mailbox.folder('INBOX').add({ ...emptyLetter(), source: 'Subject: One\r\n\r\n' })
    const browser = await app.signedIn()
    const body = { messages: { everything: true }, format: 'eml' }
    const { id } = (await browser.ask<{ id: string }>('POST', '/api/exports', { body })).json
    const place = await placeOf(browser, `/api/exports/${id}/file`)
    const [file, whole] = [await placeOf(browser), await askFilesHost(place.pathname)]
    const etag = String(whole.headers['etag'])
    nowMs += 3_600_000
    const ask = async (path: string, more: Record<string, string>) => (await askFilesHost(path, more)).status
    const range = { Range: 'bytes=5-' }
    expect(await ask(place.pathname, { ...range, 'If-Range': etag })).toBe(206)
    for (const more of [
      {},
      range,
      { 'If-Range': etag },
      { ...range, 'If-Range': '"made up"' },
      { Range: 'x', 'If-Range': etag },
    ])
      expect(await ask(place.pathname, more)).toBe(404)
    expect(await ask(file.pathname, { ...range, 'If-Range': etag })).toBe(404)
    await browser.ask('DELETE', '/api/session')
    expect(await ask(place.pathname, { ...range, 'If-Range': etag })).toBe(401)
    nowMs -= 3_600_000
  })

  it('begins an export again at a late ticket, for who has its beginning, where the mail server’s sizes are wrong', async () => {
    const source = `Subject: One\r\n\r\n${'x'.repeat(200_000)}`
    app.mailbox.folder('INBOX').add({ ...emptyLetter(), source, saidBytes: 150_000 })
    const browser = await app.signedIn()
    const body = { messages: { everything: true }, format: 'eml' }
    const { id } = (await browser.ask<{ id: string }>('POST', '/api/exports', { body })).json
    const place = await placeOf(browser, `/api/exports/${id}/file`)
    const begin = await askFilesHost(place.pathname, { Range: 'bytes=0-9' })
    const etag = String(begin.headers['etag'])
    await expect(askFilesHost(place.pathname)).rejects.toThrow()
    nowMs += 3_600_000
    const range = { Range: 'bytes=10-' }
    expect((await askFilesHost(place.pathname, { ...range, 'If-Range': '"made up"' })).status).toBe(404)
    expect((await askFilesHost(place.pathname, { ...range, 'If-Range': etag })).status).toBe(200)
    nowMs -= 3_600_000
  })

  it('is given to nobody who is not signed in', async () => {
    expect((await follow(app.browser(), part)).status).toBe(401)
  })
})
