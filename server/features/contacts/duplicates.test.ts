import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Duplicate } from '#contract/contact-merge.ts'
import type { Contact, ContactWindow } from '#contract/contacts.ts'
import { emptyFields } from '#server/mail/contacts/contact-card.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

let app: TestApp
let browser: TestBrowser
beforeEach(async () => {
  app = await startTestApp()
  browser = await app.signedIn()
})
afterEach(() => app.stop())

async function add(name: string, address = '', more: object = {}): Promise<Contact> {
  const addresses = address === '' ? [] : [{ address, kind: 'work' }]
  return (await browser.ask<Contact>('POST', '/api/contacts', { body: { ...emptyFields, name, addresses, ...more } }))
    .json
}
const list = async () => (await browser.ask<ContactWindow>('GET', '/api/contacts')).json.items.map(({ name }) => name)
const duplicates = async () =>
  (await browser.ask<{ items: Duplicate[]; total: number }>('GET', '/api/contact-duplicates')).json
const merge = (contacts: readonly Contact[], who = browser) =>
  who.ask<{ contact: Contact; ids: string[]; type?: string }>('POST', '/api/contact-duplicates/merge', {
    body: { contacts: contacts.map(({ id, version }) => ({ id, version })) },
  })

describe('contacts that may be one person', () => {
  it('are those with an address in common, however many steps that takes, and those of one whole name', async () => {
    await add('Nora Vik', 'nora@a.example')
    await add('N. Vik', 'NORA@a.example', { telephones: [{ number: '1', kind: 'work' }] })
    await add('Kit Moe')
    await add('kit móe', 'kit@b.example')
    await add('Ada')
    await add('Ada', 'ada@c.example')
    const { items, total } = await duplicates()
    expect(total).toBe(2)
    expect(items.map(({ reason, contacts }) => [reason, contacts.map(({ fields }) => fields.name).sort()])).toEqual([
      ['address', ['N. Vik', 'Nora Vik']],
      ['name', ['Kit Moe', 'kit móe']],
    ])
  })

  it('become one that says all that any of them said, and are back as they were by Undo', async () => {
    const before = [
      await add('Nora Vik', 'nora@a.example', { note: 'Long enough to be the first of the two', groups: ['Board'] }),
      await add('Nora Vik', 'nora@a.example', { title: 'Pilot', groups: ['Friends'] }),
    ]
    const [found] = (await duplicates()).items
    expect(found?.merged).toMatchObject({ title: 'Pilot', groups: ['Board', 'Friends'] })
    const { json } = await merge(before)
    expect(json.contact.fields).toEqual(found?.merged)
    expect(await list()).toEqual(['Nora Vik'])
    expect((await duplicates()).total).toBe(0)
    await browser.ask('POST', '/api/contacts/delete', { body: { ids: [json.contact.id] } })
    await browser.ask('POST', '/api/contacts/restore', { body: { ids: json.ids } })
    for (const contact of before)
      expect((await browser.ask('GET', `/api/contacts/${contact.id}`)).json).toEqual(contact)
  })

  it('are not touched where one of them is another by now, or somebody else’s', async () => {
    const [one, two] = [await add('Nora Vik'), await add('Nora Vik')]
    const change = { fields: { ...one.fields, title: 'Pilot' }, version: one.version }
    await browser.ask('PATCH', `/api/contacts/${one.id}`, { body: change })
    expect((await merge([one, two])).json.type).toBe('contact-changed')
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await merge([one, two], ben)).status).toBe(409)
    expect((await merge([two, two])).status).toBe(409)
    expect(await list()).toEqual(['Nora Vik', 'Nora Vik'])
  })
})
