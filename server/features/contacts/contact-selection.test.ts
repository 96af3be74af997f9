import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContactWindow } from '#contract/contacts.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const path = '/api/contacts'
let app: TestApp
let browser: TestBrowser
beforeEach(async () => {
  app = await startTestApp({})
  browser = await app.signedIn()
  const cards = ['Ann', 'Bob', 'Cid'].map((name) =>
    ['BEGIN:VCARD', 'VERSION:3.0', `UID:${name}`, `FN:${name}`, 'X-PET:a cat\\, grey', 'END:VCARD'].join('\r\n'),
  )
  const crew = ['BEGIN:VCARD', 'VERSION:4.0', 'UID:crew', 'FN:Crew', 'KIND:group', 'END:VCARD'].join('\r\n')
  const rawBody = Buffer.from([...cards, crew].join('\r\n'))
  const headers = { 'content-type': 'application/octet-stream' }
  await browser.ask('POST', `${path}/import?preview=false`, { rawBody, headers })
})
afterEach(() => app.stop())

const list = async (query = '') => (await browser.ask<ContactWindow>('GET', `${path}?${query}`)).json
const names = async (query = '') => (await list(query)).items.map(({ name }) => name)
const idsOf = async (query = '') => (await browser.ask<{ ids: string[] }>('GET', `/api/contact-ids?${query}`)).json.ids
const group = (ids: string[], isIn: boolean, name = 'Board', who = browser) =>
  who.ask<{ ids: string[] }>('POST', `${path}/group`, { body: { ids, group: name, isIn } })
const exported = (ids: string[], who = browser) => who.ask('POST', `${path}/export`, { body: { ids } })

describe('Contacts that were chosen', () => {
  it('are all that fit, in the order of the list', async () => {
    const items = (await list('limit=2')).items.map(({ id }) => id)
    expect((await idsOf()).slice(0, 2)).toEqual(items)
    expect(await idsOf()).toHaveLength(4)
    expect(await idsOf('query=bo')).toEqual([(await list('query=bo')).items[0]?.id])
  })

  it('come into a group and out of it again; who was in it stays, and no other line of a card changes', async () => {
    const ids = await idsOf()
    await group(ids.slice(0, 1), true)
    const changed = (await group(ids, true)).json.ids
    expect(changed).toHaveLength(2)
    expect(await names('group=Board')).toEqual(['Ann', 'Bob', 'Cid'])
    expect((await exported(ids)).text.match(/^X-PET:a cat\\, grey\r$/gm)).toHaveLength(3)
    expect([...(await group(changed, false)).json.ids].sort()).toEqual([...changed].sort())
    expect(await names('group=Board')).toEqual(['Ann'])
  })

  it('are one file, of these alone', async () => {
    const [ann = '', , cid = ''] = await idsOf()
    const { text } = await exported([cid, ann])
    expect([...text.matchAll(/^FN:(.*)\r$/gm)].map(([, name]) => name)).toEqual(['Cid', 'Ann'])
  })

  it('are nobody else’s, and the name of a group has no comma', async () => {
    const ids = await idsOf()
    const other = app.browser()
    await other.signIn('ben', 'ben-demo-pass')
    expect((await group(ids, true, 'Board', other)).json.ids).toEqual([])
    expect((await exported(ids, other)).text).toBe('')
    expect((await group(ids, true, 'Board', app.browser())).status).toBe(401)
    expect((await exported(ids, app.browser())).status).toBe(401)
    expect((await group(ids, true, 'Board, Friends')).status).toBe(400)
    expect((await list()).groups).toEqual([])
  })
})
