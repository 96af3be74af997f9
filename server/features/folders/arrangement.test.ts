import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Folder, FolderList } from '#contract/folders.ts'
import { MemoryFolder } from '#server/mail/testing/memory-folder.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

let app: TestApp
let browser: TestBrowser
beforeEach(async () => {
  app = await startTestApp()
  browser = await app.signedIn()
})
afterEach(() => app.stop())

const list = async (who = browser) => (await who.ask<FolderList>('GET', '/api/folders')).json
const make = async (name: string, parentId: string | null = null) =>
  (await browser.ask<Folder>('POST', '/api/folders', { body: { name, parentId } })).json.id
const favour = (id: string, before: string | null = null) =>
  browser.ask('POST', `/api/favourites/${id}`, { body: { before } })
const order = (ids: string[]) =>
  browser.ask<{ before: string[] | null }>('POST', '/api/folder-order', { body: { ids } })
const sort = (id: string) => browser.ask<{ before: string[] | null }>('DELETE', `/api/folders/${id}/order`)
const namesIn = async (parentId: string | null) =>
  (await list()).items.filter((each) => each.parentId === parentId && each.role === null).map(({ name }) => name)

describe('Favourites', () => {
  it('are there in every browser of the person, in the order they were put', async () => {
    const [a, b, c] = [await make('A'), await make('B'), await make('C')]
    await favour(a)
    await favour(b)
    expect((await favour(c, b)).status).toBe(204)
    const elsewhere = await app.signedIn()
    expect((await list(elsewhere)).favourites).toEqual([a, c, b])
    const start = await elsewhere.ask<{ folders: FolderList }>('GET', '/api/start')
    expect(start.json.folders.favourites).toEqual([a, c, b])
  })

  it('are moved among each other, and taken off twice without a failure', async () => {
    const [a, b] = [await make('A'), await make('B')]
    await favour(a)
    await favour(b)
    await favour(b, a)
    expect((await list()).favourites).toEqual([b, a])
    for (const _ of [1, 2]) expect((await browser.ask('DELETE', `/api/favourites/${b}`)).status).toBe(204)
    expect((await list()).favourites).toEqual([a])
  })

  it('follow a folder that is renamed, with all in it, and are left out when it is deleted', async () => {
    const outer = await make('Outer')
    const inner = await make('Inner', outer)
    await favour(outer)
    await favour(inner)
    await browser.ask('PATCH', `/api/folders/${outer}`, { body: { name: 'Renamed' } })
    const { items, favourites } = await list()
    expect(favourites.map((id) => items.find((each) => each.id === id)?.name)).toEqual(['Renamed', 'Inner'])
    await browser.ask('DELETE', `/api/folders/${favourites[0] ?? ''}?withSubfolders=true`)
    expect((await list()).favourites).toEqual([])
  })

  it('are only folders that are there, and at most a hundred', async () => {
    expect((await browser.problem('POST', '/api/favourites/Tm9uZQ', { body: { before: null } })).json.type).toBe(
      'folder-gone',
    )
    for (let count = 0; count < 100; count += 1) await favour(await make(`F${count}`))
    const more = await make('More')
    const refused = await browser.problem('POST', `/api/favourites/${more}`, { body: { before: null } })
    expect(refused.json.type).toBe('not-allowed')
    expect((await list()).favourites).toHaveLength(100)
  })

  it("are nobody else's, and lie nowhere readable in our database", async () => {
    await favour(await make('Ramps'))
    const other = app.browser()
    await other.signIn('ben', 'ben-demo-pass')
    expect((await list(other)).favourites).toEqual([])
    const rows = await app.storage.database.selectFrom('person_note').selectAll().execute()
    expect(rows).not.toHaveLength(0)
    expect(JSON.stringify(rows)).not.toMatch(/ramps/i)
  })

  it('are not for strangers', async () => {
    const stranger = app.browser()
    const answers = [
      await stranger.problem('POST', '/api/favourites/Tm9uZQ', { body: { before: null } }),
      await stranger.problem('DELETE', '/api/favourites/Tm9uZQ'),
      await stranger.problem('POST', '/api/folder-order', { body: { ids: ['Tm9uZQ'] } }),
      await stranger.problem('DELETE', '/api/folders/Tm9uZQ/order'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401])
  })
})

describe('The order of folders', () => {
  it("is the person's own once they chose one, with everything inside, and by name again when they want that", async () => {
    const [a, b, c] = [await make('A'), await make('B'), await make('C')]
    await make('Inside', a)
    expect((await order([c, a, b])).json).toEqual({ before: null })
    expect(await namesIn(null)).toEqual(['C', 'A', 'B'])
    const names = (await list()).items.map(({ name }) => name)
    expect(names.slice(names.indexOf('A'), names.indexOf('A') + 2)).toEqual(['A', 'Inside'])
    expect((await order([a, c, b])).json).toEqual({ before: [c, a, b] })
    expect((await sort(b)).json).toEqual({ before: [a, c, b] })
    expect(await namesIn(null)).toEqual(['A', 'B', 'C'])
  })

  it('puts a new folder last and follows one that is renamed', async () => {
    const [a, b] = [await make('A'), await make('B')]
    await order([b, a])
    await make('AA')
    await browser.ask('PATCH', `/api/folders/${b}`, { body: { name: 'Z' } })
    expect((await namesIn(null)).filter((name) => name.length < 3)).toEqual(['Z', 'A', 'AA'])
  })

  it('leaves out what stands elsewhere, and needs a folder that is there', async () => {
    const [a, b] = [await make('A'), await make('B')]
    const inside = await make('Inside', a)
    await order([b, inside, a, 'Tm9uZQ'])
    expect((await order([a, b])).json).toEqual({ before: [b, a] })
    const refused = await browser.problem('POST', '/api/folder-order', { body: { ids: ['Tm9uZQ'] } })
    expect(refused.json.type).toBe('folder-gone')
    const empty = await browser.problem('POST', '/api/folder-order', { body: { ids: [] } })
    expect(empty.json.fields?.[0]?.field).toBe('ids')
  })

  it('takes two thousand folders in one place', async () => {
    for (let count = 0; count < 2000; count += 1) {
      app.mailbox.folders.set(`F${count}`, new MemoryFolder(`F${count}`, null))
    }
    const ids = (await list()).items.filter(({ role }) => role === null).map(({ id }) => id)
    expect((await order(ids.toReversed())).status).toBe(200)
    const after = (await list()).items.filter(({ role }) => role === null).map(({ id }) => id)
    expect(after).toEqual(ids.toReversed())
  })
})
