import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyFields } from '#server/mail/contacts/contact-card.ts'
import type { Filter, FiltersState, FilterTrial } from '#contract/filters.ts'
import type { MessageWindow } from '#contract/messages.ts'
import type { Whereabouts } from '#contract/whereabouts.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const inboxId = Buffer.from('INBOX').toString('base64url')
const identity = { user: 'ada', secret: () => Promise.reject(new Error('not needed')) }
const about = (condition: object): object => ({
  ...{ name: 'Known', isOn: true, needs: 'all', stops: false, conditions: [condition], actions: [{ do: 'flag' }] },
})
const crew = 'crew@example.gov'
const ben = 'ben.okafor@example.gov'

describe('A filter about who writes', () => {
  let app: TestApp
  let browser: TestBrowser
  let scripts: MemorySieve
  beforeEach(async () => {
    scripts = new MemorySieve()
    app = await startTestApp({}, { scripts })
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const save = async (filter: object) => {
    const { version } = (await browser.ask<FiltersState>('GET', '/api/filters')).json
    return browser.ask<FiltersState & { fields: unknown }>('POST', '/api/filters', {
      body: { filters: [filter], version },
    })
  }
  const addContact = (address: string) =>
    browser.ask('POST', '/api/contacts', {
      body: { ...emptyFields, name: 'Ben', addresses: [{ address, kind: 'work' }] },
    })
  const members = (...addresses: string[]) =>
    app.directory.groups.set(crew, {
      ...{ isTooLarge: false, withoutAddress: 0 },
      items: addresses.map((address) => ({ name: 'Somebody', address, detail: '', kind: 'person' as const })),
    })
  const running = async () => (await (await scripts.open(identity)).read('curbcut-rules')).text
  const code = async () => (await running()).replace(/^#.*$/gm, '')
  const caught = async (condition: object) => {
    const body = { filter: { needs: 'all', conditions: [condition] }, folderId: inboxId, offset: 0 }
    const { json } = await browser.ask<FilterTrial>('POST', '/api/filters/try', { body })
    return json.caught.map(({ subject }) => subject)
  }

  it('knows the contacts, and those that come', async () => {
    expect((await save(about({ on: 'contact', how: 'is' }))).status).toBe(200)
    expect(await code()).toContain('false')
    expect((await addContact('Ben.Okafor@example.gov')).status).toBeLessThan(300)
    await expect.poll(code).toMatch(/address :all :is \["From"\] \["ben.okafor@example.gov"\]/)
  })

  it('knows the members of a group, and those that come and go once a page asks', async () => {
    members(ben)
    expect((await save(about({ on: 'group-member', how: 'is-not', value: crew }))).status).toBe(200)
    expect(await code()).toMatch(/not address :all :is \["From"\] \["ben.okafor@example.gov"\]/)
    members(ben, 'kit@example.gov')
    await browser.ask('GET', '/api/absence')
    expect(await code()).toMatch(/\["ben.okafor@example.gov", "kit@example.gov"\]/)
  })

  it('is refused with the field for a group that there is not, or that is too large', async () => {
    const refused = [{ field: 'filters.0.conditions.0.value', code: 'unknown-person' }]
    expect((await save(about({ on: 'group-member', how: 'is', value: crew }))).json.fields).toEqual(refused)
    app.directory.groups.set(crew, { items: [], isTooLarge: true, withoutAddress: 0 })
    expect((await save(about({ on: 'group-member', how: 'is', value: crew }))).json.fields).toEqual(refused)
    const { json } = await save(about({ on: 'group-member', how: 'is', value: 'crew"; stop;' }))
    expect(json.fields).toMatchObject([{ code: 'wrong-form' }])
  })

  it('is tried out, and told of as why a message is where it is, by the same people', async () => {
    fillInbox(app, ['A project'])
    members(ben)
    expect(await caught({ on: 'contact', how: 'is' })).toEqual([])
    expect(await caught({ on: 'contact', how: 'is-not' })).toEqual(['A project'])
    expect(await caught({ on: 'group-member', how: 'is', value: 'CREW@example.gov' })).toEqual(['A project'])
    await addContact(ben)
    expect(await caught({ on: 'contact', how: 'is' })).toEqual(['A project'])
    await save(about({ on: 'contact', how: 'is' }))
    const { json } = await browser.ask<MessageWindow>('GET', `/api/folders/${inboxId}/messages`)
    const why = await browser.ask<Whereabouts>('GET', `/api/messages/${json.items[0]?.id}/why`)
    expect(why.json.caughtBy).toMatchObject([{ name: 'Known' } satisfies Partial<Filter>])
  })

  it('knows recipients as well, other than the person', async () => {
    members('Ada@example.gov', ben)
    expect((await save(about({ on: 'recipient-group-member', how: 'is', value: crew }))).status).toBe(200)
    expect(await code()).toMatch(/address :all :is \["To", "Cc", "Bcc"\] \["ben.okafor@example.gov"\]/)
    fillInbox(app, ['A project'])
    expect(await caught({ on: 'recipient-group-member', how: 'is', value: crew })).toEqual([])
    expect(await caught({ on: 'recipient-contact', how: 'is-not' })).toEqual(['A project'])
    const { json } = await save(about({ on: 'recipient-group-member', how: 'is', value: 'none@example.gov' }))
    expect(json.fields).toEqual([{ field: 'filters.0.conditions.0.value', code: 'unknown-person' }])
  })

  it('goes by hours of arrival and by what is attached as well', async () => {
    fillInbox(app, ['A project'])
    const weekly = { weekdays: [0, 1, 2, 3, 4, 5, 6], fromMinute: 0, untilMinute: 1440, zone: 'Europe/Madrid' }
    expect(await caught({ on: 'arrival', how: 'within', weekly })).toEqual(['A project'])
    expect(await caught({ on: 'arrival', how: 'outside', weekly })).toEqual([])
    const ever = { fromDay: '2000-01-01', untilDay: null, zone: 'Asia/Kathmandu' }
    expect(await caught({ on: 'arrival-days', how: 'within', days: ever })).toEqual(['A project'])
    expect(await caught({ on: 'arrival-days', how: 'outside', days: ever })).toEqual([])
    expect(await caught({ on: 'attachment-type', how: 'is', kind: 'pdf' })).toEqual(['A project'])
    expect(await caught({ on: 'attachment-type', how: 'is', kind: 'picture' })).toEqual([])
    const { json } = await save(
      about({ on: 'arrival', how: 'within', weekly: { ...weekly, zone: 'Mars/Base"; stop;' } }),
    )
    expect(JSON.stringify(json.fields)).toContain('wrong-form')
  })
})
