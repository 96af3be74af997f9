import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contact, ContactWindow, ListMember } from '#contract/contacts.ts'
import type { Person } from '#contract/people.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const path = '/api/contacts'
let app: TestApp
let browser: TestBrowser
beforeEach(async () => {
  app = await startTestApp({})
  browser = await app.signedIn()
})
afterEach(() => app.stop())

const card = (version: string, ...lines: string[]) =>
  ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD'].join('\r\n')
const ann = card('4.0', 'UID:urn:uuid:03A0E51F', 'FN:Ann', 'EMAIL:ann@harbour.example')
const bob = card('4.0', 'UID:bob', 'FN:Bob', 'EMAIL:bob@harbour.example')
/** As another program has made it. */
const rowers = card(
  '4.0',
  ...['UID:rowers', 'FN:Rowers', 'KIND:group', 'X-BOAT;X-SIZE=8:Swift\\, the', 'MEMBER:urn:uuid:03A0E51F'],
  'item1.URL:https://row.example',
)

async function bring(...cards: string[]): Promise<void> {
  const rawBody = Buffer.from(cards.join('\r\n'))
  const headers = { 'content-type': 'application/octet-stream' }
  await browser.ask('POST', `${path}/import?preview=false`, { rawBody, headers })
}
const list = async (query = '') => (await browser.ask<ContactWindow>('GET', `${path}?${query}`)).json
const idOf = async (name: string) => (await list()).items.find((row) => row.name === name)?.id ?? ''
const exported = async (id: string) => (await browser.ask('GET', `${path}/export?contact=${id}`)).text
type Change = Partial<Record<'people' | 'add' | 'remove', string[]>>
const change = (id: string, body: Change, who = browser) => who.ask<Contact>('POST', `${path}/${id}/members`, { body })
const kinds = (members: ListMember[] | null) => members?.map(({ is, name, address }) => [is, name || address])

describe('Who is in a list that came as a card', () => {
  it('is added by address, as the contact of the book or as that address, and is written to by its name', async () => {
    await bring(ann, bob, rowers)
    const id = await idOf('Rowers')
    const people = ['BOB@harbour.example', 'guest@moe.example', 'ann@harbour.example']
    const { json } = await change(id, { people })
    expect(kinds(json.members)).toEqual([
      ['person', 'Ann'],
      ['person', 'Bob'],
      ['address', 'guest@moe.example'],
    ])
    expect((await list('group=Rowers')).items.map(({ name }) => name)).toEqual(['Ann', 'Bob'])
    const found = (await browser.ask<{ items: Person[] }>('GET', '/api/people?query=rowers')).json.items
    expect(found[0]?.members?.map(({ address }) => address)).toEqual([
      'ann@harbour.example',
      'bob@harbour.example',
      'guest@moe.example',
    ])
  })

  it('is taken out and put back, and every other line of the card stays byte for byte', async () => {
    await bring(ann, bob, rowers)
    const id = await idOf('Rowers')
    const { json } = await change(id, { people: ['bob@harbour.example'], remove: ['urn:uuid:03A0E51F'] })
    expect(kinds(json.members)).toEqual([['person', 'Bob']])
    const without = rowers.replace('MEMBER:urn:uuid:03A0E51F\r\n', '')
    expect((await exported(id)).trim()).toBe(without.replace('END:VCARD', 'MEMBER:urn:uuid:bob\r\nEND:VCARD'))
    await change(id, { add: ['urn:uuid:03A0E51F'], remove: ['urn:uuid:bob'] })
    expect((await exported(id)).trim()).toBe(without.replace('END:VCARD', 'MEMBER:urn:uuid:03A0E51F\r\nEND:VCARD'))
  })

  it('is written as address books of Apple do, where the card is one of theirs', async () => {
    await bring(bob, card('3.0', 'UID:crew', 'FN:Crew', 'N:Crew;;;;', 'X-ADDRESSBOOKSERVER-KIND:group'))
    const id = await idOf('Crew')
    await change(id, { people: ['bob@harbour.example'] })
    expect(await exported(id)).toContain('X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:bob\r\n')
  })

  it('may be nobody any more, or the list itself: each is named, and can be taken out', async () => {
    const named = ['urn:uuid:gone', 'urn:uuid:fans'].map((member) => `MEMBER:${member}`)
    await bring(card('4.0', 'UID:fans', 'FN:Fans', 'KIND:group', ...named))
    const id = await idOf('Fans')
    const { members } = (await browser.ask<Contact>('GET', `${path}/${id}`)).json
    expect(members?.map(({ is }) => is)).toEqual(['gone', 'itself'])
    expect((await change(id, { remove: members?.map(({ member }) => member) ?? [] })).json.members).toEqual([])
  })

  it('is changed in lists only, by whose they are, and by what can stand on a line', async () => {
    await bring(ann, rowers)
    const id = await idOf('Rowers')
    expect((await change(await idOf('Ann'), { people: ['x@y.example'] })).status).toBe(404)
    const other = app.browser()
    await other.signIn('ben', 'ben-demo-pass')
    expect((await change(id, { people: ['x@y.example'] }, other)).status).toBe(404)
    expect((await change(id, { people: ['x@y.example'] }, app.browser())).status).toBe(401)
    expect((await change(id, { add: ['urn:uuid:x\r\nNOTE:more'] })).status).toBe(400)
    const many = Array.from({ length: 2_000 }, (_, at) => `p${at}@moe.example`)
    const refused = await browser.problem('POST', `${path}/${id}/members`, { body: { people: many } })
    expect(refused.json).toMatchObject({ type: 'invalid-request', fields: [{ field: 'people', code: 'too-many' }] })
    expect(await exported(id)).not.toContain('mailto:')
  })
})
