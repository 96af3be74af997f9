import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DraftOrigin, SavedDraft } from '#contract/drafts.ts'
import type { SendingOptions } from '#contract/sending-options.ts'
import type { SendResult } from '#contract/sending.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const all: SendingOptions = { importance: 'high', readReceipt: true, deliveryReport: true }

describe('What a message asks for on its way', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const letter = (options?: object) => ({
    idempotencyKey: 'composition-000000000001',
    from: 'ada.lindqvist@example.gov',
    to: [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }],
    cc: [],
    bcc: [],
    subject: 'Harbour kiosk',
    text: 'Hello Ben',
    answering: null,
    ...(options ? { options } : {}),
  })
  const send = async (options?: object) => {
    await browser.ask<SendResult>('POST', '/api/send', { body: letter(options) })
    const taken = app.submission.taken.at(-1)
    if (!taken) throw new Error('Nothing was sent')
    return taken
  }

  it('stands in its header, and its delivery report in the envelope', async () => {
    const { source, envelope } = await send(all)
    expect(source).toMatch(/^Importance: high\r$/m)
    expect(source).toMatch(/^X-Priority: 1\r$/m)
    expect(source).toMatch(/^Disposition-Notification-To: <ada\.lindqvist@example\.gov>\r$/m)
    expect(envelope.deliveryReport).toBe(true)
    expect(source).not.toMatch(/^X-Curbcut/im)
  })

  it('is of little importance where that is said', async () => {
    const { source } = await send({ ...all, importance: 'low' })
    expect(source).toMatch(/^Importance: low\r$/m)
    expect(source).toMatch(/^X-Priority: 5\r$/m)
  })

  for (const options of [undefined, { importance: 'normal', readReceipt: false, deliveryReport: false }]) {
    it(`is nothing where nothing is asked for${options ? ' in so many words' : ''}`, async () => {
      const { source, envelope } = await send(options)
      expect(source).not.toMatch(/^(?:Importance|X-Priority|Disposition-Notification-To):/im)
      expect(envelope).not.toHaveProperty('deliveryReport')
    })
  }

  it('is refused where it is none of the choices, naming the field', async () => {
    const { json } = await browser.problem('POST', '/api/send', { body: letter({ ...all, importance: 'urgent' }) })
    expect(json).toMatchObject({ type: 'invalid-request', fields: [{ field: 'options.importance' }] })
  })

  it('goes through the outbox with the message', async () => {
    const body = { ...letter(all), undoSeconds: 0, composer: '{}' }
    await browser.ask('POST', '/api/send', { body })
    await expect.poll(() => app.submission.taken.at(-1)?.envelope.deliveryReport, { timeout: 20_000 }).toBe(true)
    expect(app.submission.taken.at(-1)?.source).toMatch(/^Importance: high\r$/m)
  })

  for (const options of [all, { importance: 'low', readReceipt: false, deliveryReport: false } as const]) {
    it(`is kept in a saved draft: importance ${options.importance}`, async () => {
      const place = { key: 'draft-000000000000000001', writer: 'writer-of-the-first-tab', previousId: null }
      const body = { place, message: letter(options) }
      const { draftId } = (await browser.ask<SavedDraft>('POST', '/api/drafts', { body })).json
      const origin = (await browser.ask<DraftOrigin>('GET', `/api/drafts/${draftId}`)).json
      expect(origin.options).toEqual(options)
    })
  }

  for (const deliveryReports of [true, false]) {
    it(`says whether reports of delivery can be had: ${deliveryReports}`, async () => {
      app.submission.deliveryReports = deliveryReports
      expect((await browser.ask('GET', '/api/send/offers')).json).toEqual({ deliveryReports })
    })
  }
})
