import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Folder, FolderList } from '#contract/folders.ts'
import type { MessageWindow } from '#contract/messages.ts'
import { MemoryFolder } from '#server/mail/testing/memory-folder.ts'
import { PersonNotes } from '#server/storage/person-notes.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('The order a folder is read in', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const list = async (who = browser) => (await who.ask<FolderList>('GET', '/api/folders')).json.items
  const make = async (name: string) =>
    (await browser.ask<Folder>('POST', '/api/folders', { body: { name, parentId: null } })).json.id
  const choose = (id: string, order: string) =>
    browser.ask('POST', `/api/folders/${id}/list-order`, { body: { order } })
  const orderOf = async (name: string, who = browser) => (await list(who)).find((each) => each.name === name)?.order
  const idOfInbox = async () => (await list()).find(({ role }) => role === 'inbox')?.id ?? ''

  it('is kept for each folder by itself, in every browser of the person, until another is chosen', async () => {
    const [a, b] = [await make('A'), await make('B')]
    expect((await choose(a, 'conversations')).status).toBe(204)
    await choose(b, 'subject')
    const elsewhere = await app.signedIn()
    expect([await orderOf('A', elsewhere), await orderOf('B', elsewhere)]).toEqual(['conversations', 'subject'])
    await choose(a, 'oldest')
    await choose(b, 'newest')
    expect([await orderOf('A'), await orderOf('B')]).toEqual(['oldest', undefined])
  })

  it('follows a folder that is renamed, and goes with one that is deleted', async () => {
    const id = await make('A')
    await choose(id, 'largest')
    const { json } = await browser.ask<{ folder: Folder }>('PATCH', `/api/folders/${id}`, { body: { name: 'Z' } })
    expect(await orderOf('Z')).toBe('largest')
    await browser.ask('DELETE', `/api/folders/${json.folder.id}`)
    expect((await list()).filter(({ order }) => order !== undefined)).toEqual([])
  })

  it('leaves out the first rows of the inbox where they would be shown in another', async () => {
    fillInbox(app, ['One', 'Two'])
    const startInbox = async () =>
      (await browser.ask<{ inbox: MessageWindow | null }>('GET', '/api/start')).json.inbox?.items.length ?? null
    const inbox = await idOfInbox()
    expect(await startInbox()).toBe(2)
    await choose(inbox, 'conversations')
    expect(await startInbox()).toBeNull()
    await choose(inbox, 'newest')
    expect(await startInbox()).toBe(2)
    await browser.ask('POST', '/api/all-in-conversations', { body: { on: true } })
    expect(await startInbox()).toBeNull()
    await choose(inbox, 'newest')
    expect(await startInbox()).toBe(2)
  })

  it('is forgotten for the folder chosen longest ago, beyond 500', async () => {
    const names = Array.from({ length: 500 }, (_, at) => `F${at}`)
    for (const name of names) app.mailbox.folders.set(name, new MemoryFolder(name, null))
    const listOrders = names.map((path) => ({ path, order: 'oldest' }))
    const notes = new PersonNotes(app.storage.database, openSealer(app.storageDirectory))
    const kept = { favourites: [], order: {}, hidden: [], hiddenMailboxes: [], listOrders }
    await notes.write('ada', 'folder-arrangement', JSON.stringify(kept))
    await choose(await idOfInbox(), 'subject')
    expect([await orderOf('F0'), await orderOf('F1'), await orderOf('F499')]).toEqual([undefined, 'oldest', 'oldest'])
  })

  it('is conversations for all folders where that is wished, but for those for which another was chosen', async () => {
    const [a] = [await make('A'), await make('B')]
    await choose(a, 'largest')
    expect((await browser.ask('POST', '/api/all-in-conversations', { body: { on: true } })).status).toBe(204)
    const elsewhere = await app.signedIn()
    expect((await elsewhere.ask<FolderList>('GET', '/api/folders')).json.allInConversations).toBe(true)
    expect([await orderOf('A', elsewhere), await orderOf('B', elsewhere)]).toEqual(['largest', 'conversations'])
    await choose(a, 'newest')
    expect([await orderOf('A'), await orderOf('B')]).toEqual([undefined, 'conversations'])
    await browser.ask('POST', '/api/all-in-conversations', { body: { on: false } })
    expect([await orderOf('A'), await orderOf('B')]).toEqual([undefined, undefined])
    expect((await browser.ask<FolderList>('GET', '/api/folders')).json.allInConversations).toBeUndefined()
  })

  it('is one there is, of a folder that is there, and chosen by nobody who is not signed in', async () => {
    const inbox = await idOfInbox()
    const wrong = await browser.problem('POST', `/api/folders/${inbox}/list-order`, { body: { order: 'sideways' } })
    expect([wrong.status, wrong.json.fields?.[0]?.field]).toEqual([400, 'order'])
    const nowhere = await browser.problem('POST', '/api/folders/Tm9uZQ/list-order', { body: { order: 'oldest' } })
    expect(nowhere.json.type).toBe('folder-gone')
    const stranger = await app
      .browser()
      .problem('POST', `/api/folders/${inbox}/list-order`, { body: { order: 'oldest' } })
    expect(stranger.status).toBe(401)
    const all = await app.browser().problem('POST', '/api/all-in-conversations', { body: { on: true } })
    expect(all.status).toBe(401)
    const odd = await browser.problem('POST', '/api/all-in-conversations', { body: { on: 'yes' } })
    expect([odd.status, odd.json.fields?.[0]?.field]).toEqual([400, 'on'])
  })

  it("is nobody else's", async () => {
    await choose(await idOfInbox(), 'oldest')
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await list(ben)).filter(({ order }) => order !== undefined)).toEqual([])
  })
})
