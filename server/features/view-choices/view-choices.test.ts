import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Message, MessageWindow } from '#contract/messages.ts'
import type { ViewChoice } from '#contract/view-choices.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { PersonNotes } from '#server/storage/person-notes.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const path = '/api/view-choices'

let app: TestApp
let browser: TestBrowser

beforeEach(async () => {
  app = await startTestApp()
  browser = await app.signedIn()
})
afterEach(() => app.stop())

function receive(subject: string, ...addresses: string[]): void {
  const from = addresses.map((address) => ({ name: '', address }))
  app.mailbox.folder('INBOX').add({ ...emptyLetter(), subject, from, receivedAtMs: 1_700_000_000_000 })
}

async function viewOf(subject: string, who = browser): Promise<Message['chosenView']> {
  const folders = await who.ask<{ items: { id: string; role: string }[] }>('GET', '/api/folders')
  const inbox = folders.json.items.find(({ role }) => role === 'inbox')?.id ?? ''
  const list = await who.ask<MessageWindow>('GET', `/api/folders/${inbox}/messages`)
  const id = list.json.items.find((item) => item.subject === subject)?.id ?? ''
  return (await who.ask<Message>('GET', `/api/messages/${id}`)).json.chosenView
}

const choose = (sender: string, view: string) => browser.ask('POST', path, { body: { sender, view } })
const list = async (who = browser) => (await who.ask<{ items: ViewChoice[] }>('GET', path)).json.items

describe('The view chosen for a sender', () => {
  it('holds for every message from that address alone, in every browser of the person', async () => {
    receive('News', 'News@shop.example')
    receive('Other', 'other@shop.example')
    receive('Both', 'news@shop.example', 'other@shop.example')
    expect((await choose('NEWS@shop.example', 'original')).status).toBe(204)
    const elsewhere = await app.signedIn()
    expect(await viewOf('News', elsewhere)).toBe('original')
    expect([await viewOf('Other'), await viewOf('Both')]).toEqual([null, null])
  })

  it('is kept once for each sender, the latest first, and can be forgotten', async () => {
    await choose('a@shop.example', 'original')
    await choose('b@shop.example', 'text')
    await choose('a@shop.example', 'reading')
    expect(await list()).toEqual([
      { sender: 'a@shop.example', view: 'reading' },
      { sender: 'b@shop.example', view: 'text' },
    ])
    const forget = (sender: string) => browser.ask('POST', `${path}/forget`, { body: { sender } })
    expect((await forget('A@shop.example')).status).toBe(204)
    expect((await forget('nobody@shop.example')).status).toBe(204)
    expect(await list()).toEqual([{ sender: 'b@shop.example', view: 'text' }])
  })

  it('is forgotten when five hundred were chosen after it', async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ sender: `s${index}@a.example`, view: 'text' }))
    const notes = new PersonNotes(app.storage.database, openSealer(app.storageDirectory))
    await notes.write('ada', 'view-choices', JSON.stringify(many))
    await choose('new@a.example', 'original')
    const kept = await list()
    expect([kept.length, kept[0]?.sender, kept.at(-1)?.sender]).toEqual([500, 'new@a.example', 's498@a.example'])
  })

  it('is nobody else’s, and lies nowhere readable', async () => {
    await choose('news@shop.example', 'text')
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect(await list(ben)).toEqual([])
    const rows = await app.storage.database.selectFrom('person_note').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/shop\.example/)
    expect((await app.browser().problem('GET', path)).status).toBe(401)
  })

  it.each([
    ['no address', { sender: 'shop', view: 'text' }, 'sender'],
    ['two lines', { sender: 'a@b.example\r\nx', view: 'text' }, 'sender'],
    ['a view there is not', { sender: 'a@b.example', view: 'loud' }, 'view'],
    ['a sender of 10 kB', { sender: `${'a'.repeat(10_000)}@b.example`, view: 'text' }, 'sender'],
  ])('is refused with %s, naming the field', async (_what, body, field) => {
    const answer = await browser.ask<{ fields: { field: string }[] }>('POST', path, { body })
    expect(answer.status).toBe(400)
    expect(answer.json.fields.map((each) => each.field)).toEqual([field])
  })
})
