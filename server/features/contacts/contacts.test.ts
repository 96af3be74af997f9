import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contact, ContactFields, ContactWindow } from '#contract/contacts.ts'
import type { Person } from '#contract/people.ts'
import { emptyFields } from '#server/mail/contacts/contact-card.ts'
import { Problem } from '#server/problem.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const nora: ContactFields = {
  ...emptyFields,
  ...{ name: 'Nora Vik', nickname: 'boss', organisation: 'Harbour', groups: ['Board'] },
  addresses: [
    { address: 'nora.vik@harbour.example', kind: 'work' },
    { address: 'nora@home.example', kind: 'home' },
  ],
}
const jose: ContactFields = {
  ...{ ...emptyFields, name: 'José Álvarez', groups: ['Board'] },
  addresses: [{ address: 'jose@harbour.example', kind: 'work' }],
}
const path = '/api/contacts'

let nowMs = Date.now()
let app: TestApp
let browser: TestBrowser
beforeEach(async () => {
  nowMs = Date.now()
  app = await startTestApp({}, { now: () => nowMs })
  browser = await app.signedIn()
})
afterEach(() => app.stop())

const add = async (fields: object, who = browser) => (await who.ask<Contact>('POST', path, { body: fields })).json
const list = async (query = '', who = browser) => (await who.ask<ContactWindow>('GET', `${path}?${query}`)).json
const names = async (query = '', who = browser) => (await list(query, who)).items.map(({ name }) => name)
const find = async (query: string) =>
  (await browser.ask<{ items: Person[]; silentDirectories?: string[] }>('GET', `/api/people?query=${query}`)).json
const ben = async () => {
  const other = app.browser()
  await other.signIn('ben', 'ben-demo-pass')
  return other
}

describe('Contacts', () => {
  it('are kept for every browser of the person, by name, and for nobody else', async () => {
    const { id } = await add(nora)
    await add(jose)
    expect(await names('', await app.signedIn())).toEqual(['José Álvarez', 'Nora Vik'])
    const other = await ben()
    expect(await names('', other)).toEqual([])
    expect((await other.problem('GET', `${path}/${id}`)).status).toBe(404)
    await other.ask('POST', `${path}/delete`, { body: { ids: [id] } })
    expect(await names()).toHaveLength(2)
    expect((await app.browser().problem('GET', path)).status).toBe(401)
  })

  it.each([
    ['nor', ['Nora Vik']],
    ['jose', ['José Álvarez']],
    ['alv jos', ['José Álvarez']],
    ['harbour', ['José Álvarez', 'Nora Vik']],
    ['boss', ['Nora Vik']],
    ['home', ['Nora Vik']],
    ['ora', []],
  ])('are found by the beginnings of words: %s', async (query, found) => {
    await add(nora)
    await add(jose)
    expect(await names(`query=${query}`)).toEqual(found)
  })

  it('are listed by stretches and by groups, which are counted', async () => {
    await add(nora)
    await add(jose)
    await add({ ...emptyFields, name: 'Zed' })
    const second = await list('offset=1&limit=1')
    expect(second).toMatchObject({
      total: 3,
      offset: 1,
      items: [{ name: 'Nora Vik' }],
      groups: [{ name: 'Board', count: 2 }],
    })
    expect(await names('group=Board')).toEqual(['José Álvarez', 'Nora Vik'])
  })

  it('are changed where they are as they were looked at, and else left as they are', async () => {
    const { id, version } = await add(nora)
    const change = (fields: object, seen: string) =>
      browser.ask<Contact>('PATCH', `${path}/${id}`, { body: { fields, version: seen } })
    const first = await change({ ...nora, title: 'Harbour master' }, version)
    expect(first.json.fields.title).toBe('Harbour master')
    const late = await change({ ...nora, title: 'Something else' }, version)
    expect(late.status).toBe(409)
    expect(late.json).toMatchObject({ type: 'contact-changed' })
    expect((await browser.ask<Contact>('GET', `${path}/${id}`)).json).toEqual(first.json)
  })

  it('come back as they were after they were deleted, for a day', async () => {
    const { id } = await add(nora)
    const before = (await browser.ask('GET', `${path}/${id}`)).text
    await browser.ask('POST', `${path}/delete`, { body: { ids: [id] } })
    expect(await names()).toEqual([])
    expect((await browser.problem('GET', `${path}/${id}`)).status).toBe(404)
    await browser.ask('POST', `${path}/restore`, { body: { ids: [id] } })
    expect((await browser.ask('GET', `${path}/${id}`)).text).toBe(before)
    await browser.ask('POST', `${path}/delete`, { body: { ids: [id] } })
    nowMs += 25 * 60 * 60_000
    await app.app.contacts.sweep()
    expect((await browser.ask('POST', `${path}/restore`, { body: { ids: [id] } })).json).toEqual({ ids: [] })
  })

  it.each([
    ['addresses.0.address', { addresses: [{ address: 'boss🙂', kind: 'work' }] }],
    ['addresses.0.address', { addresses: [{ address: 'a@b.example\r\nBcc: x@y.example', kind: 'work' }] }],
    ['name', { name: '', addresses: [] }],
    ['name', { name: 'Two\nlines' }],
    ['name', { name: 'a'.repeat(201) }],
    ['note', { note: 'a\u0000b' }],
    ['groups.0', { groups: [''] }],
  ])('name the field %s when they cannot be kept', async (field, changes) => {
    const answer = await browser.ask<{ fields: { field: string }[] }>('POST', path, { body: { ...nora, ...changes } })
    expect(answer.status).toBe(400)
    expect([...new Set(answer.json.fields.map((each) => each.field))]).toEqual([field])
  })

  it('lie nowhere readable in our database', async () => {
    await add({ ...nora, note: 'A secret' })
    const rows = await app.storage.database.selectFrom('contact').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/\b(nora|harbour|secret|ada)\b/i)
    expect(app.log.join()).not.toMatch(/nora|harbour/i)
  })
})

describe('Suggestions while recipients are typed', () => {
  it('are contacts and the directory in one list, each address once, and say where they come from', async () => {
    await add({
      ...emptyFields,
      name: 'Ben from home',
      addresses: [{ address: 'BEN.okafor@example.gov', kind: 'home' }],
    })
    const { items } = await find('ben')
    expect(items.map(({ address, source }) => [address, source])).toEqual([['BEN.okafor@example.gov', 'contacts']])
    expect((await find('ada')).items.map(({ source }) => source)).toEqual([undefined])
  })

  it('begin with whom the person calls so', async () => {
    await add({ ...emptyFields, name: 'Bossa Nova', addresses: [{ address: 'nova@example.org', kind: 'work' }] })
    await add(nora)
    const { items } = await find('boss')
    expect(items.map(({ address, isNickname }) => [address, isNickname])).toEqual([
      ['nora.vik@harbour.example', true],
      ['nova@example.org', undefined],
    ])
  })

  it('may have an address with emoji, which is kept as it is and found', async () => {
    const address = '💌@harbour.example'
    const { fields } = await add({ ...nora, addresses: [{ address, kind: 'work' }] })
    expect(fields.addresses).toEqual([{ address, kind: 'work' }])
    for (const query of ['💌', address])
      expect((await find(encodeURIComponent(query))).items.map((person) => person.address)).toEqual([address])
  })

  it('hold a group with everybody in it, once', async () => {
    await add(nora)
    await add(jose)
    expect((await find('boa')).items).toEqual([
      {
        ...{ name: 'Board', address: '', detail: '', kind: 'group', source: 'contacts' },
        members: [
          { name: 'José Álvarez', address: 'jose@harbour.example' },
          { name: 'Nora Vik', address: 'nora.vik@harbour.example' },
        ],
      },
    ])
  })

  it('are the contacts alone, and say so, while the directory does not answer', async () => {
    await add(nora)
    app.directory.outage = new Problem('directory-unavailable')
    expect(await find('nora')).toMatchObject({
      ...{ silentDirectories: ['Department of Public Works'], items: [{ name: 'Nora Vik' }, {}] },
    })
    expect((await browser.problem('GET', '/api/people?query=xyz')).json.type).toBe('directory-unavailable')
  })
})

describe('People somebody has written to', () => {
  const send = (to: { name: string; address: string }[]) =>
    browser.ask('POST', '/api/send', {
      body: {
        idempotencyKey: randomUUID(),
        ...{ from: 'ada@example.gov', to, cc: [], bcc: [], subject: 'Hello', text: 'x', answering: null },
      },
    })
  const collected = () => names('collected=true')

  it('are found the next time, unless they are contacts or of the own organisation; and can be cleared and brought back', async () => {
    await add(nora)
    const sent = await send([
      { name: 'Kit\tNew', address: 'kit@harbour.example' },
      { name: 'Nora', address: 'Nora.Vik@harbour.example' },
      { name: 'Ben', address: 'ben.okafor@example.gov' },
    ])
    expect(sent.status).toBe(200)
    await expect.poll(collected, { timeout: 20_000 }).toEqual(['Kit New'])
    expect((await find('kit')).items).toMatchObject([{ address: 'kit@harbour.example', source: 'collected' }])
    expect(await names()).toEqual(['Nora Vik'])
    const { json } = await browser.ask<{ ids: string[] }>('POST', `${path}/clear-collected`)
    expect(await collected()).toEqual([])
    await browser.ask('POST', `${path}/restore`, { body: json })
    expect(await collected()).toEqual(['Kit New'])
  })

  it('become contacts when they are changed', async () => {
    await send([{ name: 'Kit', address: 'kit@harbour.example' }])
    await expect.poll(collected, { timeout: 20_000 }).toEqual(['Kit'])
    const [row] = (await list('collected=true')).items
    const { json } = await browser.ask<Contact>('GET', `${path}/${row?.id}`)
    const body = { fields: { ...json.fields, name: 'Kit Moe' }, version: json.version }
    await browser.ask('PATCH', `${path}/${row?.id}`, { body })
    expect(await names()).toEqual(['Kit Moe'])
    expect(await collected()).toEqual([])
  })
})
