import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MessageWindow } from '#contract/messages.ts'
import type { OutboxItem } from '#contract/outbox.ts'
import type { SendResult, WaitingMessage } from '#contract/sending.ts'
import { gathered } from '#server/mail/message-bytes.ts'
import { resentMessage } from '#server/mail/mime/resent-message.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const inboxPath = '/api/folders/SU5CT1g/messages'
const noon = Date.UTC(2027, 4, 4, 12)
const from = { name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov' }
const ben = { name: 'Ben Okafor', address: 'ben.okafor@example.gov' }
const resending = { from, to: [ben], messageId: '<resent@example.gov>', dateMs: 0 }
/** It comes byte by byte, so that it is cut everywhere. */
const resent = async (source: string) => {
  const bytes = Readable.from(Array.from(Buffer.from(source, 'latin1'), (byte) => Buffer.from([byte])))
  return (await gathered(resentMessage(bytes, resending))).toString('latin1')
}

describe('A message that is sent on', () => {
  it('has who sends it on, and when, before all that it was', async () => {
    const source =
      'Received: by x\r\nFrom: Ann <ann@a.example>\r\nSubject: =?utf-8?q?H=C3=A9?=\r\n\r\nBody \xe9\r\n.\r\n'
    const made = await resent(source)
    expect(made.endsWith(source)).toBe(true)
    expect(made.slice(0, -source.length).split('\r\n').toSorted()).toEqual([
      '',
      'Resent-Date: Thu, 01 Jan 1970 00:00:00 +0000',
      'Resent-From: Ada Lindqvist <ada.lindqvist@example.gov>',
      'Resent-Message-ID: <resent@example.gov>',
      'Resent-To: Ben Okafor <ben.okafor@example.gov>',
    ])
  })

  it('does not say who had it in secret, nor where it lay', async () => {
    const source =
      'Return-Path: <ann@a.example>\r\nDelivered-To: ada\r\nBcc: quiet@a.example,\r\n more@a.example\r\nSubject: Hi\r\n\r\nBcc: in the body\r\n'
    const made = await resent(source)
    expect(made).toMatch(/\r\nSubject: Hi\r\n\r\nBcc: in the body\r\n$/)
    expect(made).not.toMatch(/quiet|more@|^Return-Path|^Delivered-To/m)
  })
})

describe('Redirecting', () => {
  let app: TestApp
  let browser: TestBrowser
  let nowMs: number
  beforeEach(async () => {
    nowMs = Date.now()
    app = await startTestApp({}, { now: () => nowMs })
    fillInbox(app, ['Kerb heights'])
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const original = async () => {
    const [first] = (await browser.ask<MessageWindow>('GET', inboxPath)).json.items
    return first?.id ?? ''
  }
  const originalSource = async () => (await browser.ask<string>('GET', `/api/messages/${await original()}/source`)).text
  const body = { idempotencyKey: 'composition-000000000001', from: from.address, to: [ben] }

  it('goes to those who are named, as the person, once however often it is asked for', async () => {
    const path = `/api/messages/${await original()}/redirect`
    const asked = await Promise.all(Array.from({ length: 5 }, () => browser.ask<SendResult>('POST', path, { body })))
    expect(asked.map(({ json }) => json.outcome)).toEqual(Array.from({ length: 5 }, () => 'accepted'))
    expect(app.submission.taken).toHaveLength(1)
    expect(app.submission.taken[0]?.envelope).toMatchObject({ from: from.address, to: [ben.address] })
    expect(app.submission.taken[0]?.source).toMatch(/^Resent-To: Ben Okafor <ben\.okafor@example\.gov>\r$/m)
  })

  it('waits in the outbox for as long as it can be taken back, and goes as it is with the date of then', async () => {
    nowMs = noon
    const path = `/api/messages/${await original()}/redirect`
    const ask = () => browser.ask<WaitingMessage>('POST', path, { body: { ...body, undoSeconds: 10 } })
    const { outboxId, ...answer } = (await ask()).json
    expect(answer).toEqual({ outcome: 'waiting', dueAtMs: noon + 10_000 })
    expect((await ask()).json.outboxId).toBe(outboxId)
    const { items } = (await browser.ask<{ items: OutboxItem[] }>('GET', '/api/outbox')).json
    expect(items).toMatchObject([{ isRedirect: true, subject: 'Kerb heights', to: [ben], state: 'waiting' }])
    expect(app.submission.taken).toHaveLength(0)
    nowMs = noon + 10_000
    await app.app.outboxClock.check()
    expect(app.submission.taken).toHaveLength(1)
    const { source } = app.submission.taken[0]!
    expect(source).toMatch(/^Resent-Date: Tue, 04 May 2027 12:00:10 \+0000\r$/m)
    expect(source.match(/^Date: /gm) ?? []).toHaveLength((await originalSource()).match(/^Date: /gm)?.length ?? 0)
  })

  it('is kept in Sent later where that failed at first, and does not go again', async () => {
    const sent = app.mailbox.folder('Sent')
    const path = `/api/messages/${await original()}/redirect`
    app.mailbox.folders.delete('Sent')
    const answer = await browser.ask<SendResult>('POST', path, { body })
    expect(answer.json).toMatchObject({ outcome: 'accepted', sentCopyId: null, copyFollows: true })
    app.mailbox.folders.set('Sent', sent)
    nowMs += 60_000
    await app.app.outboxClock.check()
    expect(sent.letters.map(({ source }) => source)).toEqual([app.submission.taken[0]?.source])
    expect(app.submission.taken).toHaveLength(1)
  })

  it('never goes when it was taken back', async () => {
    nowMs = noon
    const path = `/api/messages/${await original()}/redirect`
    const asked = () => browser.ask<WaitingMessage>('POST', path, { body: { ...body, undoSeconds: 10 } })
    const { outboxId } = (await asked()).json
    expect((await browser.ask('POST', `/api/outbox/${outboxId}/take-back`)).status).toBe(200)
    nowMs = noon + 60_000
    await app.app.outboxClock.check()
    expect(app.submission.taken).toHaveLength(0)
    expect((await asked()).json).toMatchObject({ type: 'too-late' })
  })

  it('goes to whom the person named last, where the answer was lost, and is too late once it has gone', async () => {
    nowMs = noon
    const path = `/api/messages/${await original()}/redirect`
    const carmen = { name: '', address: 'carmen.diaz@example.gov' }
    const ask = (to: object[], undoSeconds?: number) =>
      browser.ask('POST', path, { body: { ...body, to, ...(undoSeconds ? { undoSeconds } : {}) } })
    await ask([ben], 10)
    await ask([carmen], 10)
    nowMs = noon + 60_000
    await app.app.outboxClock.check()
    expect(app.submission.taken.map(({ envelope }) => envelope.to)).toEqual([[carmen.address]])
    expect((await ask([ben], 10)).json).toMatchObject({ type: 'too-late' })
    const key = 'composition-000000000002'
    await browser.ask('POST', path, { body: { ...body, idempotencyKey: key } })
    const others = { ...body, idempotencyKey: key, to: [carmen] }
    expect((await browser.problem('POST', path, { body: others })).json.type).toBe('too-late')
    expect(app.submission.taken).toHaveLength(2)
  })

  it.each([0, 121, 1.5])('cannot wait for %s seconds', async (undoSeconds) => {
    const path = `/api/messages/${await original()}/redirect`
    const answer = await browser.problem('POST', path, { body: { ...body, undoSeconds } })
    expect(answer.json).toMatchObject({ type: 'invalid-request', fields: [{ field: 'undoSeconds' }] })
  })

  it('is refused under a name that is not the person’s, and to nobody', async () => {
    const path = `/api/messages/${await original()}/redirect`
    const other = await browser.problem('POST', path, { body: { ...body, from: 'boss@example.gov' } })
    expect(other.json).toMatchObject({ type: 'sender-refused' })
    const nobody = await browser.problem('POST', path, { body: { ...body, to: [] } })
    expect(nobody.json).toMatchObject({ type: 'invalid-request', fields: [{ field: 'to' }] })
    expect(app.submission.taken).toHaveLength(0)
  })
})
