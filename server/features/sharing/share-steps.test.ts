import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Sharing, Writing } from '#contract/sharing.ts'
import { MemorySenders } from '#server/mail/testing/memory-senders.ts'
import { Problem } from '#server/problem.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

/** Ada shares with Ben, with the right to write; one of the three that must agree fails. */
describe('The access list, the directory and our record', () => {
  let app: TestApp
  let ada: TestBrowser
  let senders: MemorySenders
  let nowMs: number
  beforeEach(async () => {
    nowMs = Date.UTC(2026, 10, 2)
    senders = new MemorySenders()
    app = await startTestApp({}, { senders, now: () => nowMs })
    ada = await app.signedIn()
  })
  afterEach(() => app.stop())

  const wish = (writes: Writing, more = {}) => ({
    body: {
      ...{ address: 'ben.okafor@example.gov', level: 'mark', writes, folderIds: null, purpose: '' },
      ...{ startsAtMs: null, endsAtMs: null, ...more },
    },
  })
  const save = (writes: Writing, more = {}) => ada.ask<Sharing>('POST', '/api/sharing', wish(writes, more))
  const state = async () => ({
    rights: app.mailbox.folder('INBOX').access.get('ben') ?? '',
    writes: senders.rights.get('ada ben') ?? 'none',
    notes: (await app.storage.database.selectFrom('share').selectAll().execute()).length,
  })

  it('change together', async () => {
    await save('as')
    expect(await state()).toEqual({ rights: 'lrsw', writes: 'as', notes: 1 })
    const [share] = (await ada.ask<Sharing>('GET', '/api/sharing')).json.items
    await ada.ask('DELETE', `/api/sharing/${share?.id}`)
    expect(await state()).toEqual({ rights: '', writes: 'none', notes: 0 })
  })

  it.each([
    ['the directory refuses', new Problem('not-allowed'), 400],
    ['the directory is away', new Problem('directory-unavailable'), 503],
  ])('stay as they were where %s', async (_what, fault, status) => {
    await save('none', { level: 'see' })
    senders.refusal = fault
    expect((await save('as', { level: 'full' })).status).toBe(status)
    expect(await state()).toEqual({ rights: 'lr', writes: 'none', notes: 1 })
  })

  it('stay as they were where the mail server refuses one folder', async () => {
    await save('on-behalf', { level: 'see' })
    app.mailbox.refusesSharing.add('Trash')
    expect((await save('as', { level: 'full' })).status).toBe(403)
    expect(await state()).toEqual({ rights: 'lr', writes: 'on-behalf', notes: 1 })
  })

  it('stay as they were where our record cannot be kept', async () => {
    await sql`create trigger full before insert on share begin select raise(abort, 'disk full'); end`.execute(
      app.storage.database,
    )
    expect((await save('as')).status).toBe(500)
    expect(await state()).toEqual({ rights: '', writes: 'none', notes: 0 })
  })

  it('end as far as they can, and what is left is ended when that is possible', async () => {
    await save('as', { endsAtMs: nowMs + 1000 })
    app.mailbox.refusesSharing.add('Trash')
    const [share] = (await ada.ask<Sharing>('GET', '/api/sharing')).json.items
    expect((await ada.ask('DELETE', `/api/sharing/${share?.id}`)).status).toBe(403)
    expect(await state()).toEqual({ rights: '', writes: 'none', notes: 1 })
    expect(app.mailbox.folder('Trash').access.get('ben')).toBe('lrsw')
    app.mailbox.refusesSharing.clear()
    nowMs += 2000
    await app.app.sharingClock.check()
    expect(app.mailbox.folder('Trash').access.has('ben')).toBe(false)
    expect((await state()).notes).toBe(0)
  })

  it('begin together when the day has come', async () => {
    await save('on-behalf', { startsAtMs: nowMs + 1000 })
    expect(await state()).toEqual({ rights: '', writes: 'none', notes: 1 })
    nowMs += 2000
    await app.app.sharingClock.check()
    expect(await state()).toEqual({ rights: 'lrsw', writes: 'on-behalf', notes: 1 })
  })

  it('are not asked to let somebody write where that is not offered here', async () => {
    await app.stop()
    app = await startTestApp()
    ada = await app.signedIn()
    const { status, json } = await ada.problem('POST', '/api/sharing', wish('as'))
    expect([status, json.fields]).toEqual([400, [{ field: 'writes', code: 'directory-refuses' }]])
  })
})
