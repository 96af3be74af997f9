import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutboxItem } from '#contract/outbox.ts'
import type { SendResult, WaitingMessage } from '#contract/sending.ts'
import type { Submitted } from '#server/mail/submission-port.ts'
import { Problem } from '#server/problem.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

interface List {
  items: OutboxItem[]
  sendsWhileSignedOut: boolean
}

const secondMs = 1_000
const hourMs = 60 * 60_000
const noon = Date.UTC(2027, 4, 4, 12)

describe('The outbox', () => {
  let app: TestApp
  let browser: TestBrowser
  let nowMs: number
  beforeEach(async () => {
    nowMs = noon
    app = await startTestApp({}, { now: () => nowMs })
    fillInbox(app, ['Kerb heights'])
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const letter = (changes: object = {}) => ({
    idempotencyKey: 'composition-000000000001',
    from: 'ada.lindqvist@example.gov',
    to: [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }],
    cc: [],
    bcc: [{ name: '', address: 'quiet@example.gov' }],
    subject: 'Harbour kiosk',
    text: 'Hello Ben',
    answering: null,
    undoSeconds: 10,
    composer: '{"text":"Hello Ben"}',
    ...changes,
  })
  const put = async (changes: object = {}, from = browser) =>
    (await from.ask<WaitingMessage>('POST', '/api/send', { body: letter(changes) })).json
  const list = async (from = browser) => (await from.ask<List>('GET', '/api/outbox')).json
  async function upload(text: string): Promise<string> {
    const body = { name: 'notes.txt', sizeBytes: text.length }
    const { uploadId } = (await browser.ask<{ uploadId: string }>('POST', '/api/uploads', { body })).json
    const headers = { 'content-type': 'application/octet-stream' }
    await browser.ask('POST', `/api/uploads/${uploadId}/content`, { rawBody: text, headers })
    return uploadId
  }
  const states = async () => (await list()).items.map(({ state }) => state)
  const passTo = async (atMs: number) => {
    nowMs = atMs
    await app.app.outboxClock.check()
  }
  const at = (id: string, way = '') => `/api/outbox/${id}${way}`
  const takeBack = (id: string) => browser.ask<{ composer: string }>('POST', at(id, '/take-back'))
  const taken = () => app.submission.taken
  const refuse = (problem: Problem) => {
    app.submission.behave = () => Promise.reject(problem)
  }
  const accept = (refused: { address: string; reason: string }[] = []) => {
    app.submission.behave = async (handOver): Promise<Submitted> => {
      await handOver()
      return { outcome: 'accepted', refused }
    }
  }

  it('answers at once, and sends when the time to take it back is over', async () => {
    const answer = await put()
    expect(answer).toEqual({
      outcome: 'waiting',
      outboxId: expect.any(String) as string,
      dueAtMs: noon + 10 * secondMs,
    })
    await passTo(noon + 9_999)
    expect([taken().length, await states()]).toEqual([0, ['waiting']])
    await passTo(noon + 10 * secondMs)
    expect(taken()[0]?.envelope.to).toEqual(['ben.okafor@example.gov', 'quiet@example.gov'])
    expect(taken()[0]?.source).not.toContain('quiet@')
    const copy = app.mailbox.folder('Sent').letters[0]
    expect(copy?.source).toMatch(/^Bcc: quiet@example\.gov\r$/m)
    expect((await list()).items).toMatchObject([{ state: 'sent', sentCopyId: expect.any(String) as string }])
    await passTo(noon + 3 * 60 * secondMs)
    expect([taken().length, await states()]).toEqual([1, []])
  })

  it('goes at the time that was chosen, with that date, though the original is gone by then', async () => {
    const [original] = (await browser.ask<{ items: { id: string }[] }>('GET', '/api/folders/SU5CT1g/messages')).json
      .items
    const answering = { kind: 'forward', messageId: original?.id }
    const files = [{ uploadId: null, part: { messageId: original?.id, partId: '2' } }]
    await put({ undoSeconds: undefined, sendAtMs: noon + 5 * hourMs, answering, files })
    app.mailbox.folder('INBOX').letters.length = 0
    await passTo(noon + 5 * hourMs - 1)
    expect(taken()).toEqual([])
    await passTo(noon + 5 * hourMs)
    expect(taken()[0]?.source).toMatch(/^Date: Tue, 04 May 2027 17:00:00 \+0000\r$/m)
    expect(taken()[0]?.source).toContain('filename=plan.pdf')
  })

  it('takes one composition in once, however often it is asked for, and says what came of it later', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => put()))
    expect(new Set(answers.map(({ outboxId }) => outboxId)).size).toBe(1)
    await passTo(noon + hourMs)
    await passTo(noon + hourMs + secondMs)
    expect(taken()).toHaveLength(1)
    expect((await put()) as unknown as SendResult).toMatchObject({ outcome: 'accepted', refused: [] })
    expect((await put({ undoSeconds: undefined })) as unknown as SendResult).toMatchObject({ outcome: 'accepted' })
    expect(taken()).toHaveLength(1)
  })

  it('goes as it was last written where the answer was lost and the person changed something', async () => {
    const changed = { to: [{ name: '', address: 'carmen.diaz@example.gov' }], text: 'Hello Carmen' }
    await put()
    // Those that come while another one makes room are to be asked again.
    await Promise.all(Array.from({ length: 5 }, () => put(changed)))
    expect((await put(changed)).outboxId).toBe((await put(changed)).outboxId)
    const composer = '{"text":"Later"}'
    await put({ ...changed, undoSeconds: undefined, sendAtMs: noon + hourMs, composer })
    expect((await list()).items).toMatchObject([{ isScheduled: true, to: changed.to }])
    await passTo(noon + hourMs)
    await passTo(noon + 2 * hourMs)
    expect(taken()).toHaveLength(1)
    expect(taken()[0]?.envelope.to).toEqual(['carmen.diaz@example.gov', 'quiet@example.gov'])
    expect(taken()[0]?.source).toContain('Hello Carmen')
    expect(app.mailbox.folder('Sent').letters).toHaveLength(1)
  })

  it('never says of changed words that they were sent, where the earlier ones had gone', async () => {
    await put()
    await passTo(noon + 10 * secondMs)
    const asked = await browser.problem('POST', '/api/send', { body: letter({ text: 'Hello again' }) })
    expect(asked.json.type).toBe('too-late')
    expect(await put({ composer: '{"text":"Drawn otherwise"}' })).toMatchObject({ outcome: 'accepted' })
    expect(taken()).toHaveLength(1)
  })

  it('gives back what the composer had, and never sends it then', async () => {
    const { outboxId } = await put()
    expect((await takeBack(outboxId)).json.composer).toBe('{"text":"Hello Ben"}')
    await passTo(noon + hourMs)
    expect([taken().length, await states()]).toEqual([0, []])
    // The answer may have been lost on its way: whoever asks again gets it again.
    expect((await takeBack(outboxId)).json.composer).toBe('{"text":"Hello Ben"}')
    expect((await browser.problem('POST', '/api/send', { body: letter() })).json.type).toBe('too-late')
  })

  it('has its files again when it is taken back after a week, and forgets them a day after it was to go', async () => {
    const dueMs = noon + 7 * 24 * hourMs
    const uploadId = await upload('Kerb heights')
    const files = [{ uploadId, part: null }]
    const { outboxId } = await put({ undoSeconds: undefined, sendAtMs: dueMs, files })
    nowMs = dueMs - secondMs
    await app.app.uploads.sweep()
    await takeBack(outboxId)
    const again = { idempotencyKey: 'composition-000000000002', undoSeconds: undefined, sendAtMs: dueMs, files }
    expect((await put(again)).outcome).toBe('waiting')
    await passTo(dueMs)
    expect(taken()[0]?.source).toContain(Buffer.from('Kerb heights').toString('base64'))
    expect((await put({ ...again, idempotencyKey: 'composition-000000000003' })) as object).toMatchObject({
      type: 'file-gone',
    })
  })

  it('leaves the saved draft until it has been sent, and sends once what is open in two places', async () => {
    const { idempotencyKey, from, to, cc, bcc, subject, text, answering } = letter()
    const place = { key: 'draft-000000000000000001', writer: 'writer-of-the-first-tab', previousId: null }
    const message = { idempotencyKey, from, to, cc, bcc, subject, text, answering }
    const saved = await browser.ask<{ draftId: string }>('POST', '/api/drafts', { body: { place, message } })
    const draft = { ...place, previousId: saved.json.draftId }
    const { outboxId } = await put({ draft })
    const drafts = () => app.mailbox.folder('Drafts').letters.length
    expect(drafts()).toBe(1)
    const elsewhere = letter({ idempotencyKey: 'composition-000000000002', draft })
    expect((await browser.problem('POST', '/api/send', { body: elsewhere })).json.type).toBe('already-sending')
    await takeBack(outboxId)
    expect(drafts()).toBe(1)
    await browser.ask('POST', '/api/send', { body: elsewhere })
    await passTo(noon + 10 * secondMs)
    expect([taken().length, drafts()]).toEqual([1, 0])
  })

  it('says so when it is too late to take one back', async () => {
    const { outboxId } = await put()
    await passTo(noon + 10 * secondMs)
    for (const way of ['/take-back', '/send-now', '/restore']) {
      expect((await browser.problem('POST', at(outboxId, way))).json.type).toBe('too-late')
    }
  })

  it('cannot be taken back while it is on its way', async () => {
    const { outboxId } = await put()
    let answer: (() => void) | undefined
    app.submission.behave = async (handOver) => {
      await handOver()
      await new Promise<void>((resolve) => (answer = resolve))
      return { outcome: 'accepted', refused: [] }
    }
    const sending = passTo(noon + 10 * secondMs)
    await expect.poll(() => answer, { timeout: 20_000 }).toBeDefined()
    expect(await states()).toEqual(['sending'])
    expect((await browser.problem('POST', at(outboxId, '/take-back'))).json.type).toBe('too-late')
    answer?.()
    await sending
    expect(await states()).toEqual(['sent'])
  })

  it('gets another time, and goes at once when that is wished', async () => {
    const { outboxId } = await put({ undoSeconds: undefined, sendAtMs: noon + hourMs })
    const changed = await browser.ask<OutboxItem>('PATCH', at(outboxId), { body: { sendAtMs: noon + 9 * hourMs } })
    expect(changed.json).toMatchObject({ state: 'waiting', dueAtMs: noon + 9 * hourMs, isScheduled: true })
    await passTo(noon + 2 * hourMs)
    expect(taken()).toEqual([])
    await browser.ask('POST', at(outboxId, '/send-now'))
    await passTo(noon + 2 * hourMs)
    expect(taken()).toHaveLength(1)
  })

  it('deletes with a way back, which leaves a minute where its time has passed', async () => {
    const { outboxId } = await put({ undoSeconds: undefined, sendAtMs: noon + hourMs })
    await browser.ask('DELETE', at(outboxId))
    expect(await states()).toEqual([])
    await passTo(noon + 2 * hourMs)
    expect(taken()).toEqual([])
    await browser.ask('POST', at(outboxId, '/restore'))
    await passTo(noon + 2 * hourMs + 59_999)
    expect([taken().length, await states()]).toEqual([0, ['waiting']])
    await passTo(noon + 2 * hourMs + 60_000)
    expect(taken()).toHaveLength(1)
  })

  it('shows one person nothing of another’s, and lets nobody touch it', async () => {
    const { outboxId } = await put()
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await list(ben)).items).toEqual([])
    expect((await ben.problem('POST', at(outboxId, '/take-back'))).status).toBe(404)
    expect((await ben.problem('DELETE', at(outboxId))).status).toBe(404)
    expect((await app.browser().problem('POST', at(outboxId, '/take-back'))).json.type).toBe('not-signed-in')
    expect(await states()).toEqual(['waiting'])
  })

  it('tries again after a failure that may pass, says why, and gives up after four hours', async () => {
    refuse(new Problem('mail-server-unavailable', { serverSaid: '4.3.2 Busy' }))
    const { outboxId } = await put({ undoSeconds: 0 })
    await passTo(noon)
    expect((await list()).items).toMatchObject([
      {
        state: 'retrying',
        nextTryAtMs: noon + 30_000,
        problem: { type: 'mail-server-unavailable', serverSaid: '4.3.2 Busy' },
      },
    ])
    for (let atMs = noon; atMs < noon + 4 * hourMs; atMs += 10 * 60_000) await passTo(atMs)
    expect(await states()).toEqual(['retrying'])
    await passTo(noon + 4 * hourMs + 31 * 60_000)
    expect(await states()).toEqual(['failed'])
    accept()
    await browser.ask('POST', at(outboxId, '/send-now'))
    await passTo(nowMs)
    expect(await states()).toEqual(['sent'])
  })

  it('keeps what was refused for good, with the reasons, to be written anew', async () => {
    const recipients = [{ address: 'ben.okafor@example.gov', reason: '5.1.1 Unknown' }]
    refuse(new Problem('recipients-refused', { recipients }))
    const { outboxId } = await put({ undoSeconds: 0 })
    await passTo(noon)
    expect((await list()).items).toMatchObject([
      { state: 'failed', problem: { type: 'recipients-refused' }, refused: recipients },
    ])
    expect((await takeBack(outboxId)).json.composer).toContain('Hello Ben')
  })

  it('tells of recipients that were refused while the others got it', async () => {
    accept([{ address: 'quiet@example.gov', reason: '5.2.2 Full' }])
    const { outboxId } = await put({ undoSeconds: 0 })
    await passTo(noon)
    expect((await list()).items).toMatchObject([{ state: 'in-part', refused: [{ address: 'quiet@example.gov' }] }])
    await browser.ask('DELETE', at(outboxId))
    expect(await states()).toEqual([])
    expect(taken()).toHaveLength(1)
  })

  it('never repeats by itself what may have been sent', async () => {
    app.submission.behave = async (handOver) => {
      await handOver()
      return { outcome: 'outcome-unknown' }
    }
    const { outboxId } = await put({ undoSeconds: 0 })
    for (const hours of [0, 1, 5]) await passTo(noon + hours * hourMs)
    expect([taken().length, await states()]).toEqual([1, ['unknown']])
    expect((await browser.problem('POST', at(outboxId, '/send-now'))).json.type).toBe('too-late')
  })

  it('makes the copy later when the mail server is away', async () => {
    await put({ undoSeconds: 0 })
    app.mail.outage = new Problem('mail-server-unavailable')
    await passTo(noon)
    expect([taken().length, await states()]).toEqual([1, ['sending']])
    app.mail.outage = null
    await passTo(noon + 60 * secondMs)
    expect(app.mailbox.folder('Sent').letters).toHaveLength(1)
    expect([taken().length, await states()]).toEqual([1, ['sent']])
  })

  it('waits for a person who has signed out where passwords are needed, and goes when they sign in again', async () => {
    await put()
    await browser.ask('DELETE', '/api/session')
    await passTo(noon + 60 * secondMs)
    expect(taken()).toEqual([])
    browser = await app.signedIn()
    expect(await list()).toMatchObject({ sendsWhileSignedOut: false, items: [{ state: 'signed-out' }] })
    await passTo(noon + 70 * secondMs)
    expect([taken().length, await states()]).toEqual([1, ['sent']])
  })

  it('does not wait longer because the clock was put back, unless somebody chose the time', async () => {
    await put()
    await put({ idempotencyKey: 'composition-000000000002', undoSeconds: undefined, sendAtMs: noon + hourMs })
    await passTo(noon - 5 * hourMs)
    expect(taken()).toHaveLength(1)
    expect(await states()).toEqual(['sent', 'waiting'])
  })

  it('wants a time within a year, and what the composer is to have back', async () => {
    const refused = async (changes: object) =>
      (await browser.problem('POST', '/api/send', { body: letter(changes) })).json.fields?.map(({ field }) => field)
    expect(await refused({ undoSeconds: 121 })).toEqual(['undoSeconds'])
    expect(await refused({ sendAtMs: noon + 400 * 24 * hourMs })).toEqual(['sendAtMs'])
    expect(await refused({ composer: undefined })).toEqual(['composer'])
    expect(await refused({ from: 'ben.okafor@example.gov' })).toBeUndefined()
    expect(await states()).toEqual([])
  })

  it('has an end', async () => {
    await put({ sendAtMs: noon + hourMs })
    const { database } = app.storage
    const row = await database.selectFrom('outbox').selectAll().executeTakeFirstOrThrow()
    const others = Array.from({ length: 199 }, (_, n) => ({ ...row, id: `other ${n}`, key_hash: `other ${n}` }))
    await database.insertInto('outbox').values(others).execute()
    const body = letter({ idempotencyKey: 'composition-000000000300' })
    expect((await browser.problem('POST', '/api/send', { body })).json.type).toBe('outbox-full')
  })

  it('lets nobody read a message who has only the database', async () => {
    await put()
    const rows = await app.storage.database.selectFrom('outbox').selectAll().execute()
    const contents = await app.storage.database.selectFrom('outbox_content').selectAll().execute()
    const text = JSON.stringify([rows, contents])
    for (const secret of ['ada', 'Harbour', 'Hello', Buffer.from('Hello Ben').toString('base64url')]) {
      expect(text).not.toContain(secret)
    }
  })
})
