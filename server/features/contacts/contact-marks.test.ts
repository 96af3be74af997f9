import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contact, ContactWindow } from '#contract/contacts.ts'
import type { Person } from '#contract/people.ts'
import { emptyFields } from '#server/mail/contacts/contact-card.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const path = '/api/contacts'

let app: TestApp
let browser: TestBrowser
beforeEach(async () => {
  app = await startTestApp({})
  browser = await app.signedIn()
})
afterEach(() => app.stop())

const add = async (name: string, groups: string[] = []) => {
  const body = { ...emptyFields, name, groups, addresses: [{ address: `${name}@harbour.example`, kind: 'work' }] }
  return (await browser.ask<Contact>('POST', path, { body })).json
}
const list = async (query = '') => (await browser.ask<ContactWindow>('GET', `${path}?${query}`)).json
const mark = (id: string, isFavourite: boolean, who = browser) =>
  who.ask<Contact>('POST', `${path}/${id}/favourite`, { body: { isFavourite } })
const ben = async () => {
  const other = app.browser()
  await other.signIn('ben', 'ben-demo-pass')
  return other
}

describe('Favourites', () => {
  it('are offered first and listed alone, and their mark is no group', async () => {
    await add('Nora', ['Board'])
    const { id } = await add('Norbert', ['Board'])
    expect((await mark(id, true)).json).toMatchObject({ isFavourite: true, fields: { groups: ['Board'] } })
    const found = (await browser.ask<{ items: Person[] }>('GET', '/api/people?query=nor')).json.items
    expect(found.map(({ name }) => name)).toEqual(['Norbert', 'Nora'])
    expect(await list('favourites=true')).toMatchObject({ total: 1, items: [{ name: 'Norbert', isFavourite: true }] })
    expect(await list()).toMatchObject({ favourites: 1, groups: [{ name: 'Board', count: 2 }] })
    expect((await browser.ask('GET', `${path}/export?favourites=true`)).text).toContain('CATEGORIES:Board,starred\r\n')
    expect((await mark(id, false)).json.isFavourite).toBe(false)
    expect((await list('favourites=true')).total).toBe(0)
  })

  it('stay favourites when their groups are changed', async () => {
    const { id } = await add('Nora', ['Board'])
    const { fields, version } = (await mark(id, true)).json
    const body = { fields: { ...fields, groups: ['Friends'] }, version }
    const { json } = await browser.ask<Contact>('PATCH', `${path}/${id}`, { body })
    expect(json).toMatchObject({ isFavourite: true, fields: { groups: ['Friends'] } })
  })
})

describe('The photo of a contact', () => {
  const put = (contact: Contact, bytes: Buffer, who = browser) =>
    who.ask<Contact & { fields: unknown }>('POST', `${path}/${contact.id}/photo?version=${contact.version}`, {
      rawBody: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    })

  it('is put into the card, shown, and taken out again', async () => {
    const contact = await add('Nora')
    const { json } = await put(contact, gif)
    expect(json).toMatchObject({ photo: 'here', fields: contact.fields })
    const shown = await browser.ask('GET', `${path}/${contact.id}/photo`)
    expect(shown.headers.get('content-type')).toContain('image/gif')
    expect((await put(contact, gif)).json).toMatchObject({ type: 'contact-changed' })
    const body = { version: json.version }
    const removed = await browser.ask<Contact>('POST', `${path}/${contact.id}/remove-photo`, { body })
    expect(removed.json).toEqual(contact)
    expect((await browser.problem('GET', `${path}/${contact.id}/photo`)).status).toBe(404)
  })

  it.each([
    ['no picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 400],
    ['too large', Buffer.concat([gif, Buffer.alloc(400_000)]), 413],
  ])('is refused where it is %s, and the card stays', async (_why, bytes, status) => {
    const contact = await add('Nora')
    expect((await put(contact, bytes)).status).toBe(status)
    expect((await browser.ask('GET', `${path}/${contact.id}`)).json).toEqual(contact)
  })

  it('is shown to, and changed by, nobody else', async () => {
    const contact = await add('Nora')
    await put(contact, gif)
    const other = await ben()
    expect((await other.problem('GET', `${path}/${contact.id}/photo`)).status).toBe(404)
    expect((await put(contact, gif, other)).status).toBe(404)
    expect((await mark(contact.id, true, other)).status).toBe(404)
    expect((await app.browser().problem('GET', `${path}/${contact.id}/photo`)).status).toBe(401)
  })
})
