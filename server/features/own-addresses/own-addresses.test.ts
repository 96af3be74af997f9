import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChangedAddresses, OwnAddresses } from '#contract/own-addresses.ts'
import { MemoryAliases } from '#server/mail/testing/memory-aliases.ts'
import { Problem } from '#server/problem.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const policy = { bindDn: 'cn=x', passwordFile: 'unused', domains: ['example.gov'], most: 2 }
const directory = { host: '127.0.0.1', port: 1, bindDn: 'cn=x', passwordFile: 'unused', baseDn: 'dc=x' }

describe('Addresses of one’s own', () => {
  let app: TestApp
  let browser: TestBrowser
  let aliases: MemoryAliases
  beforeEach(async () => {
    aliases = new MemoryAliases({
      ada: { main: 'ada.lindqvist@example.gov', active: ['ada@example.gov'], paused: [], replies: new Map() },
      ben: { main: 'ben.okafor@example.gov', active: [], paused: ['old.ben@example.gov'], replies: new Map() },
    })
    app = await startTestApp({ aliases: policy, directory }, { aliases })
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const read = async () => (await browser.ask<OwnAddresses>('GET', '/api/own-addresses')).json
  const add = async (name: string, domain = 'example.gov', note = '') =>
    (await browser.ask<ChangedAddresses>('POST', '/api/own-addresses', { body: { name, domain, note } })).json
  const change = (body: object, who = browser) => who.ask<ChangedAddresses>('PATCH', '/api/own-addresses', { body })
  const retire = (address: string) =>
    browser.ask<ChangedAddresses>('POST', '/api/own-addresses/retire', { body: { address } })
  const writesFrom = async (who = browser) =>
    (await who.ask<{ items: { address: string }[] }>('GET', '/api/identities')).json.items.map(({ address }) => address)

  it('are all that reach a person, with what they may do with each', async () => {
    expect(await read()).toEqual({
      main: 'ada.lindqvist@example.gov',
      items: [{ address: 'ada@example.gov', isPaused: false, isOwn: false, note: '', reply: '' }],
      requests: [],
      offer: { domains: ['example.gov'], most: 2, left: 2, needsApproval: false },
    })
  })

  it('are made, noted and given up, and can at once be written from wherever the person is signed in', async () => {
    const other = await app.signedIn()
    const { fault, addresses } = await add('Permits.Ada', 'example.gov', 'Permit forms')
    expect(fault).toBeNull()
    expect(addresses.items[1]).toEqual({
      ...{ address: 'permits.ada@example.gov', isPaused: false, isOwn: true, note: 'Permit forms', reply: '' },
    })
    expect(addresses.offer?.left).toBe(1)
    expect(await writesFrom(other)).toContain('permits.ada@example.gov')
    await change({ address: 'permits.ada@example.gov', note: 'Old forms' })
    expect((await read()).items[1]?.note).toBe('Old forms')
    await retire('PERMITS.ADA@example.gov')
    expect((await read()).items).toHaveLength(1)
    expect(await writesFrom(other)).not.toContain('permits.ada@example.gov')
  })

  it('are not written from while they are paused, and again when they are not', async () => {
    await add('forms')
    const { json } = await change({ address: 'forms@example.gov', isPaused: true })
    expect(json.addresses.items[1]).toMatchObject({ address: 'forms@example.gov', isPaused: true })
    expect(aliases.accounts.get('ada')).toMatchObject({
      ...{ active: ['ada@example.gov'], paused: ['forms@example.gov'] },
      replies: new Map([['forms@example.gov', 'This address takes no mail at the moment.']]),
    })
    expect(await writesFrom()).not.toContain('forms@example.gov')
    await change({ address: 'forms@example.gov', isPaused: false })
    expect(await writesFrom()).toContain('forms@example.gov')
  })

  it.each([
    ['somebody’s main address', 'ben.okafor', 'taken'],
    ['somebody’s paused address', 'Old.Ben', 'taken'],
    ['one’s own', 'ada', 'taken'],
    ['a name mail servers need', 'PostMaster', 'reserved'],
    ['an emoji', '🙂', 'name'],
    ['a tag', 'ada+lists', 'name'],
    ['two addresses', 'a@b.example,c', 'name'],
    ['nothing', '', 'name'],
    ['a filter', '*', 'name'],
  ])('are not made of %s', async (_what, name, fault) => {
    expect((await add(name)).fault).toBe(fault)
    expect((await read()).items).toHaveLength(1)
  })

  it('are made in the organisation’s domains alone, and only so many', async () => {
    expect((await add('forms', 'elsewhere.example')).fault).toBe('domain')
    expect([(await add('one')).fault, (await add('two')).fault, (await add('three')).fault]).toEqual([
      null,
      null,
      'many',
    ])
  })

  it('are given to one of two who want the same at the same moment', async () => {
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    const body = { name: 'mayor.office', domain: 'example.gov', note: '' }
    const answers = await Promise.all(
      [browser, ben].map((who) => who.ask<ChangedAddresses>('POST', '/api/own-addresses', { body })),
    )
    expect(answers.map(({ json }) => json.fault).toSorted()).toEqual([null, 'taken'])
    expect(await aliases.holders('mayor.office@example.gov')).toBe(1)
  })

  it('of the organisation’s making, or of somebody else’s, nobody changes here', async () => {
    await add('forms')
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await change({ address: 'ada@example.gov', isPaused: true })).status).toBe(403)
    expect((await retire('ada.lindqvist@example.gov')).status).toBe(403)
    expect((await change({ address: 'forms@example.gov', isPaused: true }, ben)).status).toBe(403)
    expect((await app.browser().problem('GET', '/api/own-addresses')).status).toBe(401)
  })

  it.each(['Größe', '', '   ', 'One|Two', 'Line one\r\n250 Line two', 'Tab\tstop'])(
    'are not paused with %j, which not every mail server passes on',
    async (reply) => {
      await add('forms')
      const { json } = await change({ address: 'forms@example.gov', isPaused: true, reply })
      expect([json.fault, json.addresses.items[1]?.isPaused]).toEqual(['reply', false])
    },
  )

  it('refuse each with a sentence of its own, which stays for the next time and is gone with the address', async () => {
    const replies = async () => (await read()).items.map(({ address, reply }) => [address, reply]).toSorted()
    await add('forms')
    await add('shop')
    await change({ address: 'forms@example.gov', isPaused: true, reply: 'Write to Ben.' })
    await change({ address: 'shop@example.gov', isPaused: true, reply: 'Closed for good.' })
    await change({ address: 'forms@example.gov', reply: 'Write to Cara.' })
    const both = [
      ['forms@example.gov', 'Write to Cara.'],
      ['shop@example.gov', 'Closed for good.'],
    ]
    expect(await replies()).toEqual([['ada@example.gov', ''], ...both])
    await change({ address: 'forms@example.gov', isPaused: false })
    expect(await replies()).toEqual([['ada@example.gov', ''], ...both])
    await change({ address: 'forms@example.gov', isPaused: true })
    expect(await replies()).toEqual([['ada@example.gov', ''], ...both])
    await retire('forms@example.gov')
    await add('forms')
    expect((await replies())[1]).toEqual(['forms@example.gov', ''])
  })

  it('say so while the directory does not answer, and nothing is changed', async () => {
    aliases.outage = new Problem('directory-unavailable')
    const { json } = await browser.problem('POST', '/api/own-addresses', {
      body: { name: 'forms', domain: 'example.gov', note: '' },
    })
    expect(json.type).toBe('directory-unavailable')
    aliases.outage = null
    expect((await add('forms')).fault).toBeNull()
  })

  it('keep neither the note nor the pause of one request where the directory refuses the pause', async () => {
    await add('forms', 'example.gov', 'Permit forms')
    aliases.refusal = new Problem('directory-unavailable')
    const body = { address: 'forms@example.gov', note: 'Old forms', isPaused: true }
    expect((await browser.problem('PATCH', '/api/own-addresses', { body })).json.type).toBe('directory-unavailable')
    aliases.refusal = null
    expect((await read()).items[1]).toMatchObject({ note: 'Permit forms', isPaused: false })
    const { addresses } = (await change(body)).json
    expect(addresses.items[1]).toMatchObject({ note: 'Old forms', isPaused: true })
  })

  it('are shown, and not offered, where the operator offers none', async () => {
    const plain = await startTestApp()
    try {
      const who = await plain.signedIn()
      const { json } = await who.ask<OwnAddresses>('GET', '/api/own-addresses')
      expect(json).toMatchObject({ main: 'ada.lindqvist@example.gov', offer: null })
      const body = { name: 'forms', domain: 'example.gov', note: '' }
      expect((await who.problem('POST', '/api/own-addresses', { body })).status).toBe(403)
    } finally {
      await plain.stop()
    }
  })
})
