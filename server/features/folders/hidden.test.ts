import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Folder, FolderList } from '#contract/folders.ts'
import { MemoryFolder } from '#server/mail/testing/memory-folder.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('Hidden folders', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const list = async (who = browser) => (await who.ask<FolderList>('GET', '/api/folders')).json.items
  const make = async (name: string, parentId: string | null = null) =>
    (await browser.ask<Folder>('POST', '/api/folders', { body: { name, parentId } })).json.id
  const hide = (id: string, hidden = true) =>
    browser.ask<{ folder: Folder }>('PATCH', `/api/folders/${id}`, { body: { hidden } })
  const hiddenNames = async (who = browser) => (await list(who)).filter(({ hidden }) => hidden).map(({ name }) => name)

  it('are hidden in every browser and unsubscribed for other programs, until they are shown again', async () => {
    const id = await make('Old bids')
    expect((await hide(id)).json.folder.hidden).toBe(true)
    expect(await hiddenNames(await app.signedIn())).toEqual(['Old bids'])
    expect(app.mailbox.folder('Old bids').subscribed).toBe(false)
    expect((await hide(id, false)).json.folder.hidden).toBe(false)
    expect(await hiddenNames()).toEqual([])
    expect(app.mailbox.folder('Old bids').subscribed).toBe(true)
  })

  it('are only those the person has hidden here: what nobody ever subscribed to is shown', async () => {
    await make('From a filter')
    app.mailbox.folder('From a filter').subscribed = false
    expect(await hiddenNames()).toEqual([])
  })

  it('are shown again when another program subscribes to them', async () => {
    await hide(await make('Old bids'))
    app.mailbox.folder('Old bids').subscribed = true
    expect(await hiddenNames()).toEqual([])
  })

  it('have no purpose and hold none', async () => {
    const outer = await make('Outer')
    const inner = await make('Inner', outer)
    const inbox = (await list())[0]?.id ?? ''
    const refusal = async (id: string) =>
      (await browser.problem('PATCH', `/api/folders/${id}`, { body: { hidden: true } })).json.type
    expect(await refusal(inbox)).toBe('not-allowed')
    expect(await refusal('Tm9uZQ')).toBe('folder-gone')
    await hide(outer)
    expect(await hiddenNames()).toEqual(['Outer'])
    await browser.ask('POST', '/api/folder-roles', { body: { role: 'archive', folderId: inner } })
    expect(await hiddenNames()).toEqual([])
    expect(await refusal(outer)).toBe('not-allowed')
  })

  it('are all of a shared mailbox that is hidden whole, also those with a purpose, which stay subscribed', async () => {
    for (const [path, role] of [
      ['Other Users/ben', 'inbox'],
      ['Other Users/ben/Plans', null],
      ['Other Users/carmen', 'inbox'],
    ] as const) {
      const folder = new MemoryFolder(path, role)
      folder.owner = path.includes('ben') ? 'ben' : 'carmen'
      app.mailbox.folders.set(path, folder)
    }
    const id = Buffer.from('Other Users/ben/Plans').toString('base64url')
    const turn = (hidden: boolean, who = browser, of = id) =>
      who.ask<{ type: string }>('POST', `/api/folders/${of}/hide-mailbox`, { body: { hidden } })
    expect((await turn(true)).status).toBeLessThan(300)
    const gone = (await list(await app.signedIn())).filter(({ hidden }) => hidden)
    expect(gone.map(({ owner }) => owner)).toEqual(['Ben Okafor', 'Ben Okafor'])
    expect(gone.every(({ shared }) => shared?.mailboxHidden)).toBe(true)
    expect(app.mailbox.folder('Other Users/ben').subscribed).toBe(true)
    await turn(false)
    expect(await hiddenNames()).toEqual([])

    const inbox = (await list())[0]?.id ?? ''
    const problem = async (of: string) =>
      (await browser.problem('POST', `/api/folders/${of}/hide-mailbox`, { body: { hidden: true } })).json.type
    expect(await problem(inbox)).toBe('not-allowed')
    expect(await problem('Tm9uZQ')).toBe('folder-gone')
    expect((await turn(true, app.browser())).status).toBe(401)
  })

  it('stay hidden under a new name', async () => {
    const id = await make('Old bids')
    await hide(id)
    await browser.ask('PATCH', `/api/folders/${id}`, { body: { name: 'Bids before 2020' } })
    expect(await hiddenNames()).toEqual(['Bids before 2020'])
  })

  it('lie nowhere readable, and are not for strangers', async () => {
    const id = await make('Old bids')
    await hide(id)
    const rows = await app.storage.database.selectFrom('person_note').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/bids/i)
    expect((await app.browser().problem('PATCH', `/api/folders/${id}`, { body: { hidden: false } })).status).toBe(401)
  })
})
