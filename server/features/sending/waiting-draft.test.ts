import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SavedDraft } from '#contract/drafts.ts'
import type { WaitingMessage } from '#contract/sending.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('The saved draft of a message that waits for a time', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const place = { key: 'draft-000000000000000001', writer: 'writer-of-the-first-tab', previousId: null }
  const letter = (files: object[] = []) => ({
    idempotencyKey: 'composition-000000000001',
    from: 'ada.lindqvist@example.gov',
    to: [{ name: '', address: 'ben.okafor@example.gov' }],
    ...{ cc: [], bcc: [], subject: 'Later', text: 'Hello', answering: null, files },
  })
  const drafts = () => app.mailbox.folder('Drafts').letters.map(({ subject }) => subject)
  const save = (files?: object[]) =>
    browser.ask<SavedDraft>('POST', '/api/drafts', { body: { place, message: letter(files) } })
  const schedule = async (draftId: string | null, files?: object[]) => {
    const draft = { ...place, previousId: draftId }
    const body = { ...letter(files), draft, sendAtMs: Date.now() + 3_600_000, composer: '{"text":"Hello"}' }
    return (await browser.ask<WaitingMessage>('POST', '/api/send', { body })).json
  }

  it('is gone once it stands in the outbox, which gives it back whole; then it is saved anew', async () => {
    const { draftId } = (await save()).json
    expect(drafts()).toContain('Later')
    const { outboxId } = await schedule(draftId)
    expect(drafts()).not.toContain('Later')
    const back = await browser.ask('POST', `/api/outbox/${outboxId}/take-back`)
    expect(back.json).toEqual({ composer: '{"text":"Hello"}' })
    expect((await save()).json.outcome).toBe('saved')
    expect(drafts()).toContain('Later')
  })

  it('stays where a file lies in it alone', async () => {
    const body = { name: 'plan.txt', sizeBytes: 4 }
    const { uploadId } = (await browser.ask<{ uploadId: string }>('POST', '/api/uploads', { body })).json
    await browser.ask('POST', `/api/uploads/${uploadId}/content`, {
      rawBody: 'plan',
      headers: { 'content-type': 'application/octet-stream' },
    })
    const { draftId, partIds } = (await save([{ uploadId, part: null }])).json
    await schedule(draftId, [{ uploadId: null, part: { messageId: draftId, partId: partIds[0] } }])
    expect(drafts()).toContain('Later')
  })
})
