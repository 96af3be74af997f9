import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { folderIdOf, messageIdOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { Snoozes } from '#server/storage/snoozes.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'
import { SnoozeClock } from './snooze-clock.ts'

interface Moved {
  items: { id: string; outcome: string; movedId: string | null }[]
}
interface List {
  folderId: string | null
  items: { id: string; untilMs: number }[]
  returnsWhileSignedOut: boolean
}

const hourMs = 60 * 60_000
const noon = Date.UTC(2027, 4, 4, 12)

describe('Snoozing over HTTP', () => {
  let app: TestApp
  let browser: TestBrowser
  let nowMs: number
  beforeEach(async () => {
    nowMs = noon
    app = await startTestApp({}, { now: () => nowMs })
    browser = await app.signedIn()
    fillInbox(app, ['One', 'Two'])
    for (const letter of inbox().letters) letter.flags = ['seen', 'flagged']
  })
  afterEach(() => app.stop())

  const inbox = () => app.mailbox.folder('INBOX')
  const snoozed = () => app.mailbox.folder('Snoozed')
  const idsOf = (path: string) => {
    const folder = app.mailbox.folder(path)
    return folder.letters.map((letter) => messageIdOf(folder.reference(letter)))
  }
  const snooze = (untilMs = noon + hourMs, ids = idsOf('INBOX').slice(0, 1)) =>
    browser.ask<Moved>('POST', '/api/messages/snooze', { body: { ids, untilMs } })
  const unsnooze = (ids: string[]) => browser.ask<Moved>('POST', '/api/messages/unsnooze', { body: { ids } })
  const list = async () => (await browser.ask<List>('GET', '/api/snoozed')).json
  const subjects = (path: string) => app.mailbox.folder(path).letters.map(({ subject }) => subject)
  const store = () => new Snoozes(app.storage.database, openSealer(app.storageDirectory))
  const passTo = async (atMs: number) => {
    nowMs = atMs
    await app.app.snoozeClock.check()
  }

  it('moves a message away, and brings it back unread when its time has come', async () => {
    expect(await list()).toEqual({ folderId: null, items: [], returnsWhileSignedOut: false })
    const { json } = await snooze()
    expect([subjects('INBOX'), subjects('Snoozed')]).toEqual([['Two'], ['One']])
    expect(json.items).toMatchObject([{ outcome: 'done', movedId: idsOf('Snoozed')[0] }])
    expect(await list()).toMatchObject({
      folderId: folderIdOf('Snoozed'),
      items: [{ id: idsOf('Snoozed')[0], untilMs: noon + hourMs }],
    })
    await passTo(noon + hourMs - 1)
    expect(subjects('INBOX')).toEqual(['Two'])
    await passTo(noon + hourMs)
    expect([subjects('INBOX'), subjects('Snoozed')]).toEqual([['Two', 'One'], []])
    expect(inbox().letters.at(-1)?.flags).toEqual(['flagged'])
    await passTo(noon + 2 * hourMs)
    expect(subjects('INBOX')).toEqual(['Two', 'One'])
    expect((await list()).items).toEqual([])
  })

  it('takes it back as it was', async () => {
    await snooze(noon + hourMs, idsOf('INBOX'))
    const { json } = await unsnooze(idsOf('Snoozed'))
    expect(json.items.map(({ outcome, movedId }) => [outcome, movedId])).toEqual(
      idsOf('INBOX').map((id) => ['done', id]),
    )
    expect(inbox().letters.map(({ flags }) => flags)).toEqual([
      ['seen', 'flagged'],
      ['seen', 'flagged'],
    ])
    await passTo(noon + hourMs)
    expect(subjects('INBOX')).toEqual(['One', 'Two'])
    expect((await unsnooze(idsOf('INBOX'))).json.items.map(({ outcome }) => outcome)).toEqual(['gone', 'gone'])
  })

  it('gives a snoozed message another time', async () => {
    await snooze()
    await snooze(noon + 5 * hourMs, idsOf('Snoozed'))
    expect((await list()).items.map(({ untilMs }) => untilMs)).toEqual([noon + 5 * hourMs])
    await passTo(noon + hourMs)
    expect(subjects('Snoozed')).toEqual(['One'])
    await passTo(noon + 5 * hourMs)
    expect(subjects('INBOX')).toEqual(['Two', 'One'])
  })

  it('leaves alone what somebody took out of the folder', async () => {
    await snooze(noon + hourMs, idsOf('INBOX'))
    const [first] = idsOf('Snoozed')
    await browser.ask('POST', '/api/messages/move', { body: { ids: [first], toFolderId: folderIdOf('Archive') } })
    await passTo(noon + hourMs)
    expect([subjects('INBOX'), subjects('Archive'), subjects('Snoozed')]).toEqual([['Two'], ['One'], []])
    expect((await list()).items).toEqual([])
  })

  it('brings a message to the inbox when its folder is gone', async () => {
    await browser.ask('POST', '/api/folders', { body: { name: 'Projects', parentId: null } })
    await browser.ask('POST', '/api/messages/move', {
      body: { ids: idsOf('INBOX').slice(0, 1), toFolderId: folderIdOf('Projects') },
    })
    await snooze(noon + hourMs, idsOf('Projects'))
    app.mailbox.folders.delete('Projects')
    await passTo(noon + hourMs)
    expect(subjects('INBOX')).toEqual(['Two', 'One'])
  })

  it('waits while the mail server is away, and while nobody is signed in where passwords are needed', async () => {
    await snooze()
    app.mail.outage = new Problem('mail-server-unavailable')
    await passTo(noon + hourMs)
    app.mail.outage = null
    await browser.ask('DELETE', '/api/session')
    await passTo(noon + 2 * hourMs)
    expect(subjects('INBOX')).toEqual(['Two'])
    await browser.signIn('ada', 'ada-demo-pass')
    await passTo(noon + 3 * hourMs)
    expect(subjects('INBOX')).toEqual(['Two', 'One'])
  })

  describe('after a crash', () => {
    const clock = (openMail: () => MailAccount | null) =>
      new SnoozeClock({ store: store(), openMail, now: () => nowMs, onFailure: () => undefined })
    const account = () => app.mail.resume({ user: 'ada', secret: () => Promise.reject(new Error('not needed')) })
    /** An account whose move does its work, and then nothing more is heard of the process. */
    const crashing = (): MailAccount => {
      const mail = account()
      const move = mail.move.bind(mail)
      mail.move = async (references, to) => {
        await move(references, to)
        throw new Error('crashed')
      }
      return mail
    }

    it('does not bring it back twice', async () => {
      await snooze()
      nowMs = noon + hourMs
      const first = clock(crashing)
      await first.check()
      await first.stop()
      expect(subjects('INBOX')).toEqual(['Two', 'One'])
      await passTo(noon + 2 * hourMs)
      expect([subjects('INBOX'), subjects('Snoozed')]).toEqual([['Two', 'One'], []])
      expect((await list()).items).toEqual([])
    })

    it('finds what was moved away before that could be written down, and forgets what was not', async () => {
      const [one, two] = inbox().letters.map((letter) => ({
        from: inbox().reference(letter),
        messageId: letter.messageId,
      }))
      if (!one || !two) throw new Error('The inbox is empty')
      await browser.ask('POST', '/api/folders', { body: { name: 'Snoozed', parentId: null } })
      await store().begin(
        [one, two].map((each) => ({ ...each, user: 'ada', untilMs: noon + 9 * hourMs, folder: 'Snoozed' })),
        nowMs,
      )
      const mail = account()
      await mail.move([one.from], 'Snoozed')
      mail.close()
      await passTo(noon + 60_000)
      expect((await list()).items).toEqual([])
      await passTo(noon + hourMs)
      expect(await list()).toMatchObject({ items: [{ id: idsOf('Snoozed')[0], untilMs: noon + 9 * hourMs }] })
      await passTo(noon + 9 * hourMs)
      expect([subjects('INBOX'), subjects('Snoozed')]).toEqual([['Two', 'One'], []])
    })

    it('is brought back by one process alone', async () => {
      await snooze(noon + hourMs, idsOf('INBOX'))
      nowMs = noon + hourMs
      const clocks = [clock(account), clock(account), clock(account)]
      await Promise.all(clocks.map((each) => each.check()))
      await Promise.all(clocks.map((each) => each.stop()))
      expect(subjects('INBOX')).toEqual(['One', 'Two'])
    })
  })

  it('keeps nothing of a message readable in the database', async () => {
    await snooze()
    const rows = await app.storage.database.selectFrom('snooze').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/\b(ada|INBOX|example|Snoozed)\b/)
  })

  it('refuses times that are past or too far, and strangers', async () => {
    for (const untilMs of [noon, noon - 1, noon + 6 * 366 * 24 * hourMs]) {
      expect((await snooze(untilMs)).status).toBe(400)
    }
    const stranger = app.browser()
    expect((await stranger.problem('GET', '/api/snoozed')).status).toBe(401)
    await snooze()
    await stranger.signIn('ben', 'ben-demo-pass')
    expect((await stranger.ask<List>('GET', '/api/snoozed')).json.items).toEqual([])
    const [id] = idsOf('Snoozed')
    const answer = await stranger.ask<Moved>('POST', '/api/messages/unsnooze', { body: { ids: [id] } })
    expect(answer.json.items.map(({ outcome }) => outcome)).toEqual(['gone'])
    expect(subjects('Snoozed')).toEqual(['One'])
    expect(snoozed().letters).toHaveLength(1)
  })
})
