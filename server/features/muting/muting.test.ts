import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LiveEvent } from '#contract/events.ts'
import { folderIdOf, messageIdOf } from '#server/mail/reference-ids.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { Problem } from '#server/problem.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { EventRecorder, TestBrowser } from '#server/testing/test-browser.ts'

interface Muted {
  items: { id: string; outcome: string }[]
  changedIds: string[]
  conversations: number
  worksWhileSignedOut: boolean
}

const minuteMs = 60_000

describe('Muting conversations', () => {
  let app: TestApp
  let browser: TestBrowser
  let events: EventRecorder<LiveEvent>
  let nowMs: number

  beforeEach(async () => {
    nowMs = Date.UTC(2027, 4, 4, 12)
    app = await startTestApp({}, { now: () => nowMs })
    browser = await app.signedIn()
    events = await browser.openEvents()
    put('INBOX', 'Lunch')
    put('INBOX', 'Re: Lunch', 'Lunch')
    put('Sent', 'Re: Lunch, yes', 'Lunch')
    put('INBOX', 'Fence')
  })
  afterEach(async () => {
    events.close()
    await app.stop()
  })

  const idOf = (subject: string) => `<${subject.replaceAll(/\W/g, '')}@example.gov>`
  function put(path: string, subject: string, answers?: string) {
    const references = answers === undefined ? [] : [idOf(answers)]
    return app.mailbox.folder(path).add({ ...emptyLetter(), subject, messageId: idOf(subject), references })
  }
  function arrive(subject: string, answers?: string): void {
    const folder = app.mailbox.folder('INBOX')
    const letter = put('INBOX', subject, answers)
    app.mailbox.tell({ type: 'arrived', folder: 'INBOX', ...folder.counts(), items: [folder.summary(letter)] })
  }
  const letter = (path: string, subject: string) =>
    app.mailbox.folder(path).letters.find((one) => one.subject === subject)
  const id = (path: string, subject: string) => {
    const found = letter(path, subject)
    if (!found) throw new Error(`no ${subject}`)
    return messageIdOf(app.mailbox.folder(path).reference(found))
  }
  const subjects = (path: string) => app.mailbox.folder(path).letters.map(({ subject }) => subject)
  const mute = async (muted = true, ids = [id('INBOX', 'Lunch')]) =>
    (await browser.ask<Muted>('POST', '/api/messages/mute', { body: { ids, muted } })).json
  const isMuted = (path: string, subject: string) => letter(path, subject)?.flags.includes('muted')
  const arrivedNews = () => events.next('arrived')

  it('marks every message of the conversation, in whatever folder, and names what it changed', async () => {
    const muted = await mute(true, [id('INBOX', 'Lunch'), id('INBOX', 'Re: Lunch')])
    expect(muted.items.map(({ outcome }) => outcome)).toEqual(['done', 'done'])
    expect([muted.conversations, muted.worksWhileSignedOut]).toEqual([1, false])
    expect(muted.changedIds).toHaveLength(3)
    expect([isMuted('INBOX', 'Re: Lunch'), isMuted('Sent', 'Re: Lunch, yes'), isMuted('INBOX', 'Fence')]).toEqual([
      true,
      true,
      false,
    ])
    expect((await mute()).changedIds).toEqual([])
    expect((await mute(false)).changedIds).toHaveLength(3)
    expect(isMuted('INBOX', 'Lunch')).toBe(false)
  })

  it('lets an answer pass by, read, and tells nobody of it', async () => {
    await mute()
    arrive('Re: Lunch, no', 'Lunch')
    arrive('Gate')
    expect(await arrivedNews()).toMatchObject({ items: [{ subject: 'Gate' }] })
    expect(subjects('INBOX')).not.toContain('Re: Lunch, no')
    expect(letter('Archive', 'Re: Lunch, no')?.flags).toEqual(expect.arrayContaining(['seen', 'muted']))
  })

  it('lets an answer to that answer pass by as well, and tells that both have gone to lists that were read with them', async () => {
    await mute()
    arrive('Re: Lunch, no', 'Lunch')
    const gone = [id('INBOX', 'Re: Lunch, no')]
    expect(await events.next('removed')).toMatchObject({ ids: gone })
    arrive('Re: Lunch, why', 'Re: Lunch, no')
    gone.push(id('INBOX', 'Re: Lunch, why'))
    expect(await events.next('removed', ({ ids }) => ids.includes(gone[1]!))).toMatchObject({ ids: [gone[1]] })
    expect(subjects('Archive')).toEqual(['Re: Lunch, no', 'Re: Lunch, why'])
    const inbox = folderIdOf('INBOX')
    expect(events.events.filter((event) => event.type === 'arrived' && event.folderId === inbox)).toEqual([])
  })

  it('still tells of what others take out of the inbox', async () => {
    await mute()
    const fence = id('INBOX', 'Fence')
    await browser.ask('POST', '/api/messages/move', { body: { ids: [fence], toFolderId: folderIdOf('Trash') } })
    expect(await events.next('removed')).toMatchObject({ ids: [fence] })
  })

  it('tells of what came beside it, counted without it', async () => {
    await mute()
    const folder = app.mailbox.folder('INBOX')
    const both = [put('INBOX', 'Gate'), put('INBOX', 'Re: Lunch, no', 'Lunch')].map((one) => folder.summary(one))
    const before = folder.counts()
    app.mailbox.tell({ type: 'arrived', folder: 'INBOX', ...before, items: both })
    const news = await arrivedNews()
    expect(news).toMatchObject({ total: before.total - 1, unread: before.unread - 1, items: [{ subject: 'Gate' }] })
  })

  it('ends when it is taken back: then answers are news again', async () => {
    await mute()
    await mute(false)
    arrive('Re: Lunch, no', 'Lunch')
    expect(await arrivedNews()).toMatchObject({ items: [{ subject: 'Re: Lunch, no' }] })
    expect(subjects('INBOX')).toContain('Re: Lunch, no')
  })

  it('looks through the inbox by the clock, for what came while nobody listened', async () => {
    await mute()
    events.close()
    put('INBOX', 'Re: Lunch, no', 'Lunch')
    put('INBOX', 'Gate')
    await app.app.muteClock.check()
    expect(subjects('INBOX')).toEqual(['Lunch', 'Re: Lunch', 'Fence', 'Gate'])
    expect(letter('Archive', 'Re: Lunch, no')?.flags).toContain('seen')
  })

  it('leaves alone what was in the inbox before, read or not', async () => {
    await mute()
    await app.app.muteClock.check()
    expect(subjects('INBOX')).toEqual(['Lunch', 'Re: Lunch', 'Fence'])
    expect(letter('INBOX', 'Lunch')?.flags).toEqual(['muted'])
  })

  it('looks again after a failure, and no more when nothing is muted', async () => {
    await mute()
    put('INBOX', 'Re: Lunch, no', 'Lunch')
    app.mail.outage = new Problem('mail-server-unavailable')
    await app.app.muteClock.check()
    app.mail.outage = null
    await app.app.muteClock.check()
    expect(subjects('Archive')).toEqual([])
    nowMs += minuteMs
    await app.app.muteClock.check()
    expect(subjects('Archive')).toEqual(['Re: Lunch, no'])
    await mute(false)
    nowMs += minuteMs
    await app.app.muteClock.check()
    const rows = await app.storage.database.selectFrom('mute').selectAll().execute()
    expect(rows).toEqual([])
  })

  it('names nobody in the database', async () => {
    await mute()
    const rows = await app.storage.database.selectFrom('mute').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/\bada\b/)
  })

  it('says what is gone, and what the server cannot do', async () => {
    const muted = await mute(true, ['AAAA', id('INBOX', 'Fence')] as never)
    expect(muted.items.map(({ outcome }) => outcome)).toEqual(['gone', 'done'])
    const { json } = await app.browser().problem('POST', '/api/messages/mute', { body: { ids: ['A'], muted: true } })
    expect(json.type).toBe('not-signed-in')
  })
})
