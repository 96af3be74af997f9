import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Message, MessageWindow } from '#contract/messages.ts'
import type { OutgoingMessage, SendResult } from '#contract/sending.ts'
import { Problem } from '#server/problem.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const inboxPath = '/api/folders/SU5CT1g/messages'

describe('Sending', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    fillInbox(app, ['Kerb heights'])
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const letter = (changes: Partial<Record<keyof OutgoingMessage, unknown>> = {}) => ({
    idempotencyKey: 'composition-000000000001',
    from: 'ada.lindqvist@example.gov',
    to: [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }],
    cc: [],
    bcc: [{ name: '', address: 'quiet@example.gov' }],
    subject: 'Harbour kiosk',
    text: 'Hello Ben',
    answering: null,
    ...changes,
  })
  const send = (changes?: Parameters<typeof letter>[0], from = browser) =>
    from.ask<SendResult>('POST', '/api/send', { body: letter(changes) })
  const refused = (changes?: Parameters<typeof letter>[0]) =>
    browser.problem('POST', '/api/send', { body: letter(changes) })
  const part = (messageId: string, partId: string | null) => ({ uploadId: null, part: { messageId, partId } })
  const newest = async () => {
    const [first] = (await browser.ask<MessageWindow>('GET', inboxPath)).json.items
    return first?.id ?? ''
  }

  it('hands one message to every recipient and keeps a copy in Sent with Bcc, which the sent one has not', async () => {
    const answer = await send()
    expect(answer.json).toMatchObject({ outcome: 'accepted', refused: [] })
    const [taken] = app.submission.taken
    expect(taken?.user).toBe('ada')
    expect(taken?.envelope).toEqual({
      from: 'ada.lindqvist@example.gov',
      to: ['ben.okafor@example.gov', 'quiet@example.gov'],
    })
    expect(taken?.source).not.toContain('quiet@example.gov')
    const copy = app.mailbox.folder('Sent').letters[0]
    expect(copy?.source).toMatch(/^Bcc: quiet@example\.gov\r$/m)
    expect(copy?.flags).toEqual(['seen'])
    expect((await browser.ask<Message>('GET', `/api/messages/${answer.json.sentCopyId}`)).json.subject).toBe(
      'Harbour kiosk',
    )
  })

  it('delivers once however often it is asked at the same moment, and answers all alike', async () => {
    const tab = app.browser()
    tab.cookie = browser.cookie
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => send({}, n % 2 ? tab : browser)))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(app.submission.taken).toHaveLength(1)
    expect((await send()).text).toBe(answers[0]?.text)
    expect(app.submission.taken).toHaveLength(1)
  })

  it('tells keys of two people apart', async () => {
    await send()
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    await send({ from: 'ben.okafor@example.gov' }, ben)
    expect(app.submission.taken.map(({ user }) => user)).toEqual(['ada', 'ben'])
  })

  it('says that it is too late for what was changed after it had gone, and sends neither again', async () => {
    await send()
    expect((await refused({ text: 'Hello again' })).json.type).toBe('too-late')
    expect((await send()).json).toMatchObject({ outcome: 'accepted' })
    expect(app.submission.taken).toHaveLength(1)
  })

  it('may be tried again with the same key after a refusal', async () => {
    app.submission.behave = () =>
      Promise.reject(
        new Problem('recipients-refused', { recipients: [{ address: 'x@example.gov', reason: 'Unknown' }] }),
      )
    const answer = await refused()
    expect([answer.status, answer.json.type]).toEqual([422, 'recipients-refused'])
    expect(answer.json.recipients).toEqual([{ address: 'x@example.gov', reason: 'Unknown' }])
    app.submission.behave = () => Promise.resolve({ outcome: 'accepted', refused: [] })
    expect((await send()).json.outcome).toBe('accepted')
  })

  it('never repeats by itself what may have been sent', async () => {
    let calls = 0
    app.submission.behave = async (handOver) => {
      calls += 1
      await handOver()
      return { outcome: 'outcome-unknown' }
    }
    expect((await send()).json).toEqual({ outcome: 'outcome-unknown', sentCopyId: null, refused: [] })
    expect((await send()).json.outcome).toBe('outcome-unknown')
    expect(calls).toBe(1)
    expect(app.mailbox.folder('Sent').letters).toEqual([])
  })

  /** As if the process had been killed while sending: its row stays, its lease runs out. */
  async function leftBy(state: 'preparing' | 'handed-over', leaseUntilMs: number): Promise<void> {
    const { database } = app.storage
    await database.updateTable('send').set({ state, sealed_result: null, lease_until_ms: leaseUntilMs }).execute()
  }

  it('knows after a crash that a message whose text had begun to go out may have been sent', async () => {
    await send()
    await leftBy('handed-over', Date.now() - 1)
    expect((await send()).json.outcome).toBe('outcome-unknown')
    expect(app.submission.taken).toHaveLength(1)
  })

  it('sends after a crash what had certainly not gone out', async () => {
    await send()
    await leftBy('preparing', Date.now() - 1)
    expect((await send()).json.outcome).toBe('accepted')
    expect(app.submission.taken).toHaveLength(2)
  })

  it('says so while another process is sending', async () => {
    await send()
    await leftBy('preparing', Date.now() + 60_000)
    expect((await refused()).json.type).toBe('already-sending')
    expect(app.submission.taken).toHaveLength(1)
  })

  it('answers with the same Message-ID each time a composition is tried', async () => {
    const ids = new Set<string | undefined>()
    for (let n = 0; n < 2; n += 1) {
      await send()
      await leftBy('preparing', Date.now() - 1)
      ids.add(/^Message-ID: (.*)\r$/m.exec(app.submission.taken.at(-1)?.source ?? '')?.[1])
    }
    expect([...ids]).toEqual([expect.stringMatching(/^<[0-9a-f]{40}@example\.gov>$/)])
  })

  it('threads a reply and marks the original as answered', async () => {
    const id = await newest()
    await send({ answering: { kind: 'reply', messageId: id } })
    expect(app.submission.taken[0]?.source).toMatch(/^In-Reply-To: <0@example\.gov>\r$/m)
    expect(app.submission.taken[0]?.source).toMatch(/^References: <0@example\.gov>\r$/m)
    expect(app.mailbox.folder('INBOX').letters[0]?.flags).toContain('answered')
  })

  it('forwards attachments of the original and marks it as forwarded', async () => {
    const messageId = await newest()
    await send({ answering: { kind: 'forward', messageId }, files: [part(messageId, '2')] })
    const source = app.submission.taken[0]?.source ?? ''
    expect(source).toContain('filename=plan.pdf')
    expect(source).toContain(Buffer.from('%PDF-plan').toString('base64'))
    expect(app.mailbox.folder('INBOX').letters[0]?.flags).toContain('forwarded')
  })

  it('sends a message of the mailbox whole, as a file that is a message', async () => {
    await send({ files: [part(await newest(), null)], forwarded: [await newest()] })
    expect(app.mailbox.folder('INBOX').letters[0]?.flags).toContain('forwarded')
    const source = app.submission.taken[0]?.source ?? ''
    expect(source).toMatch(/^Content-Type: message\/rfc822; name="Kerb heights\.eml"\r$/m)
    expect(source).toMatch(
      /^Content-Disposition: attachment; filename="Kerb heights\.eml"\r\n\r\nSubject: Kerb heights\r$/m,
    )
  })

  it('refuses an original or part that is gone, and sends nothing', async () => {
    const id = await newest()
    const answer = (messageId: string, partId: string) =>
      refused({ answering: { kind: 'forward', messageId }, files: [part(messageId, partId)] })
    expect((await answer('AAAA', '2')).json.type).toBe('message-gone')
    expect((await answer(id, '99')).status).toBe(404)
    expect(app.submission.taken).toEqual([])
  })

  it('refuses a sender who is not the person', async () => {
    expect((await refused({ from: 'ben.okafor@example.gov' })).json.type).toBe('sender-refused')
    expect((await send({ from: 'ADA@example.gov' })).json.outcome).toBe('accepted')
  })

  it('wants at least one recipient and at most 500', async () => {
    const many = Array.from({ length: 300 }, (_, n) => ({ name: '', address: `p${n}@example.gov` }))
    const others = many.map(({ address }) => ({ name: '', address: `x${address}` }))
    expect((await refused({ to: [], bcc: [] })).json.fields).toEqual([{ field: 'to', code: 'missing' }])
    expect((await refused({ to: many, cc: others })).json.fields).toEqual([{ field: 'to', code: 'too-many' }])
    expect((await send({ to: many, cc: many })).json.outcome).toBe('accepted')
    expect(app.submission.taken[0]?.envelope.to).toHaveLength(301)
  })

  const formatted = (inner: unknown) => ({ type: 'doc', attrs: { lang: 'en', dir: null }, content: [inner] })
  const heading = { type: 'heading', attrs: { level: 2, dir: null }, content: [{ type: 'text', text: 'Kerbs' }] }

  it('sends formatted text as HTML with a text part made from it', async () => {
    await send({ document: formatted(heading), text: 'something else' })
    const source = app.submission.taken[0]?.source ?? ''
    expect(source).toMatch(/^Content-Type: multipart\/alternative/m)
    expect(source).toContain('<h2>Kerbs</h2>')
    expect(source).toContain('\r\n# Kerbs')
    expect(source).not.toContain('something else')
  })

  it('refuses formatted text with anything in it that is not ours', async () => {
    const style = { ...heading, attrs: { ...heading.attrs, style: 'position: fixed' } }
    for (const document of [formatted(style), formatted({ type: 'script' }), '<p>Kerbs</p>']) {
      const answer = await refused({ document })
      expect([answer.status, answer.json.fields]).toEqual([400, [{ field: 'document', code: 'wrong-form' }]])
    }
    expect(app.submission.taken).toEqual([])
  })

  it('stays sent when the copy cannot be kept', async () => {
    app.mailbox.folders.delete('Sent')
    const told = { outcome: 'accepted', sentCopyId: null, copyFollows: true, refused: [] }
    expect((await send()).json).toEqual(told)
    expect((await send()).json).toEqual(told)
    expect(app.submission.taken).toHaveLength(1)
  })
})
