import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MessageWindow } from '#contract/messages.ts'
import type { SendResult } from '#contract/sending.ts'
import { resentMessage } from '#server/mail/mime/resent-message.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const inboxPath = '/api/folders/SU5CT1g/messages'
const from = { name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov' }
const ben = { name: 'Ben Okafor', address: 'ben.okafor@example.gov' }
const resending = { from, to: [ben], messageId: '<resent@example.gov>', dateMs: 0 }
const resent = (source: string) => resentMessage(Buffer.from(source, 'latin1'), resending).toString('latin1')

describe('A message that is sent on', () => {
  it('has who sends it on, and when, before all that it was', () => {
    const source =
      'Received: by x\r\nFrom: Ann <ann@a.example>\r\nSubject: =?utf-8?q?H=C3=A9?=\r\n\r\nBody \xe9\r\n.\r\n'
    const made = resent(source)
    expect(made.endsWith(source)).toBe(true)
    expect(made.slice(0, -source.length).split('\r\n').toSorted()).toEqual([
      '',
      'Resent-Date: Thu, 01 Jan 1970 00:00:00 +0000',
      'Resent-From: Ada Lindqvist <ada.lindqvist@example.gov>',
      'Resent-Message-ID: <resent@example.gov>',
      'Resent-To: Ben Okafor <ben.okafor@example.gov>',
    ])
  })

  it('does not say who had it in secret, nor where it lay', () => {
    const source =
      'Return-Path: <ann@a.example>\r\nDelivered-To: ada\r\nBcc: quiet@a.example,\r\n more@a.example\r\nSubject: Hi\r\n\r\nBcc: in the body\r\n'
    const made = resent(source)
    expect(made).toMatch(/\r\nSubject: Hi\r\n\r\nBcc: in the body\r\n$/)
    expect(made).not.toMatch(/quiet|more@|^Return-Path|^Delivered-To/m)
  })
})

describe('Redirecting', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    fillInbox(app, ['Kerb heights'])
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const original = async () => {
    const [first] = (await browser.ask<MessageWindow>('GET', inboxPath)).json.items
    return first?.id ?? ''
  }
  const body = { idempotencyKey: 'composition-000000000001', from: from.address, to: [ben] }

  it('goes to those who are named, as the person, once however often it is asked for', async () => {
    const path = `/api/messages/${await original()}/redirect`
    const asked = await Promise.all(Array.from({ length: 5 }, () => browser.ask<SendResult>('POST', path, { body })))
    expect(asked.map(({ json }) => json.outcome)).toEqual(Array.from({ length: 5 }, () => 'accepted'))
    expect(app.submission.taken).toHaveLength(1)
    expect(app.submission.taken[0]?.envelope).toMatchObject({ from: from.address, to: [ben.address] })
    expect(app.submission.taken[0]?.source).toMatch(/^Resent-To: Ben Okafor <ben\.okafor@example\.gov>\r$/m)
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
