import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SavedSearch, SearchParts } from '#contract/saved-searches.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const path = '/api/saved-searches'
const parts: SearchParts = {
  ...{ words: ['ramp'], from: 'nora', to: '', subject: '', in: '', after: '', before: '', label: '', larger: '' },
  ...{
    hasAttachment: true,
    unread: false,
    flagged: false,
    ...{ mine: false, nobodys: false, done: false, toDo: false },
    includeBody: true,
  },
}

describe('Saved searches', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const listed = async (who = browser) =>
    (await who.ask<{ savedSearches: SavedSearch[] }>('GET', '/api/start')).json.savedSearches
  const save = async (body: object) => browser.ask<SavedSearch>('POST', path, { body })

  it('are there in every browser of the person, in the order they were kept', async () => {
    const one = (await save({ name: ' Ramps ', parts })).json
    const two = (await save({ name: 'From Nora', parts: { ...parts, words: [] } })).json
    expect(one).toEqual({ id: expect.any(String) as string, name: 'Ramps', parts })
    expect(await listed(await app.signedIn())).toEqual([one, two])
    expect((await browser.ask('GET', path)).json).toEqual({ items: [one, two] })
  })

  it('are renamed and deleted, and come back under their id', async () => {
    const { id } = (await save({ name: 'Ramps', parts })).json
    const renamed = await browser.ask<SavedSearch>('PATCH', `${path}/${id}`, { body: { name: 'Slopes' } })
    expect(renamed.json).toEqual({ id, name: 'Slopes', parts })
    expect((await browser.ask('DELETE', `${path}/${id}`)).status).toBe(204)
    expect(await listed()).toEqual([])
    expect((await browser.ask('DELETE', `${path}/${id}`)).status).toBe(204)
    expect((await browser.ask<{ type: string }>('PATCH', `${path}/${id}`, { body: { name: 'x' } })).status).toBe(404)
    await save(renamed.json)
    expect(await listed()).toEqual([renamed.json])
  })

  it.each([
    ['no name', { name: ' ', parts }, 'name'],
    ['a name of two lines', { name: 'a\nb', parts }, 'name'],
    ['10 kB of text', { name: 'Long', parts: { ...parts, subject: 'x'.repeat(10_000) } }, 'parts.subject'],
    ['a part there is none of', { name: 'More', parts: { ...parts, bcc: 'ada' } }, 'parts.bcc'],
  ])('refuse %s and name the field', async (_what, body, field) => {
    const answer = await browser.ask<{ fields: { field: string }[] }>('POST', path, { body })
    expect(answer.status).toBe(400)
    expect(answer.json.fields.map((each) => each.field)).toEqual([field])
  })

  it('end at fifty, with those there kept', async () => {
    for (let count = 0; count < 50; count += 1) await save({ name: `Search ${count}`, parts })
    expect((await save({ name: 'One more', parts })).status).toBe(403)
    expect(await listed()).toHaveLength(50)
  })

  it('lie nowhere readable in our database', async () => {
    await save({ name: 'Ramps', parts })
    const rows = await app.storage.database.selectFrom('person_note').selectAll().execute()
    expect(rows).not.toHaveLength(0)
    expect(JSON.stringify(rows)).not.toMatch(/ramp|nora/i)
  })

  it("are nobody else's", async () => {
    await save({ name: 'Ramps', parts })
    const other = app.browser()
    await other.signIn('ben', 'ben-demo-pass')
    expect(await listed(other)).toEqual([])
  })
})
