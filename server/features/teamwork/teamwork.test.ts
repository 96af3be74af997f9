import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MailboxLabels } from '#contract/labels.ts'
import type { Colleague } from '#contract/teamwork.ts'
import { folderIdOf, messageIdOf } from '#server/mail/reference-ids.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { Writings } from '#server/storage/writing.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('Working together over HTTP', () => {
  let app: TestApp
  let ada: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    ada = await app.signedIn()
  })
  afterEach(() => app.stop())

  const path = `/api/folders/${folderIdOf('INBOX')}/colleagues`
  const names = async () => {
    const { items } = (await ada.ask<{ items: Colleague[] }>('GET', path)).json
    return items.map(({ keyword, name, isMe }) => [keyword, name, isMe])
  }
  const me = ['$assigned-ada', 'Ada Lindqvist', true]
  const ben = ['$assigned-ben', 'Ben Okafor', false]

  it('names who may read the mailbox, and who may write from its address, oneself first', async () => {
    expect(await names()).toEqual([me])
    app.mailbox.folder('INBOX').access.set('ben', 'lr')
    await app.stop()
    app = await startTestApp()
    ada = await app.signedIn()
    app.mailbox.folder('INBOX').access.set('ben', 'lr')
    expect(await names()).toEqual([me, ben])
  })

  it('names writers where nobody may see the access list, and oneself where nothing can be asked', async () => {
    const right = { userName: 'ada', name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov', right: 'as' as const }
    app.directory.delegations.set('ben', [right])
    expect(await names()).toEqual([me, ben])
    app.directory.outage = new Error('away')
    expect((await names())[0]?.[0]).toBe('$assigned-ada')
  })

  it('names the members of a group that may read, where mail servers know groups', async () => {
    const directory = {
      host: '127.0.0.1',
      port: 1,
      bindDn: 'cn=reader',
      passwordFile: 'password',
      baseDn: 'dc=example',
    }
    const start = async (groups: boolean) => {
      await app.stop()
      app = await startTestApp({ sharing: { groups }, directory })
      ada = await app.signedIn()
      app.directory.namedGroups.push({ id: 'desk', name: 'The desk', address: null, users: ['ada', 'ben'] })
      app.mailbox.folder('INBOX').access.set('$desk', 'lr')
    }
    await start(false)
    expect(await names()).toEqual([me])
    await start(true)
    expect(await names()).toEqual([me, ben])
  })

  it('tells nothing of mailboxes that are none of the person’s, and strangers nothing at all', async () => {
    const other = `/api/folders/${folderIdOf('Other Users/emi')}/colleagues`
    const { status, json } = await ada.problem('GET', other)
    expect([status, json.type]).toEqual([404, 'folder-gone'])
    expect((await app.browser().ask('GET', path)).status).toBe(401)
  })

  it('who writes an answer is told to whoever has the message, and forgotten by itself', async () => {
    await app.stop()
    let nowMs = Date.now()
    app = await startTestApp({}, { now: () => nowMs })
    ada = await app.signedIn()
    fillInbox(app, ['One'])
    const inbox = app.mailbox.folder('INBOX')
    const [id] = inbox.letters.map((letter) => messageIdOf(inbox.reference(letter)))
    const writing = new Writings(app.storage.database, openSealer(app.storageDirectory))
    await writing.note(
      JSON.stringify(['ada', '<0@example.gov>']),
      { user: 'ben', name: 'Ben Okafor' },
      nowMs,
      nowMs + 60_000,
    )
    const path = `/api/messages/${id}/writing`
    const ask = async () =>
      (await ada.ask<{ others: object[] }>('POST', path, { body: { isWriting: false } })).json.others
    expect(await ask()).toEqual([{ name: 'Ben Okafor', sinceMs: nowMs }])
    nowMs += 60_000
    expect(await ask()).toEqual([])
    expect((await ada.problem('POST', `/api/messages/${id}x/writing`, { body: { isWriting: true } })).json.type).toBe(
      'message-gone',
    )
    expect((await app.browser().ask('POST', path, { body: { isWriting: true } })).status).toBe(401)
  })

  it('marks are put on messages like labels, but are none that anybody manages', async () => {
    fillInbox(app, ['One'])
    const inbox = app.mailbox.folder('INBOX')
    const ids = inbox.letters.map((letter) => messageIdOf(inbox.reference(letter)))
    const labels = { add: ['$assigned-ben', '$done', '$Junk'], remove: [] }
    await ada.ask('POST', '/api/messages/flags', { body: { ids, add: [], remove: [], labels } })
    expect(inbox.letters[0]?.labels).toEqual(['$assigned-ben', '$done'])
    const { items } = (await ada.ask<{ items: MailboxLabels[] }>('GET', '/api/labels')).json
    expect(items[0]?.labels).toEqual([])
  })
})
