import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MessageWindow } from '#contract/messages.ts'
import { folderIdOf } from '#server/mail/reference-ids.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

interface Moved {
  items: { id: string; outcome: string; movedId: string | null }[]
}

describe('Archiving by year, over HTTP', () => {
  let app: TestApp
  let browser: TestBrowser

  beforeAll(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterAll(() => app.stop())

  const list = async (path: string) =>
    (await browser.ask<MessageWindow>('GET', `/api/folders/${folderIdOf(path)}/messages`)).json.items
  const body = (ids: readonly string[], byYearIn: string) => ({
    ids,
    toFolderId: folderIdOf('Archive'),
    byYearIn,
  })

  it('moves into the folder of the year, and the new id leads back', async () => {
    fillInbox(app, ['Minutes'])
    for (const letter of app.mailbox.folder('INBOX').letters) letter.receivedAtMs = Date.UTC(2022, 0, 1, 3)
    const [letter] = await list('INBOX')
    const there = await browser.ask<Moved>('POST', '/api/messages/move', {
      body: body([letter?.id ?? '', 'AAAA'], 'America/New_York'),
    })
    expect(there.json.items.map(({ outcome }) => outcome)).toEqual(['done', 'gone'])
    expect((await list('Archive/2021')).map(({ subject }) => subject)).toEqual(['Minutes'])
    const back = { ids: [there.json.items[0]?.movedId], toFolderId: folderIdOf('INBOX') }
    await browser.ask('POST', '/api/messages/move', { body: back })
    expect((await list('INBOX')).map(({ subject }) => subject)).toEqual(['Minutes'])
  })

  it('names the field when the time zone is none', async () => {
    for (const zone of ['Europe/Atlantis', '', '../etc', 'x'.repeat(101)]) {
      const { json } = await browser.problem('POST', '/api/messages/move', { body: body(['AAAA'], zone) })
      expect(json.type, zone).toBe('invalid-request')
      const named = (json as { fields?: { field: string }[] }).fields ?? []
      expect([...new Set(named.map(({ field }) => field))], zone).toEqual(['byYearIn'])
    }
  })
})
