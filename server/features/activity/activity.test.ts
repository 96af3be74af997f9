import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Activity } from '#contract/activity.ts'
import type { FolderList } from '#contract/folders.ts'
import type { MessageWindow } from '#contract/messages.ts'
import { MemoryFolder } from '#server/mail/testing/memory-folder.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { ActivityLog } from '#server/storage/activity-log.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { openSealer } from '#server/storage/sealing.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

/** Ben's inbox and Trash as Ada sees them. */
const paths = { inbox: 'Other Users/ben', trash: 'Other Users/ben/Trash' }

describe('What was done in a mailbox', () => {
  let app: TestApp
  let ada: TestBrowser
  let ben: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    for (const [role, path] of Object.entries(paths)) {
      const folder = new MemoryFolder(path, role as 'inbox')
      folder.owner = 'ben'
      app.mailbox.folders.set(path, folder)
    }
    for (const subject of ['One', 'Two']) app.mailbox.folder(paths.inbox).add({ ...emptyLetter(), subject })
    app.mailbox.folder('INBOX').add({ ...emptyLetter(), subject: 'Own' })
    ada = await app.signedIn()
    ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
  })
  afterEach(() => app.stop())

  const idOf = (path: string) => Buffer.from(path).toString('base64url')
  const messages = async (path: string) => {
    const { items } = (await ada.ask<FolderList>('GET', '/api/folders')).json
    const { id } = items.find((folder) => folder.id === idOf(path)) ?? {}
    const window = await ada.ask<MessageWindow>('GET', `/api/folders/${id}/messages?offset=0&limit=50`)
    return window.json.items.map((item) => item.id)
  }
  const read = async (browser: TestBrowser, query = '') =>
    (await browser.ask<Activity>('GET', `/api/activity${query}`)).json
  /** What is done is noted beside the work, so that nobody waits for it. */
  const noted = (count: number) =>
    expect.poll(async () => (await read(ben)).items[0]?.number ?? 0, { timeout: 20_000 }).toBe(count)
  const said = ({ items }: Activity) => items.map(({ name, action, count }) => `${name} ${action} ${count}`)

  async function work() {
    const ids = await messages(paths.inbox)
    await messages(paths.inbox)
    await ada.ask('POST', '/api/messages/flags', { body: { ids, add: ['seen'], remove: [] } })
    await ada.ask('POST', '/api/messages/flags', { body: { ids, add: ['flagged'], remove: [] } })
    await ada.ask('POST', '/api/messages/move', { body: { ids: ids.slice(0, 1), toFolderId: idOf(paths.trash) } })
    const trashed = await messages(paths.trash)
    await ada.ask('POST', '/api/messages/delete-forever', { body: { ids: trashed } })
    await noted(6)
  }

  it('is told to whose it is, the newest first, by kinds too, and to nobody else', async () => {
    await work()
    const all = await read(ben)
    expect(said(all)).toEqual([
      'Ada Lindqvist deleted 1',
      'Ada Lindqvist opened 0',
      'Ada Lindqvist added 1',
      'Ada Lindqvist moved 1',
      'Ada Lindqvist marked 2',
      'Ada Lindqvist opened 0',
    ])
    expect(all).toMatchObject({ isIntact: true, nextBefore: null, keepDays: 365 })
    expect(said(await read(ben, '?action=deleted'))).toEqual(['Ada Lindqvist deleted 1'])
    expect(said(await read(ada))).toEqual([])
    expect((await app.browser().ask('GET', '/api/activity')).status).toBe(401)
  })

  it('is told by who did it and by days, with everybody there is to choose from', async () => {
    const log = new ActivityLog(app.storage.database, openSealer(app.storageDirectory))
    const deed = { action: 'opened', folder: 'INBOX', role: 'inbox', count: 0 } as const
    const dayMs = 24 * 60 * 60_000
    const nowMs = Date.now()
    for (const [user, days] of [
      ['ada', 9],
      ['carmen', 5],
      ['ada', 1],
    ] as const)
      await log.add('ben', { ...deed, user }, nowMs - days * dayMs)
    const numbers = async (query: string) => (await read(ben, query)).items.map(({ number }) => number)
    expect(await numbers('?user=ada')).toEqual([3, 1])
    expect(await numbers(`?fromMs=${nowMs - 5 * dayMs}`)).toEqual([3, 2])
    expect(await numbers(`?fromMs=${nowMs - 9 * dayMs}&untilMs=${nowMs - 5 * dayMs}`)).toEqual([2, 1])
    expect(await numbers(`?user=ada&untilMs=${nowMs - 5 * dayMs}&action=opened`)).toEqual([1])
    const { people } = await read(ben, '?user=nobody')
    expect(people.map(({ user }) => user).sort()).toEqual(['ada', 'carmen'])
    expect((await ben.ask('GET', '/api/activity?fromMs=soon')).status).toBe(400)
  })

  it('tells that somebody looked through a folder for what a filter would catch, as of any other reading', async () => {
    const inbox = (await ada.ask<FolderList>('GET', '/api/folders')).json.items.find(
      ({ id }) => id === idOf(paths.inbox),
    )
    const conditions = [{ on: 'subject', how: 'contains', value: 'One' }]
    const body = { filter: { needs: 'all', conditions }, folderId: inbox?.id, offset: 0 }
    expect((await ada.ask('POST', '/api/filters/try', { body })).status).toBe(200)
    await noted(1)
    expect(said(await read(ben))).toEqual(['Ada Lindqvist opened 0'])
  })

  it('says nothing of the own mailbox', async () => {
    const ids = await messages('INBOX')
    await ada.ask('POST', '/api/messages/flags', { body: { ids, add: ['flagged'], remove: [] } })
    expect(said(await read(ada))).toEqual([])
  })

  it('names no subject, no address and no person in the database', async () => {
    await work()
    const rows = JSON.stringify(await app.storage.database.selectFrom('activity').selectAll().execute())
    expect(rows).not.toMatch(/\b(ada|ben|One|Trash)\b/)
    expect(JSON.stringify(await read(ben))).not.toMatch(/One|Two|@/)
  })

  it('is told to the log by how many entries there are, and without a name', async () => {
    await work()
    const lines = app.log.join('').split('\n')
    const told = lines.filter((line) => line.includes('"event":"activity"'))
    expect(told.map((line) => (JSON.parse(line) as { count: number }).count)).toEqual([1, 2, 3, 4, 5, 6])
    expect(told.join('')).not.toMatch(/\b(ada|ben|INBOX|Trash)\b/i)
  })

  it.each([
    ['changed', (t: TestApp) => t.storage.database.updateTable('activity').set({ at_ms: 1 }).where('number', '=', 2)],
    ['taken out', (t: TestApp) => t.storage.database.deleteFrom('activity').where('number', '=', 3)],
    [
      'put in the place of another',
      (t: TestApp) => t.storage.database.updateTable('activity').set({ sealed: 'x' }).where('number', '=', 4),
    ],
  ])('is no longer intact once an entry was %s', async (_how, harm) => {
    await work()
    expect((await read(ben)).isIntact).toBe(true)
    await harm(app).execute()
    expect((await read(ben)).isIntact).toBe(false)
  })

  it('is no longer intact once the newest entries were cut off, also with more written after', async () => {
    await work()
    await app.storage.database.deleteFrom('activity').where('number', '>', 4).execute()
    expect((await read(ben)).isIntact).toBe(false)
    const log = new ActivityLog(app.storage.database, openSealer(app.storageDirectory))
    const deed = { user: 'ada', action: 'opened', folder: 'INBOX', role: 'inbox', count: 0 } as const
    for (let more = 0; more < 4; more += 1) await log.add('ben', deed, Date.now())
    expect((await read(ben)).isIntact).toBe(false)
  })

  it('is kept as long as the operator says, and what is younger still follows from one to the next', async () => {
    await app.stop()
    const dayMs = 24 * 60 * 60_000
    const nowMs = Date.now()
    app = await startTestApp({ audit: { keepDays: 30 } }, { now: () => nowMs })
    const log = new ActivityLog(app.storage.database, openSealer(app.storageDirectory))
    const deed = { user: 'ada', action: 'opened', folder: 'INBOX', role: 'inbox', count: 0 } as const
    for (const days of [40, 31, 29, 1]) await log.add('ben', deed, nowMs - days * dayMs)
    ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect(await read(ben)).toMatchObject({ keepDays: 30 })
    await log.sweep(nowMs - 30 * dayMs)
    const left = await read(ben)
    expect([left.items.map(({ number }) => number), left.isIntact]).toEqual([[4, 3], true])
  })

  it('is given out as a table in which no cell is a formula', async () => {
    app.mailbox.folder(paths.trash).path = 'Other Users/ben/=SUM(A1)'
    app.mailbox.folders.set('Other Users/ben/=SUM(A1)', app.mailbox.folder(paths.trash))
    app.mailbox.folders.delete(paths.trash)
    await messages('Other Users/ben/=SUM(A1)')
    await noted(1)
    const { text, headers } = await ben.ask('GET', '/api/activity/table')
    expect(headers.get('content-disposition')).toContain('activity.csv')
    const [head, row] = text.split('\r\n')
    expect(head).toBe('"number","time","name","action","folder","count"')
    expect(row).toMatch(/^"1","[\dT:.Z-]+","Ada Lindqvist","opened","'=SUM\(A1\)","0"$/)
  })

  it('says which messages it was only where the operator keeps that, in the table, and is intact with it', async () => {
    await work()
    expect((await ben.ask('GET', '/api/activity/table')).text).not.toContain('@')
    expect(await read(ben)).toMatchObject({ keepsMessageIds: false })
    await app.stop()
    app = await startTestApp({ audit: { messageIds: true } })
    for (const [role, path] of Object.entries(paths)) {
      const folder = new MemoryFolder(path, role as 'inbox')
      folder.owner = 'ben'
      app.mailbox.folders.set(path, folder)
    }
    for (const name of ['one', 'two'])
      app.mailbox.folder(paths.inbox).add({ ...emptyLetter(), subject: name, messageId: `<${name}@example.gov>` })
    ada = await app.signedIn()
    ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    await work()
    const { text } = await ben.ask('GET', '/api/activity/table')
    const [head, ...rows] = text.trim().split('\r\n')
    expect(head).toMatch(/,"count","message-ids"$/)
    const ids = rows.map((row) => /"([^"]*)"$/.exec(row)?.[1])
    const both = ['<one@example.gov>', '<two@example.gov>']
    const moved = ids[0] ?? ''
    expect(both).toContain(moved)
    const named = ids.map((each) => each?.split(' ').toSorted())
    expect(named).toEqual([[moved], [''], [moved], [moved], both, ['']])
    const page = await read(ben)
    expect(page).toMatchObject({ isIntact: true, keepsMessageIds: true })
    expect(JSON.stringify(page)).not.toContain('@')
    const kept = JSON.stringify(await app.storage.database.selectFrom('activity').selectAll().execute())
    expect(kept).not.toContain('@example.gov')
  })

  it('comes in pages', async () => {
    for (let times = 0; times < 120; times += 1) {
      await ada.ask('POST', '/api/messages/flags', {
        body: { ids: await messages(paths.inbox), add: ['flagged'], remove: [] },
      })
    }
    await noted(121)
    const first = await read(ben)
    expect([first.items.length, first.nextBefore]).toEqual([100, first.items.at(-1)?.number])
    const second = await read(ben, `?before=${first.nextBefore}`)
    expect([second.items.length, second.nextBefore]).toEqual([21, null])
  })
})
