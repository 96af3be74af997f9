import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KeptData } from '#contract/kept-data.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { Mutes } from '#server/storage/mutes.ts'
import { type NoteKind, PersonNotes } from '#server/storage/person-notes.ts'
import { Snoozes } from '#server/storage/snoozes.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'
import { erasedNotes, erasedTables, givenNotes, noteKinds, tables } from './kept-policy.ts'

const nothing = { contacts: 0, collected: 0, mirrored: 0, notes: 0, snoozed: 0, mutes: 0 }
const card = (name: string) => `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nX-SHOE-SIZE:41\r\nEND:VCARD\r\n`

describe('What is kept about a person', () => {
  let app: TestApp
  let ada: TestBrowser
  let notes: PersonNotes
  beforeEach(async () => {
    app = await startTestApp()
    ada = await app.signedIn()
    notes = new PersonNotes(app.storage.database, openSealer(app.storageDirectory))
  })
  afterEach(() => app.stop())

  const kinds = Object.keys(noteKinds) as NoteKind[]
  const kept = async () => (await ada.ask<KeptData>('GET', '/api/kept-data')).json
  const file = async () => (await ada.ask('GET', '/api/kept-data/file')).text
  const rowsIn = async (table: (typeof erasedTables)[number]) =>
    (await app.storage.database.selectFrom(table).selectAll().execute()).length

  /** Something in every place, of two people. */
  async function fill() {
    const sealer = openSealer(app.storageDirectory)
    for (const user of ['ada', 'ben']) {
      for (const kind of kinds)
        await notes.write(user, kind, JSON.stringify({ says: `${kind} of ${user}`, password: 'S3cret' }))
      const index = { name: user, nickname: '', addresses: [], organisation: '', groups: [], uid: '' }
      await app.app.contacts.add(user, 'own', [{ card: card(`Friend of ${user}`), index }])
      await app.app.contacts.add(user, 'at-0123456789abcdef', [{ card: card(`Colleague of ${user}`), index }])
      const place = { folder: 'INBOX', validity: '1', uid: 1 }
      const snooze = {
        user,
        untilMs: Date.UTC(2030, 0, 1),
        from: place,
        folder: 'Snoozed',
        messageId: `<late.${user}@x>`,
      }
      await new Snoozes(app.storage.database, sealer).begin([snooze], 0)
      await new Mutes(app.storage.database, sealer).begin({ user, validity: '1', uid: 1 })
    }
  }

  it('is in no table that is neither given and erased nor has a reason', async () => {
    const found = await app.storage.database.introspection.getTables()
    const names = found.map(({ name }) => name).filter((name) => name !== 'migration')
    expect(names.toSorted()).toEqual(Object.keys(tables).toSorted())
  })

  it('is counted, and is nothing at first', async () => {
    expect(await kept()).toEqual(nothing)
    await fill()
    expect(await kept()).toEqual({
      contacts: 1,
      collected: 0,
      mirrored: 1,
      notes: erasedNotes.length,
      snoozed: 1,
      mutes: 1,
    })
  })

  it('is given as one file, whole but for what opens doors, and nothing of anybody else', async () => {
    await fill()
    const text = await file()
    const given = JSON.parse(text) as {
      notes: object
      contacts: string[]
      comingBack: object[]
      mutesConversations: boolean
    }
    expect(Object.keys(given.notes).toSorted()).toEqual(givenNotes.toSorted())
    expect(given).toMatchObject({
      ...{ user: 'ada', mutesConversations: true, contacts: [card('Friend of ada'), card('Colleague of ada')] },
      comingBack: [{ until: '2030-01-01T00:00:00.000Z', folder: 'INBOX', messageId: '<late.ada@x>' }],
    })
    for (const never of ['S3cret', 'of ben', 'second-step', 'draft-keys']) expect(text).not.toContain(never)
  })

  it('says of mail that waits where it goes and when, and leaves it waiting when the rest is erased', async () => {
    const atMs = Date.now() + 60 * 60_000
    const to = [{ name: 'Nora', address: 'nora@harbour.example' }]
    const message = {
      to,
      cc: [],
      bcc: [],
      subject: 'Later',
      text: 'x',
      answering: null,
      sendAtMs: atMs,
      composer: '{}',
    }
    const body = { idempotencyKey: crypto.randomUUID(), from: 'ada@example.gov', ...message }
    expect((await ada.ask<{ outcome: string }>('POST', '/api/send', { body })).json.outcome).toBe('waiting')
    const waits = async () => (JSON.parse(await file()) as { waitsToBeSent: object[] }).waitsToBeSent
    const one = { at: new Date(atMs).toISOString(), from: 'ada@example.gov', to, subject: 'Later' }
    expect(await waits()).toMatchObject([one])
    await ada.ask('POST', '/api/kept-data/erase', { body: { confirm: true } })
    expect(await waits()).toMatchObject([one])
  })

  it('is erased for good, and what others have stays', async () => {
    await fill()
    const before = await Promise.all(erasedTables.map(rowsIn))
    const { json } = await ada.ask<KeptData>('POST', '/api/kept-data/erase', { body: { confirm: true } })
    expect(json).toEqual(nothing)
    expect(JSON.parse(await file())).toMatchObject({ contacts: [], comingBack: [], mutesConversations: false })
    const after = await Promise.all(erasedTables.map(rowsIn))
    expect(after.every((count, at) => count < (before[at] ?? 0) && count > 0)).toBe(true)
    for (const kind of kinds) {
      expect(await notes.read('ben', kind)).not.toBeNull()
      expect((await notes.read('ada', kind)) === null).toBe(erasedNotes.includes(kind))
    }
    expect(await app.app.contacts.list('ben')).toHaveLength(2)
  })

  it('is not erased by mistake, and is nobody else’s to see or erase', async () => {
    expect((await ada.problem('POST', '/api/kept-data/erase', { body: {} })).status).toBe(400)
    for (const path of ['', '/file'])
      expect((await app.browser().problem('GET', `/api/kept-data${path}`)).status).toBe(401)
    const stranger = await app.browser().problem('POST', '/api/kept-data/erase', { body: { confirm: true } })
    expect(stranger.status).toBe(401)
  })
})
