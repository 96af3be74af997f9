import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Identity, IdentityList } from '#contract/identities.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'
import { ownAddressOf } from '#server/mail/own-address.ts'

const main = 'ada.lindqvist@example.gov'
const alias = 'ada@example.gov'
const tagged = 'ada+lists@example.gov'
const plain: Identity = {
  ...{ address: alias, name: 'Permit desk', replyTo: 'desk@example.gov', place: 'below' },
  ...{ signature: 'Ada\nRoom 210', signatureDocument: null },
}

describe('Identities', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const list = async (who = browser) => (await who.ask<IdentityList>('GET', '/api/identities')).json
  const save = (changes: object = {}) => browser.ask('POST', '/api/identities', { body: { ...plain, ...changes } })
  const send = (from: string) =>
    browser.ask('POST', '/api/send', {
      body: {
        ...{ idempotencyKey: `composition-${from.replaceAll(/\W/g, '-')}`, from, subject: 'Kiosk', text: 'Hello' },
        ...{ to: [{ name: '', address: 'ben.okafor@example.gov' }], cc: [], bcc: [], answering: null },
      },
    })

  it('are there for each address before anything is kept, the main one as default', async () => {
    const { items, defaultAddress } = await list()
    expect(items.map(({ address }) => address)).toEqual([main, alias])
    expect(items[0]).toMatchObject({ name: '', replyTo: '', signature: '', place: 'above' })
    expect(defaultAddress).toBe(main)
  })

  it('are kept for every browser of the person, and for nobody else', async () => {
    expect((await save()).status).toBe(200)
    await browser.ask('POST', '/api/identities/default', { body: { address: alias } })
    const seen = await list(await app.signedIn())
    expect(seen.items[1]).toEqual(plain)
    expect(seen.defaultAddress).toBe(alias)
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await list(ben)).items.map(({ address }) => address)).toEqual(['ben.okafor@example.gov'])
  })

  it('give name and Reply-To to what is sent, from an alias and from an address with a tag', async () => {
    await save()
    await save({ address: 'ADA+lists@example.gov', name: '', replyTo: '' })
    expect((await list()).items[2]?.address).toBe(tagged)
    await send(alias)
    await send(tagged)
    const [first, second] = app.submission.taken
    expect(first?.source).toMatch(/^From: Permit desk <ada@example\.gov>\r$/m)
    expect(first?.source).toMatch(/^Reply-To: desk@example\.gov\r$/m)
    expect(second?.envelope.from).toBe(tagged)
    expect(second?.source).toMatch(/^From: Ada Lindqvist <ada\+lists@example\.gov>\r$/m)
    expect(second?.source).not.toMatch(/^Reply-To/m)
  })

  it('go, and with them the choice of a default', async () => {
    await save({ address: tagged })
    await browser.ask('POST', '/api/identities/default', { body: { address: tagged } })
    await browser.ask('POST', '/api/identities/delete', { body: { address: tagged } })
    const { items, defaultAddress } = await list()
    expect([items.length, defaultAddress]).toEqual([2, main])
  })

  it.each(['ben.okafor@example.gov', 'ben.okafor+ada@example.gov', 'ada@elsewhere.example'])(
    'are refused for %s, which is not the person’s',
    async (address) => {
      expect((await save({ address })).status).toBe(422)
      expect((await browser.problem('POST', '/api/identities/default', { body: { address } })).status).toBe(422)
      expect((await send(address)).status).toBe(422)
    },
  )

  it.each([
    ['name', 'Ada\r\nBcc: evil@example.org'],
    ['name', 'a'.repeat(201)],
    ['replyTo', 'a@b.example\r\nBcc: evil@example.org'],
    ['replyTo', 'nobody'],
    ['signature', 'a'.repeat(10_001)],
    ['signatureDocument', { type: 'doc', attrs: { lang: null, dir: null }, content: [{ type: 'script' }] }],
    ['place', 'beside'],
  ])('name the field %s when it cannot be kept', async (field, value) => {
    const answer = await browser.ask<{ fields: { field: string }[] }>('POST', '/api/identities', {
      body: { ...plain, [field]: value },
    })
    expect(answer.status).toBe(400)
    expect(answer.json.fields.map((each) => each.field)).toEqual([field])
  })

  it.each(['"Evil" <evil@example.org>', 'a, b@example.org', 'Ünïcode =?utf-8?q?x?=', 'x'.repeat(200), ''])(
    'with the hostile name %j give one From, of the person alone',
    async (name) => {
      await save({ name })
      await send(alias)
      const header = app.submission.taken[0]?.source.split('\r\n\r\n')[0]?.replaceAll(/\r\n[ \t]+/g, ' ') ?? ''
      const from = header.split('\r\n').filter((line) => /^from:/i.test(line))
      expect(from).toHaveLength(1)
      expect(from[0]).toMatch(/ <ada@example\.gov>$/)
      expect(from[0]?.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').match(/</g)).toHaveLength(1)
      expect(header).not.toMatch(/^bcc/im)
    },
  )

  it('end at fifty', async () => {
    for (let count = 0; count < 50; count += 1) await save({ address: `ada+${count}@example.gov` })
    expect((await save({ address: tagged })).status).toBe(403)
  })

  it('lie nowhere readable in our database', async () => {
    await save()
    const rows = await app.storage.database.selectFrom('person_note').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/permit desk|room 210/i)
  })
})

describe('An own address', () => {
  it.each([
    ['ADA@example.gov', alias],
    ['Ada+x+y@EXAMPLE.gov', 'ada+x+y@example.gov'],
    ['ada+@example.gov', null],
    ['+lists@example.gov', null],
    ['ada+x@y@example.gov', null],
    ['adam@example.gov', null],
  ])('%s is %s', (from, own) => expect(ownAddressOf([main, alias], from)).toBe(own))
})
