import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Message, MessageWindow } from '#contract/messages.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { Problem } from '#server/problem.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

let app: TestApp
let browser: TestBrowser
let pressed: string[]
let listSays: boolean

beforeEach(async () => {
  pressed = []
  listSays = true
  const leave = (address: string) => {
    pressed.push(address)
    return Promise.resolve(listSays)
  }
  const server = { host: '127.0.0.1', port: 1 }
  const mail = { imap: server, submission: server, authservId: 'mx.example.gov' }
  app = await startTestApp({ mail }, { oneClick: { leave } })
  browser = await app.signedIn()
})
afterEach(() => app.stop())

/** Puts a message with these header lines into the inbox and opens it. */
async function receive(...lines: string[]): Promise<Message> {
  const letter = { ...emptyLetter(), from: [{ name: 'Ann', address: 'ann@a.example' }], subject: 'Spring' }
  const source = `${lines.join('\r\n')}\r\n\r\nx`
  app.mailbox.folder('INBOX').add({ ...letter, source, receivedAtMs: 1_700_000_000_000, messageId: '<1@a.example>' })
  return open()
}

async function open(): Promise<Message> {
  const folders = await browser.ask<{ items: { id: string; role: string }[] }>('GET', '/api/folders')
  const inbox = folders.json.items.find(({ role }) => role === 'inbox')?.id ?? ''
  const { items } = (await browser.ask<MessageWindow>('GET', `/api/folders/${inbox}/messages`)).json
  return (await browser.ask<Message>('GET', `/api/messages/${items[0]?.id ?? ''}`)).json
}

const wayOut = ['List-Unsubscribe: <https://a.example/off>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click']
const leave = ({ id }: Message) =>
  browser.ask<{ done?: boolean; type?: string }>('POST', `/api/messages/${id}/leave-list`, { body: {} })

describe('Leaving a list', () => {
  it('happens by a press, never by opening', async () => {
    const message = await receive(...wayOut)
    expect(message.facts.list?.unsubscribe?.oneClick).toBe(true)
    expect(pressed).toEqual([])
    expect((await leave(message)).json).toEqual({ done: true })
    expect(pressed).toEqual(['https://a.example/off'])
  })

  it('is not done where the list does not say so', async () => {
    listSays = false
    expect((await leave(await receive(...wayOut))).json).toEqual({ done: false })
  })

  it('is refused where the message does not offer it, or its sender could not be confirmed', async () => {
    const forged = ['Authentication-Results: mx.example.gov; dmarc=fail header.from=a.example', ...wayOut]
    for (const lines of [[], wayOut.slice(0, 1), forged]) {
      const answer = await leave(await receive(...lines))
      expect([answer.status, answer.json.type]).toEqual([403, 'not-allowed'])
    }
    expect(pressed).toEqual([])
  })
})

describe('A receipt', () => {
  const wish = 'Disposition-Notification-To: ann@a.example'
  const words = { subject: 'Read: Frühling', text: 'Ada has read this.' }
  const send = ({ id }: Message, body: object = words) =>
    browser.ask<{ outcome?: string; type?: string }>('POST', `/api/messages/${id}/receipt`, { body })

  it('is sent when the person says so, once, and not asked for again', async () => {
    const message = await receive(wish)
    expect(message.facts.receipt).toEqual({ address: 'ann@a.example', elsewhere: false })
    expect(app.submission.taken).toEqual([])
    const answers = await Promise.all([send(message), send(message)])
    expect(answers.map(({ json }) => json)).toEqual([{ outcome: 'accepted' }, { outcome: 'accepted' }])
    expect(app.submission.taken).toHaveLength(1)
    const [receipt] = app.submission.taken
    expect(receipt?.envelope).toEqual({ from: '', to: ['ann@a.example'] })
    expect(receipt?.source).toMatch(/^Content-Type: multipart\/report; report-type=disposition-notification;/m)
    expect(receipt?.source).toContain('Final-Recipient: rfc822;ada.lindqvist@example.gov')
    expect(receipt?.source).toContain('Original-Message-ID: <1@a.example>')
    expect(receipt?.source).toContain('Disposition: manual-action/MDN-sent-manually; displayed')
    expect((await open()).facts.receipt).toBeNull()
    expect((await open()).flags).toContain('receiptAnswered')
  })

  it('that could not be sent is asked for again', async () => {
    app.submission.behave = () => Promise.reject(new Problem('mail-server-unavailable'))
    const message = await receive(wish)
    expect((await send(message)).status).toBe(503)
    expect((await open()).facts.receipt).not.toBeNull()
  })

  it('is refused where nobody asks, or who asks writes to a list', async () => {
    for (const lines of [[], [wish, 'List-Id: <a.b>']]) {
      expect((await send(await receive(...lines))).status).toBe(403)
    }
    expect(app.submission.taken).toEqual([])
  })

  it('is not asked for once the person does not want it', async () => {
    const { id } = await receive(wish)
    await browser.ask('POST', '/api/messages/flags', { body: { ids: [id], add: ['receiptAnswered'], remove: [] } })
    expect((await open()).facts.receipt).toBeNull()
  })

  it('takes words of one line as its subject, and says which field is wrong', async () => {
    const answer = await send(await receive(wish), { ...words, subject: 'a\r\nBcc: x@y.example' })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.json)).toContain('subject')
  })
})

describe('A sender', () => {
  const pass = 'Authentication-Results: mx.example.gov; dmarc=pass header.from=a.example'

  it('is allowed pictures only where the mail server has confirmed who it is', async () => {
    const allow = { kind: 'sender', value: 'ann@a.example', name: '' }
    await browser.ask('POST', '/api/picture-consents', { body: allow })
    expect((await receive('Subject: x')).pictureConsent).toBeNull()
    app.mailbox.folder('INBOX').letters = []
    expect((await receive(pass)).pictureConsent).toMatchObject({ kind: 'sender' })
  })
})
