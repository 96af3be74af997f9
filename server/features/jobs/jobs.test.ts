import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LiveEvent } from '#contract/events.ts'
import type { MessageId } from '#contract/ids.ts'
import type { JobAction, JobMessages, JobProgress } from '#contract/jobs.ts'
import { folderIdOf, messageIdOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { EventRecorder, TestBrowser } from '#server/testing/test-browser.ts'

interface Started {
  jobId: string
  total: number
}
type JobRead = JobProgress & { canUndo: boolean; failures: { id: string; outcome: string }[] }

describe('A job', () => {
  let app: TestApp
  let browser: TestBrowser
  let events: EventRecorder<LiveEvent>

  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
    events = await browser.openEvents()
    fillInbox(
      app,
      Array.from({ length: 450 }, (_, index) => `Letter ${index}`),
    )
  })
  afterEach(async () => {
    events.close()
    await app.stop()
  })

  const inbox = () => app.mailbox.folder('INBOX')
  const archive = () => app.mailbox.folder('Archive')
  const idsOf = (path: string) => {
    const folder = app.mailbox.folder(path)
    return folder.letters.map((letter) => messageIdOf(folder.reference(letter)))
  }
  const whole = (filter: object = {}, exceptIds: MessageId[] = []): JobMessages => ({
    folderId: folderIdOf('INBOX'),
    filter,
    exceptIds,
  })
  const toArchive = { kind: 'move', toFolderId: folderIdOf('Archive') } as const
  const start = async (messages: JobMessages, action: JobAction) =>
    (await browser.ask<Started>('POST', '/api/jobs', { body: { messages, action } })).json
  const end = ({ jobId }: Started) => events.next('job', ({ id, state }) => id === jobId && state !== 'running')
  const read = async ({ jobId }: Started) => (await browser.ask<JobRead>('GET', `/api/jobs/${jobId}`)).json
  const run = async (messages: JobMessages, action: JobAction) => {
    const started = await start(messages, action)
    return { started, event: await end(started) }
  }
  const undo = async ({ jobId }: Started) => (await browser.ask<Started>('POST', `/api/jobs/${jobId}/undo`)).json

  it('moves a whole folder but for what was left out, and tells how it ended', async () => {
    const [kept, other] = idsOf('INBOX') as [MessageId, MessageId]
    const { started, event } = await run(whole({}, [kept, other]), toArchive)
    expect(started.total).toBe(448)
    expect(event).toMatchObject({ state: 'done', total: 448, done: 448, gone: 0, failed: 0, problem: null })
    expect(idsOf('INBOX')).toEqual([kept, other])
    expect(archive().letters).toHaveLength(448)
    expect(await read(started)).toMatchObject({ state: 'done', done: 448, canUndo: true, failures: [] })
    expect(app.mail.openAccounts).toBe(1)
  })

  it('moves everything back when it is taken back, once however often that is asked', async () => {
    const { started } = await run(whole(), toArchive)
    const undoing = await undo(started)
    expect(undoing.total).toBe(450)
    expect(await end(undoing)).toMatchObject({ state: 'done', done: 450 })
    expect([inbox().letters.length, archive().letters.length]).toEqual([450, 0])
    expect(inbox().letters.map(({ subject }) => subject)).toContain('Letter 449')
    expect((await undo(started)).jobId).toBe(undoing.jobId)
    expect(await read(started)).toMatchObject({ canUndo: false })
  })

  it('archives into folders of years, and brings back what they hold', async () => {
    for (const [index, letter] of inbox().letters.entries()) letter.receivedAtMs = Date.UTC(2020 + (index % 3), 5, 1)
    const { started, event } = await run(whole(), { ...toArchive, byYearIn: 'UTC' })
    expect(event).toMatchObject({ state: 'done', done: 450 })
    const held = ['2020', '2021', '2022'].map((year) => app.mailbox.folder(`Archive/${year}`).letters.length)
    expect([archive().letters.length, ...held]).toEqual([0, 150, 150, 150])
    await end(await undo(started))
    expect(inbox().letters).toHaveLength(450)
  })

  it('changes flags only where they differ, and puts back what each message had', async () => {
    for (const letter of inbox().letters.slice(0, 100)) letter.flags = ['seen']
    for (const letter of inbox().letters.slice(50, 150)) letter.flags = [...letter.flags, 'flagged']
    const before = structuredClone(inbox().letters.map(({ flags }) => flags.toSorted()))
    const { started, event } = await run(whole(), { kind: 'flags', add: ['seen'], remove: ['flagged'] })
    expect(event).toMatchObject({ state: 'done', done: 450 })
    expect(inbox().letters.every(({ flags }) => flags.join() === 'seen')).toBe(true)
    const undoing = await undo(started)
    expect(undoing.total).toBe(400)
    await end(undoing)
    expect(inbox().letters.map(({ flags }) => flags.toSorted())).toEqual(before)
  })

  it('takes only what the filter says', async () => {
    for (const letter of inbox().letters.slice(0, 10)) letter.flags = ['seen', 'flagged']
    for (const letter of inbox().letters.slice(5, 20)) letter.from = [{ name: '', address: 'eve@example.gov' }]
    expect((await run(whole({ flagged: true, from: 'Eve@example.gov' }), toArchive)).event).toMatchObject({ done: 5 })
    expect((await run(whole({ unread: false }), toArchive)).event).toMatchObject({ done: 5 })
    expect((await run(whole({ flagged: true }), toArchive)).event).toMatchObject({ state: 'done', total: 0, done: 0 })
  })

  it('tells which messages are gone and which were refused', async () => {
    const [first, second, third] = idsOf('INBOX') as [MessageId, MessageId, MessageId]
    inbox().letters.splice(1, 1)
    const forever = await run({ ids: [first, second, third] }, { kind: 'delete-forever' })
    expect(forever.event).toMatchObject({ state: 'failed', done: 0, gone: 1, failed: 2, problem: 'not-allowed' })
    expect((await read(forever.started)).failures).toEqual([
      { id: first, outcome: 'refused' },
      { id: second, outcome: 'gone' },
      { id: third, outcome: 'refused' },
    ])
    expect((await browser.problem('POST', `/api/jobs/${forever.started.jobId}/undo`)).json.type).toBe('not-allowed')
    expect(idsOf('INBOX')).toContain(first)
  })

  it('lists no more than 200 failures', async () => {
    const { started, event } = await run(whole(), { kind: 'delete-forever' })
    expect(event).toMatchObject({ failed: 450 })
    expect((await read(started)).failures).toHaveLength(200)
  })

  it('never touches other messages that have taken the place of those chosen', async () => {
    const ids = idsOf('INBOX')
    inbox().validity = '2'
    expect((await run({ ids }, toArchive)).event).toMatchObject({ done: 0, gone: 450 })
    expect(
      (
        await browser.problem('POST', '/api/jobs', {
          body: { messages: whole({}, ids.slice(0, 1)), action: toArchive },
        })
      ).json.type,
    ).toBe('folder-gone')
    expect(inbox().letters).toHaveLength(450)
  })

  it('says why it ended early', async () => {
    const { event } = await run(whole(), { kind: 'move', toFolderId: folderIdOf('No such folder') })
    expect(event).toMatchObject({ state: 'failed', total: 450, done: 0, failed: 0, problem: 'folder-gone' })
    expect(inbox().letters).toHaveLength(450)
  })

  it('waits for a mail server that went away, and goes on where it was', async () => {
    app.mailbox.listeners.add((change) => {
      // After the first lot the server is away for a while.
      if (change.type === 'removed' && change.total === 250) app.mail.outage = new Problem('mail-server-unavailable')
    })
    const started = await start(whole(), toArchive)
    await events.next('job', ({ done }) => done === 200)
    app.mail.outage = null
    expect(await end(started)).toMatchObject({ state: 'done', done: 450, gone: 0 })
    expect([inbox().letters.length, archive().letters.length]).toEqual([0, 450])
  })

  it('ends after the lot it is at when it is asked to, and what is done can be taken back', async () => {
    const started = await start(whole(), toArchive)
    const stopped = await browser.ask<JobProgress>('POST', `/api/jobs/${started.jobId}/stop`)
    expect(stopped.status).toBe(200)
    const event = await end(started)
    expect(event.done).toBe(archive().letters.length)
    expect(inbox().letters.length + archive().letters.length).toBe(450)
  })

  it('is not there for anybody else, nor after the session', async () => {
    const { started } = await run(whole(), toArchive)
    const stranger = app.browser()
    await stranger.signIn('ben', 'ben-demo-pass')
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/stop'],
      ['POST', '/undo'],
    ] as const) {
      const answer = await stranger.problem(method, `/api/jobs/${started.jobId}${path}`)
      expect([answer.status, answer.json.type]).toEqual([404, 'not-found'])
    }
    await browser.ask('DELETE', '/api/session')
    expect((await browser.problem('GET', `/api/jobs/${started.jobId}`)).status).toBe(401)
    expect(archive().letters).toHaveLength(450)
  })

  it('ends with the session', async () => {
    await start(whole(), toArchive)
    await browser.ask('DELETE', '/api/session')
    expect(app.mail.openAccounts).toBe(0)
  })

  it('refuses what is no choice or no change', async () => {
    const bodies = [
      { messages: { ids: [] }, action: toArchive },
      { messages: { ...whole(), ids: idsOf('INBOX').slice(0, 1) }, action: toArchive },
      { messages: whole(), action: { kind: 'explode' } },
      { messages: whole({ from: 'a\r\nb' }), action: toArchive },
      { messages: whole({ subject: 'x' }), action: toArchive },
    ]
    for (const body of bodies) {
      expect((await browser.problem('POST', '/api/jobs', { body })).json.type).toBe('invalid-request')
    }
  })
})
