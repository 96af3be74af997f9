import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Folder, FolderList } from '#contract/folders.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const path = '/api/folder-roles'

describe('Folders chosen for purposes', () => {
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
  const idOf = async (role: string) => (await list()).find((folder) => folder.role === role)?.id ?? ''
  const choose = (role: string, folderId: string | null) => browser.ask('POST', path, { body: { role, folderId } })
  const refusal = async (role: unknown, folderId: unknown) =>
    (await browser.problem('POST', path, { body: { role, folderId } })).json

  it('count at once in every browser that is open, and in those opened later', async () => {
    const elsewhere = await app.signedIn()
    await list(elsewhere)
    const posted = await make('Posted')
    const sent = await idOf('sent')
    expect((await choose('sent', posted)).status).toBe(204)
    for (const who of [browser, elsewhere, await app.signedIn()]) {
      const folders = await list(who)
      const rolesOf = (id: string) => folders.find((folder) => folder.id === id)
      expect(rolesOf(posted)).toMatchObject({ role: 'sent', serverRole: null })
      expect(rolesOf(sent)).toMatchObject({ role: null, serverRole: 'sent' })
    }
    await choose('sent', null)
    expect(await idOf('sent')).toBe(sent)
  })

  it('are told to every open page of the person', async () => {
    const elsewhere = await app.signedIn()
    const posted = await make('Posted')
    const events = await elsewhere.openEvents()
    await choose('sent', posted)
    expect(await events.next('folders')).toEqual({ type: 'folders' })
    events.close()
  })

  it('are own folders without another purpose, also at the server', async () => {
    await choose('trash', await make('Bin'))
    for (const role of ['inbox', 'trash', 'archive']) {
      expect((await refusal('sent', await idOf(role))).type).toBe('not-allowed')
    }
    expect((await refusal('sent', 'Tm9uZQ')).type).toBe('folder-gone')
    expect((await refusal('inbox', await idOf('inbox'))).fields?.[0]?.field).toBe('role')
    const trash = (await list()).find(({ serverRole }) => serverRole === 'trash')?.id ?? ''
    expect((await refusal('sent', trash)).type).toBe('not-allowed')
  })

  it('are forgotten with their folder: the server says again which it is', async () => {
    await choose('archive', await make('Cellar'))
    app.mailbox.folders.delete('Cellar')
    expect((await list()).find(({ role }) => role === 'archive')?.name).toBe('Archive')
  })

  it('lie nowhere readable, and are not for strangers', async () => {
    await choose('archive', await make('Cellar'))
    const rows = await app.storage.database.selectFrom('person_note').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/cellar/i)
    const stranger = app.browser()
    expect((await stranger.problem('POST', path, { body: { role: 'sent', folderId: null } })).status).toBe(401)
  })
})
