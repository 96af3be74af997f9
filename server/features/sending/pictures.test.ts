import PostalMime from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RichDocument } from '#contract/rich-text.ts'
import type { SendResult } from '#contract/sending.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const cid = 'picture-of-the-ramp'
const document = (alt: string | null): RichDocument => ({
  type: 'doc',
  attrs: { lang: 'en', dir: null },
  content: [
    {
      type: 'paragraph',
      attrs: { dir: null },
      content: [
        { type: 'text', text: 'Look: ' },
        { type: 'picture', attrs: { cid, alt } },
      ],
    },
  ],
})

describe('Pictures within formatted text', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  async function upload(name: string, bytes: Buffer): Promise<string> {
    const body = { name, sizeBytes: bytes.length }
    const { uploadId } = (await browser.ask<{ uploadId: string }>('POST', '/api/uploads', { body })).json
    await browser.ask('POST', `/api/uploads/${uploadId}/content`, {
      rawBody: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    })
    return uploadId
  }

  const letter = (alt: string | null, files: object[]) => ({
    idempotencyKey: 'composition-000000000001',
    from: 'ada.lindqvist@example.gov',
    to: [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }],
    ...{ cc: [], bcc: [], subject: 'The ramp', text: '', answering: null },
    document: document(alt),
    files,
  })
  const files = async () => [
    { uploadId: await upload('notes.txt', Buffer.from('notes')), part: null },
    { uploadId: await upload('ramp.png', png), part: null, contentId: cid },
  ]
  async function send(alt: string | null) {
    await browser.ask<SendResult>('POST', '/api/send', { body: letter(alt, await files()) })
    const source = app.submission.taken.at(-1)?.source ?? ''
    return { source, mail: await PostalMime.parse(source) }
  }

  it('go beside the HTML that shows them, with what they show, and other files stay attachments', async () => {
    const { mail, source } = await send('The ramp & its "rail"')
    const picture = mail.attachments.find(({ mimeType }) => mimeType === 'image/png')
    expect(picture).toMatchObject({ disposition: 'inline', related: true })
    expect(Buffer.from(picture?.content as ArrayBuffer).equals(png)).toBe(true)
    const id = picture?.contentId?.slice(1, -1)
    expect(mail.html).toContain(`<img src="cid:${id}" alt="The ramp &amp; its &quot;rail&quot;"`)
    expect(mail.text?.trim()).toBe('Look: [The ramp & its "rail"]')
    expect(mail.attachments.find(({ filename }) => filename === 'notes.txt')).toMatchObject({
      disposition: 'attachment',
    })
    expect(source).toMatch(/^Content-Type: multipart\/mixed[\s\S]*multipart\/alternative[\s\S]*multipart\/related/im)
  })

  it('have an empty description where they only decorate, and none where nobody has said what they show', async () => {
    expect((await send('')).mail.html).toMatch(/<img src="[^"]*" alt="" /)
    app.submission.taken.length = 0
    const body = { ...letter(null, await files()), idempotencyKey: 'composition-000000000002' }
    await browser.ask<SendResult>('POST', '/api/send', { body })
    expect(app.submission.taken.at(-1)?.source).not.toMatch(/<img [^>]*alt=/)
  })

  it('are refused under a name that could break out of the markup', async () => {
    const body = letter('x', [{ uploadId: null, part: null, contentId: '"><script>' }])
    const { json } = await browser.problem('POST', '/api/send', { body })
    expect(json).toMatchObject({ type: 'invalid-request' })
  })
})
