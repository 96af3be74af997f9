import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { usualLooks, type Label, type MailboxLabels } from '#contract/labels.ts'
import { folderIdOf, messageIdOf } from '#server/mail/reference-ids.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

interface Changed {
  changed: number
  messages: { ids?: string[]; sets?: string[] }
}

describe('Labels over HTTP', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
    fillInbox(app, ['One', 'Two'])
  })
  afterEach(() => app.stop())

  const path = `/api/mailboxes/${folderIdOf('INBOX')}/labels`
  const inbox = () => app.mailbox.folder('INBOX')
  const idsOf = (folder = inbox()) => folder.letters.map((letter) => messageIdOf(folder.reference(letter)))
  const list = async (who = browser) =>
    (await who.ask<{ items: MailboxLabels[] }>('GET', '/api/labels')).json.items[0]?.labels
  const make = async (body: object) => (await browser.ask<Label>('POST', path, { body })).json
  const put = (labels: object, ids = idsOf()) =>
    browser.ask<{ items: { outcome: string }[] }>('POST', '/api/messages/flags', {
      body: { ids, add: [], remove: [], labels },
    })

  for (const keepsNotes of [true, false]) {
    describe(keepsNotes ? 'with notes at the mail server' : 'in our own database', () => {
      beforeEach(() => (app.mailbox.keepsNotes = keepsNotes))

      it('are made with looks of their own, the same for every session of the mailbox', async () => {
        const made = await make({ name: ' Invoices ' })
        expect(made).toEqual({ keyword: 'invoices', name: 'Invoices', colour: 'red', shape: 'dot' })
        const other = await make({ name: 'Permits', colour: 'teal', shape: 'star' })
        expect(other).toEqual({ keyword: 'permits', name: 'Permits', colour: 'teal', shape: 'star' })
        expect(await list(await app.signedIn())).toEqual([made, other])
      })

      it('keep their keyword when their name and looks change', async () => {
        await make({ name: 'Invoices' })
        const changed = await browser.ask('PATCH', path, {
          body: { keyword: 'INVOICES', name: 'Bills', shape: 'bar' },
        })
        expect(changed.json).toEqual({ keyword: 'invoices', name: 'Bills', colour: 'red', shape: 'bar' })
        expect(await list()).toEqual([changed.json])
      })
    })
  }

  it('lie nowhere readable in our database', async () => {
    app.mailbox.keepsNotes = false
    await make({ name: 'Invoices' })
    const rows = await app.storage.database.selectFrom('person_note').selectAll().execute()
    expect(rows).not.toHaveLength(0)
    expect(JSON.stringify(rows)).not.toMatch(/\b(invoices|ada)\b/i)
  })

  it('of other programs are found on messages, the common ones without a name', async () => {
    const [first] = inbox().letters
    if (first) first.labels = ['$label1', 'to_do', 'Budget']
    expect(await list()).toEqual([
      { keyword: '$label1', name: null, colour: 'red', shape: 'triangle' },
      { keyword: 'to_do', name: 'to do', ...usualLooks('TO_DO') },
      { keyword: 'Budget', name: 'Budget', ...usualLooks('budget') },
    ])
    await browser.ask('PATCH', path, { body: { keyword: '$label1', name: 'Urgent' } })
    expect((await list())?.[0]).toMatchObject({ keyword: '$label1', name: 'Urgent', colour: 'red' })
  })

  it('of the own mailbox come with the first screen', async () => {
    const made = await make({ name: 'Invoices' })
    const { json } = await browser.ask<{ labels: MailboxLabels }>('GET', '/api/start')
    expect(json.labels).toEqual({ mailboxId: folderIdOf('INBOX'), owner: null, mayChange: true, labels: [made] })
  })

  it('are put on messages and taken off, and searched for', async () => {
    const { keyword } = await make({ name: 'Invoices' })
    expect((await put({ add: [keyword], remove: [] })).json.items.map(({ outcome }) => outcome)).toEqual([
      'done',
      'done',
    ])
    expect(inbox().letters.map(({ labels }) => labels)).toEqual([['invoices'], ['invoices']])
    await put({ add: [], remove: ['INVOICES'] }, idsOf().slice(0, 1))
    expect(inbox().letters.map(({ labels }) => labels)).toEqual([[], ['invoices']])
    const search = await browser.openSearch({ words: [], label: keyword, includeBody: false })
    expect((await search.next('done')).found).toBe(1)
  })

  it('cannot be used to set what is no label', async () => {
    await put({ add: ['$Junk', '$MDNSent', 'NonJunk'], remove: [] })
    expect(inbox().letters.map(({ labels }) => labels)).toEqual([[], []])
    for (const add of [['\\Deleted'], ['a b'], ['a)'], [''], ['ä']]) {
      expect((await put({ add, remove: [] })).status).toBe(400)
    }
  })

  it('are refused by a folder that takes none', async () => {
    inbox().takesLabels = false
    const answer = await put({ add: ['invoices'], remove: [] })
    expect(answer.json.items.map(({ outcome }) => outcome)).toEqual(['refused', 'refused'])
  })

  it('are refused a name there is already, and one that is none', async () => {
    await make({ name: 'Invoices' })
    await make({ name: 'Permits' })
    const inUse = await browser.problem('POST', path, { body: { name: 'INVOICES' } })
    expect([inUse.status, inUse.json.type]).toEqual([409, 'label-exists'])
    const other = await browser.problem('PATCH', path, { body: { keyword: 'permits', name: 'invoices' } })
    expect(other.json.type).toBe('label-exists')
    for (const name of ['', ' ', 'a\nb', 'a'.repeat(41)]) {
      expect((await browser.problem('POST', path, { body: { name } })).json.type).toBe('invalid-request')
    }
    const nowhere = `/api/mailboxes/${folderIdOf('None')}/labels`
    expect((await browser.problem('POST', nowhere, { body: { name: 'X' } })).json.type).toBe('folder-gone')
  })

  it('are deleted from every message of every folder, whose ids bring them back', async () => {
    const { keyword } = await make({ name: 'Invoices' })
    await put({ add: [keyword], remove: [] })
    await browser.ask('POST', '/api/messages/move', {
      body: { ids: idsOf().slice(0, 1), toFolderId: folderIdOf('Archive') },
    })
    const archive = app.mailbox.folder('Archive')
    const gone = await browser.ask<Changed>('DELETE', `${path}?keyword=${keyword}`)
    expect(gone.json).toEqual({ changed: 2, messages: { ids: [...idsOf(), ...idsOf(archive)] } })
    expect([...inbox().letters, ...archive.letters].flatMap(({ labels }) => labels)).toEqual([])
    expect(await list()).toEqual([])
    expect(await make({ name: 'Invoices' })).toMatchObject({ keyword })
    await put({ add: [keyword], remove: [] }, gone.json.messages.ids as never)
    expect([...inbox().letters, ...archive.letters].flatMap(({ labels }) => labels)).toEqual([keyword, keyword])
    expect(app.mail.openAccounts).toBe(1)
  })

  it('on very many messages are named by sets when deleted, by which a job brings them back', async () => {
    const { keyword } = await make({ name: 'Invoices' })
    const archive = app.mailbox.folder('Archive')
    for (const letter of inbox().letters) letter.labels = [keyword]
    for (let at = 0; at < 500; at += 1) archive.add({ ...emptyLetter(), labels: [keyword] })
    const marked = () => [...inbox().letters, ...archive.letters].filter(({ labels }) => labels.includes(keyword))
    const { json } = await browser.ask<Changed>('DELETE', `${path}?keyword=${keyword}`)
    expect([json.changed, json.messages.ids, marked().length]).toEqual([502, undefined, 0])
    const events = await browser.openEvents()
    const action = { kind: 'flags', add: [], remove: [], labels: { add: [keyword], remove: [] } }
    await browser.ask('POST', '/api/jobs', { body: { messages: json.messages, action } })
    expect(await events.next('job', ({ state }) => state !== 'running')).toMatchObject({ state: 'done', done: 502 })
    events.close()
    expect(marked()).toHaveLength(502)
  })

  it('are forgotten when it is taken back that they were made, and messages keep what they have', async () => {
    const { keyword } = await make({ name: 'Invoices' })
    await put({ add: [keyword], remove: [] }, idsOf().slice(0, 1))
    const gone = await browser.ask<Changed>('DELETE', `${path}?keyword=${keyword}&onlyForget=true`)
    expect(gone.json).toEqual({ changed: 0, messages: { ids: [] } })
    expect(await list()).toEqual([])
    expect(inbox().letters.map(({ labels }) => labels)).toEqual([[keyword], []])
  })

  it('come back as they were, also under a name that their keyword does not tell', async () => {
    await make({ name: 'Invoices' })
    const body = { keyword: 'invoices', name: 'Bills', colour: 'red', shape: 'bar' }
    await browser.ask('PATCH', path, { body })
    await browser.ask('DELETE', `${path}?keyword=invoices`)
    expect((await browser.ask('PATCH', path, { body })).json).toEqual(body)
    expect(await list()).toEqual([body])
    const [first] = inbox().letters
    if (first) first.labels = ['$label1']
    await browser.ask('PATCH', path, { body: { keyword: '$label1', name: 'Urgent' } })
    await browser.ask('PATCH', path, { body: { keyword: '$label1', name: null } })
    expect((await list())?.find((label) => label.keyword === '$label1')).toMatchObject({ name: null, colour: 'red' })
  })

  it('that were deleted do not come back because a server remembers their keyword', async () => {
    const [first] = inbox().letters
    await browser.ask('DELETE', `${path}?keyword=old`)
    if (first) first.labels = ['OLD']
    expect(await list()).toEqual([])
  })

  it('are left out where a note does not say what they are', async () => {
    const good = { keyword: 'ok', name: 'Fine', colour: 'blue', shape: 'bar' }
    const labels = [good, { ...good, colour: 'url(x)' }, { ...good, keyword: 'a b' }, { ...good, keyword: '$Junk' }, 7]
    inbox().notes.set('labels', JSON.stringify({ labels, deleted: ['x', 3] }))
    expect(await list()).toEqual([good])
    for (const broken of ['{', '[]', 'null', '""']) {
      inbox().notes.set('labels', broken)
      expect(await list()).toEqual([])
    }
  })

  it('are nobody else’s', async () => {
    await make({ name: 'Invoices' })
    const stranger = app.browser()
    expect((await stranger.problem('GET', '/api/labels')).status).toBe(401)
    await stranger.signIn('ben', 'ben-demo-pass')
    expect(await list(stranger)).toEqual([])
  })
})
