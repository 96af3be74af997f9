import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StorageReport, StorageState, SurveyEvent } from '#contract/storage.ts'
import { Problem } from '#server/problem.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('Storage', () => {
  let app: TestApp
  let browser: TestBrowser
  const clock = { nowMs: Date.UTC(2026, 2, 4) }
  beforeEach(async () => {
    app = await startTestApp({ quota: { warnAtPercent: [90, 70] } }, { now: () => clock.nowMs })
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const look = async (who = browser): Promise<SurveyEvent[]> => {
    const { text } = await who.ask('POST', '/api/storage/survey')
    return text
      .split('\n')
      .flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6)) as SurveyEvent] : []))
  }
  const report = async (): Promise<StorageReport> => {
    const last = (await look()).at(-1)
    if (last?.type !== 'done') throw new Error(`not done: ${last?.type}`)
    return last.report
  }

  it('says how much is used, and when people are warned', async () => {
    fillInbox(app, ['One', 'Two'])
    const { json } = await browser.ask<StorageState>('GET', '/api/storage')
    expect(json).toEqual({
      quota: { usedBytes: 2_000, limitBytes: 5_000_000_000 },
      warnAtPercent: [70, 90],
      full: null,
    })
  })

  it('says since when the mailbox is full and mail goes back, and for a month when that was', async () => {
    const day = 86_400_000
    const state = async () => (await browser.ask<StorageState>('GET', '/api/storage')).json.full
    fillInbox(app, ['One'])
    expect(await state()).toBeNull()
    const begun = clock.nowMs
    app.mailbox.quotaBytes = 1_000
    expect(await state()).toEqual({ sinceMs: begun, untilMs: null })
    clock.nowMs += day
    expect(await state()).toEqual({ sinceMs: begun, untilMs: null })
    app.mailbox.quotaBytes = null
    const over = { sinceMs: begun, untilMs: clock.nowMs }
    expect(await state()).toEqual(over)
    clock.nowMs += 29 * day
    expect(await state()).toEqual(over)
    clock.nowMs += 2 * day
    expect(await state()).toBeNull()
  })

  it('is told to nobody who is not signed in', async () => {
    expect((await app.browser().problem('GET', '/api/storage')).status).toBe(401)
    expect((await app.browser().problem('POST', '/api/storage/survey')).status).toBe(401)
  })

  it('says how far it is, and in the end what takes room', async () => {
    fillInbox(app, ['One', 'Two', 'Three'])
    const events = await look()
    expect(events[0]).toEqual({ type: 'progress', looked: 0, total: 3 })
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      report: {
        ...{ messages: 3, bytes: 3_000, complete: true },
        years: [{ year: 2023, messages: 3, bytes: 3_000 }],
        senders: [{ address: 'ben.okafor@example.gov', messages: 3 }],
      },
    })
  })

  it('sees what has come and gone since it looked', async () => {
    fillInbox(app, ['One', 'Two'])
    expect((await report()).messages).toBe(2)
    fillInbox(app, ['Three'])
    expect((await report()).messages).toBe(3)
    app.mailbox.folder('INBOX').letters.splice(0, 2)
    expect(await report()).toMatchObject({ messages: 1, folders: [{ messages: 1, bytes: 1_000 }] })
  })

  it('leaves no account open behind it', async () => {
    const before = app.mail.openAccounts
    await look()
    expect(app.mail.openAccounts).toBe(before)
  })

  it('says what went wrong, and can be tried again', async () => {
    fillInbox(app, ['One'])
    app.mail.outage = new Problem('mail-server-unavailable')
    expect(await look()).toEqual([{ type: 'failed', problem: 'mail-server-unavailable' }])
    app.mail.outage = null
    expect((await report()).messages).toBe(1)
  })
})
