import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Folder, FolderList } from '#contract/folders.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

interface Removed {
  movedToTrash: number
  gone: { id: string; messages: { ids?: string[]; sets?: string[] } }[] | null
}

describe('Folders over HTTP', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const list = async () => (await browser.ask<FolderList>('GET', '/api/folders')).json.items
  const idOf = async (role: string) => (await list()).find((folder) => folder.role === role)?.id ?? ''
  const make = (name: unknown, parentId: unknown = null) =>
    browser.ask<Folder>('POST', '/api/folders', { body: { name, parentId } })

  it('are made with their name trimmed and in one Unicode form', async () => {
    const made = await make('  Cafe\u0301  ')
    expect([made.status, made.json.name]).toEqual([200, 'Caf\u00e9'])
    expect((await make('Inside', made.json.id)).json).toMatchObject({ parentId: made.json.id, mayHoldFolders: true })
  })

  const refused: [unknown, unknown][] = [
    ['', { field: 'name', code: 'missing' }],
    [' \t ', { field: 'name', code: 'missing' }],
    ['a'.repeat(201), { field: 'name', code: 'too-long' }],
    ['a\u0007b', { field: 'name', code: 'wrong-form' }],
    ['a\r\nb', { field: 'name', code: 'wrong-form' }],
    ['\ud800', { field: 'name', code: 'wrong-form' }],
    ['a\u2028b', { field: 'name', code: 'wrong-form' }],
    [7, { field: 'name', code: 'wrong-form' }],
    ['a/b', { field: 'name', code: 'wrong-form', characters: '/' }],
  ]
  for (const [name, field] of refused) {
    it(`are refused a name like ${JSON.stringify(name).slice(0, 20)}, naming the field`, async () => {
      for (const [method, path] of [
        ['POST', '/api/folders'],
        ['PATCH', `/api/folders/${(await make('One')).json.id}`],
      ] as const) {
        const body = method === 'POST' ? { name, parentId: null } : { name }
        const { status, json } = await browser.problem(method, path, { body })
        expect([status, json.type, json.fields?.[0]]).toEqual([400, 'invalid-request', field])
      }
    })
  }

  it('are refused a name that exists, a parent that does not, and changes of the inbox', async () => {
    await make('One')
    expect(
      (await browser.problem('POST', '/api/folders', { body: { name: 'One', parentId: null } })).json,
    ).toMatchObject({ type: 'folder-exists', status: 409 })
    const nowhere = { name: 'Two', parentId: 'Tm9uZQ' }
    expect((await browser.problem('POST', '/api/folders', { body: nowhere })).json.type).toBe('folder-gone')
    const inbox = `/api/folders/${await idOf('inbox')}`
    expect((await browser.problem('PATCH', inbox, { body: { name: 'Two' } })).json.type).toBe('not-allowed')
    expect((await browser.problem('DELETE', inbox)).json.type).toBe('not-allowed')
    expect((await browser.problem('POST', `${inbox}/empty`)).json.type).toBe('not-allowed')
  })

  it('tell the new ids of a renamed folder and of all in it', async () => {
    const outer = (await make('Outer')).json
    const inner = (await make('Inner', outer.id)).json
    const path = `/api/folders/${outer.id}`
    const { json } = await browser.ask<{ folder: Folder; ids: { was: string; now: string }[] }>('PATCH', path, {
      body: { name: 'New' },
    })
    expect(json.folder).toMatchObject({ name: 'New', parentId: null })
    expect(json.ids.map(({ was }) => was)).toEqual([outer.id, inner.id])
    const ids = (await list()).map(({ id }) => id)
    expect(
      json.ids.every(({ was, now }) => ids.includes(now as Folder['id']) && !ids.includes(was as Folder['id'])),
    ).toBe(true)
  })

  it('are deleted with what is in them only when that is said', async () => {
    const outer = (await make('Outer')).json
    await make('Inner', outer.id)
    app.mailbox.folder('Outer/Inner').add({ ...emptyLetter(), subject: 'One' })
    const path = `/api/folders/${outer.id}`
    expect((await browser.problem('DELETE', path)).json).toMatchObject({ type: 'folder-not-empty', status: 409 })
    expect((await browser.problem('DELETE', `${path}?withSubfolders=yes`)).json.type).toBe('invalid-request')
    expect((await browser.ask('DELETE', `${path}?withSubfolders=true`)).json).toMatchObject({
      movedToTrash: 1,
      deletedForEver: 0,
    })
    expect((await browser.problem('DELETE', path)).json.type).toBe('folder-gone')
    expect((await browser.ask('POST', `/api/folders/${await idOf('trash')}/empty`)).json).toEqual({ deletedForEver: 1 })
  })

  it('tell where their messages are when they are deleted, so that all of it can be brought back', async () => {
    const outer = (await make('Outer')).json
    const inner = (await make('Inner', outer.id)).json
    app.mailbox.folder('Outer/Inner').add({ ...emptyLetter(), subject: 'One' })
    const path = `/api/folders/${outer.id}?withSubfolders=true`
    const { json } = await browser.ask<Removed>('DELETE', path)
    expect(json.gone).toMatchObject([
      { id: outer.id, name: 'Outer', parentId: null, messages: { ids: [] } },
      { id: inner.id, name: 'Inner', parentId: outer.id },
    ])
    await make('Outer')
    await make('Inner', outer.id)
    const ids = json.gone?.[1]?.messages.ids
    const moved = await browser.ask('POST', '/api/messages/move', { body: { ids, toFolderId: inner.id } })
    expect(moved.json).toMatchObject({ items: [{ outcome: 'done' }] })
    expect(app.mailbox.folder('Outer/Inner').letters.map(({ subject }) => subject)).toEqual(['One'])
  })

  it('name very many messages by a set, by which a job brings them back', async () => {
    const many = (await make('Many')).json
    for (let at = 0; at < 501; at += 1) app.mailbox.folder('Many').add({ ...emptyLetter(), subject: `${at}` })
    const trash = app.mailbox.folder('Trash')
    const { json } = await browser.ask<Removed>('DELETE', `/api/folders/${many.id}`)
    expect([json.movedToTrash, json.gone?.[0]?.messages.sets?.length, trash.letters.length]).toEqual([501, 1, 501])
    trash.add({ ...emptyLetter(), subject: 'Stays' })
    await make('Many')
    const events = await browser.openEvents()
    const action = { kind: 'move', toFolderId: many.id }
    await browser.ask('POST', '/api/jobs', { body: { messages: json.gone?.[0]?.messages, action } })
    expect(await events.next('job', ({ state }) => state !== 'running')).toMatchObject({ state: 'done', done: 501 })
    events.close()
    expect(app.mailbox.folder('Many').letters).toHaveLength(501)
    expect(trash.letters.map(({ subject }) => subject)).toEqual(['Stays'])
  })

  it('name nothing where it was deleted for ever', async () => {
    const old = (await make('Old', await idOf('trash'))).json
    app.mailbox.folder('Trash/Old').add({ ...emptyLetter(), subject: 'One' })
    const forEver = await browser.ask('DELETE', `/api/folders/${old.id}`)
    expect(forEver.json).toEqual({ movedToTrash: 0, deletedForEver: 1, gone: null })
  })

  it('are taken back only while nothing is in them', async () => {
    const { id } = (await make('One')).json
    app.mailbox.folder('One').add(emptyLetter())
    const path = `/api/folders/${id}?onlyEmpty=true`
    expect((await browser.problem('DELETE', path)).json.type).toBe('folder-not-empty')
    expect(app.mailbox.folder('One').letters).toHaveLength(1)
    app.mailbox.folder('One').letters.length = 0
    expect((await browser.ask('DELETE', path)).status).toBe(200)
    expect((await list()).map((folder) => folder.id)).not.toContain(id)
  })

  it('are marked as read, with the ids for undo where these are few', async () => {
    fillInbox(app, ['One', 'Two'])
    const path = `/api/folders/${await idOf('inbox')}/mark-read`
    const { json } = await browser.ask<{ changed: number; ids: string[] }>('POST', path)
    expect(json.changed).toBe(2)
    const undo = { ids: json.ids, add: [], remove: ['seen'] }
    expect((await browser.ask('POST', '/api/messages/flags', { body: undo })).status).toBe(200)
    expect((await list())[0]?.unread).toBe(2)
    fillInbox(
      app,
      Array.from({ length: 500 }, (_, index) => `Letter ${index}`),
    )
    expect((await browser.ask('POST', path)).json).toEqual({ changed: 502, ids: null })
  })

  it('tell every open page of the person that they changed', async () => {
    const events = await browser.openEvents()
    await make('One')
    expect(await events.next('folders')).toEqual({ type: 'folders' })
    events.close()
  })
})
