import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MessageWindow } from '#contract/messages.ts'
import type { NestedMessage } from '#contract/nested-messages.ts'
import type { PackedFiles } from '#contract/packed-files.ts'
import { attribute, file, properties, tnef } from '#platform/testing/tnef.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const winmail = tnef(
  attribute(0x00069003, properties({ 0x1000: 'Packed words' })),
  file('Plan.pdf', Buffer.from('%PDF-plan')),
)
const eml = [
  ...['From: Ben <ben@x.example>', 'Subject: Inner', 'Content-Type: multipart/mixed; boundary=b', '', '--b', ''],
  ...[
    'Inner words',
    '--b',
    'Content-Type: text/html; name=page.html',
    'Content-Disposition: attachment',
    '',
    '<script>1</script>',
    '--b--',
    '',
  ],
].join('\r\n')

describe('What is packed in a file of a message', () => {
  let app: TestApp
  let browser: TestBrowser
  let message: string
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
    app.mailbox.folder('INBOX').add({
      ...emptyLetter(),
      parts: [
        { partId: '2', name: 'winmail.dat', type: 'application/ms-tnef', bytes: winmail },
        { partId: '3', name: 'inner.eml', type: 'application/octet-stream', bytes: Buffer.from(eml) },
        { partId: '4', name: 'broken.dat', type: 'application/ms-tnef', bytes: Buffer.from('\0\x01\x02') },
      ],
    })
    const [letter] = (await browser.ask<MessageWindow>('GET', '/api/folders/SU5CT1g/messages')).json.items
    message = `/api/messages/${letter?.id}`
  })
  afterEach(() => app.stop())

  const list = async (part: string) => (await browser.ask<PackedFiles>('GET', `${message}/packed/${part}`)).json
  const nested = async (part: string) => (await browser.ask<NestedMessage>('GET', `${message}/nested/${part}`)).json

  it('is listed with its text, and each file can be had', async () => {
    expect(await list('2')).toEqual({
      files: [{ number: 1, name: 'Plan.pdf', type: 'application/pdf', sizeBytes: 9 }],
      text: { content: 'Packed words', cut: false },
      html: null,
      cut: false,
    })
    const answer = await fetchAs(`${message}/packed/2/1`)
    expect(answer.text).toBe('%PDF-plan')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="Plan\.pdf"/)
  })

  it('may be a message that came as a mere file, whose own files are downloads and nothing else', async () => {
    expect(await nested('3')).toMatchObject({
      from: [{ name: 'Ben', address: 'ben@x.example' }],
      subject: 'Inner',
      text: { content: 'Inner words\n' },
      attachments: [{ partId: '1', name: 'page.html' }],
      packed: true,
      cut: false,
    })
    const answer = await fetchAs(`${message}/packed/3/1`)
    expect(answer.headers.get('content-type')).toMatch(/^application\/octet-stream/)
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  })

  it('may be rubbish, which is said and is no failure', async () => {
    expect(await list('4')).toEqual({ files: [], text: null, html: null, cut: true })
    expect(await nested('4')).toMatchObject({ subject: '', text: null, attachments: [], cut: true })
  })

  it('is nobody else’s, and none where there is no such part or file', async () => {
    for (const path of ['/packed/2', '/packed/2/1', '/nested/3']) {
      expect((await app.browser().problem('GET', message + path)).status).toBe(401)
    }
    for (const path of ['/packed/9', '/packed/2/2', '/packed/2/0', '/nested/9']) {
      expect((await browser.problem('GET', message + path)).json.type).toBe('not-found')
    }
    expect((await browser.problem('GET', '/api/messages/AAAA/packed/2')).json.type).toBe('message-gone')
  })

  const fetchAs = (path: string) => browser.ask('GET', path)
})
