import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { contentDisposition } from './send-part.ts'

describe('A downloaded part', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.stop())

  async function download(name: string, type: string, bytes = Buffer.from('bytes')) {
    const folder = app.mailbox.folder('INBOX')
    const { uid } = folder.add({ ...emptyLetter(), parts: [{ partId: '2', name, type, bytes }] })
    const id = Buffer.from(`1 ${uid} INBOX`).toString('base64url')
    return (await app.signedIn()).ask('GET', `/api/messages/${id}/parts/2`)
  }

  it('is always saved, never shown as a page of this site', async () => {
    const answer = await download('plan.png', 'image/png')
    expect(answer.status).toBe(200)
    expect(answer.text).toBe('bytes')
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /)
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  for (const type of [
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'text/xml',
    'application/javascript',
    'multipart/related',
  ]) {
    it(`leaves as plain bytes when browsers might run it: ${type}`, async () => {
      expect((await download('a', type)).headers.get('content-type')).toBe('application/octet-stream')
    })
  }

  it('is cut off, not made to look whole, when the mail server fails half-way', async () => {
    const browser = await app.signedIn()
    const folder = app.mailbox.folder('INBOX')
    const { uid } = folder.add({
      ...emptyLetter(),
      parts: [{ partId: '2', name: 'a', type: 'image/png', bytes: Buffer.alloc(1) }],
    })
    const half = async function* () {
      yield Buffer.alloc(100_000)
      await Promise.resolve()
      throw new Error('lost')
    }
    const original = folder.find.bind(folder)
    folder.find = (reference) => {
      const letter = original(reference)
      return (
        letter && {
          ...letter,
          parts: [{ partId: '2', name: 'a', type: 'image/png', bytes: Readable.from(half()) as unknown as Buffer }],
        }
      )
    }
    const id = Buffer.from(`1 ${uid} INBOX`).toString('base64url')
    await expect(browser.ask('GET', `/api/messages/${id}/parts/2`)).rejects.toThrow()
  })
})

describe('The file name of a download', () => {
  const cases: [string, string][] = [
    ['plan.pdf', `attachment; filename="plan.pdf"; filename*=UTF-8''plan.pdf`],
    ['año 地図.pdf', `attachment; filename="a_o __.pdf"; filename*=UTF-8''a%C3%B1o%20%E5%9C%B0%E5%9B%B3.pdf`],
    ['a"b\\c%d.txt', `attachment; filename="a_b_c_d.txt"; filename*=UTF-8''a%22b%5Cc%25d.txt`],
    ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
    ['\ud800.txt', `attachment; filename="_.txt"; filename*=UTF-8''%EF%BF%BD.txt`],
  ]
  for (const [name, header] of cases) {
    it(`is written for old and new browsers: ${JSON.stringify(name)}`, () =>
      expect(contentDisposition(name)).toBe(header))
  }
})
