import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ContactAccounts, JoinedAccount } from '#contract/contact-accounts.ts'
import type { Contact, ContactFields, ContactWindow } from '#contract/contacts.ts'
import { CardClient } from '#platform/testing/card-client.ts'
import { personOf, realPlatform } from '#server/mail/testing/real-mail.ts'
import type { Person } from '#contract/people.ts'
import { sharedBook } from '#platform/radicale/radicale.ts'
import { type FaultyProxy, startFaultyProxy } from '#server/testing/faulty-proxy.ts'
import { startRealApp, type RealApp } from '#server/testing/real-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const fields: ContactFields = {
  ...{ name: '', nickname: '', organisation: '', title: '', note: '', groups: [] },
  ...{ prefersPlainText: false, needsAccessible: false },
  ...{ addresses: [], telephones: [] },
}

describe('Address books on Radicale', () => {
  const platform = realPlatform()
  const user = 'jonas'
  const phone = new CardClient(platform, user)
  const direct = `https://${platform.host}:${platform.ports.carddav}/`
  let proxy: FaultyProxy
  let app: RealApp
  let browser: TestBrowser
  let path: string

  beforeAll(async () => {
    proxy = await startFaultyProxy(platform)
    const { caFile } = platform
    app = await startRealApp(platform, undefined, [
      { name: 'By the proxy', url: proxy.url, caFile },
      { name: 'Without its authority', url: proxy.url.replace('127.0.0.1', 'localhost') },
    ])
    browser = await app.signedIn(user)
  })
  afterAll(async () => {
    await app.stop()
    proxy.stop()
  })
  afterEach(async () => {
    proxy.fault = () => null
    for (const { id } of (await accounts()).accounts) await browser.ask('DELETE', `/api/contact-accounts/${id}`)
    await phone.delete(path).catch(() => undefined)
  })

  const accounts = async () => (await browser.ask<ContactAccounts>('GET', '/api/contact-accounts')).json
  async function join(server: string, password = personOf(platform, user).password) {
    return (await browser.ask<JoinedAccount>('POST', '/api/contact-accounts', { body: { server, user, password } }))
      .json
  }
  const sync = async () => (await browser.ask<{ isChanged: boolean }>('POST', '/api/contact-accounts/sync')).json
  const list = async (query = '') => (await browser.ask<ContactWindow>('GET', `/api/contacts?${query}`)).json
  const names = async () => (await list()).items.map(({ name }) => name)
  const read = async (id: string) => (await browser.ask<Contact>('GET', `/api/contacts/${id}`)).json
  const idOf = async (name: string) => (await list()).items.find((row) => row.name === name)?.id ?? ''
  const book = async () => (await list()).books.find(({ name }) => path.endsWith(`/${name}/`))?.id ?? ''
  const change = (contact: Contact, changes: Partial<ContactFields>) =>
    browser.ask<Contact & { type?: string }>('PATCH', `/api/contacts/${contact.id}`, {
      body: { fields: { ...contact.fields, ...changes }, version: contact.version },
    })
  /** A book with these people in it, as a telephone would have made it. */
  async function bookOf(...people: string[]): Promise<void> {
    path = await phone.makeBook(`b${crypto.randomUUID().slice(0, 8)}`)
    for (const name of people) await phone.put(`${path}${name}.vcf`, [`UID:${name}`, `FN:${name}`, `N:${name};;;;`])
  }
  const number = (count: number) => Array.from({ length: count }, (_, at) => `P${String(at).padStart(3, '0')}`)

  it('are all found with one account, and say how many are in each', async () => {
    await bookOf('Ann', 'Bob')
    expect((await join(direct)).fault).toBeNull()
    const [account] = (await accounts()).accounts
    expect(account).toMatchObject({ server: 'Address books', user })
    expect(account?.books.map(({ name, count }) => [name, count])).toEqual(
      expect.arrayContaining([
        ['Work contacts', 0],
        [path.split('/')[2], 2],
      ]),
    )
    expect(await names()).toEqual(['Ann', 'Bob'])
  })

  it('of several accounts stand side by side, and forgetting one leaves the other as it is', async () => {
    await bookOf('Ann')
    await join(direct)
    const body = { server: direct, user: sharedBook.uid, password: personOf(platform, sharedBook.uid).password }
    await browser.ask('POST', '/api/contact-accounts', { body })
    expect(await names()).toEqual(['Ann', 'Bridge Guard'])
    await phone.put(`${path}Cid.vcf`, ['UID:Cid', 'FN:Cid', 'N:Cid;;;;'])
    await sync()
    expect(await names()).toEqual(['Ann', 'Bridge Guard', 'Cid'])
    const other = (await accounts()).accounts.find((each) => each.user === sharedBook.uid)
    await browser.ask('DELETE', `/api/contact-accounts/${other?.id}`)
    expect(await names()).toEqual(['Ann', 'Cid'])
  })

  it('that another program deletes come back by Undo of whoever still looks at them, there as well', async () => {
    await bookOf('Ann')
    await join(direct)
    const id = await idOf('Ann')
    await phone.delete(`${path}Ann.vcf`)
    await sync()
    expect((await browser.problem('GET', `/api/contacts/${id}`)).status).toBe(404)
    await browser.ask('POST', '/api/contacts/restore', { body: { ids: [id] } })
    expect((await read(id)).fields.name).toBe('Ann')
    expect(await phone.get(`${path}Ann.vcf`)).toContain('FN:Ann')
    await sync()
    expect(await names()).toEqual(['Ann'])
  })

  it('show what another program adds, changes and deletes', async () => {
    await bookOf('Ann', 'Bob')
    await join(direct)
    await phone.put(`${path}Ann.vcf`, ['UID:Ann', 'FN:Anna', 'N:Anna;;;;', 'EMAIL:anna@harbour.example'])
    await phone.put(`${path}Cid.vcf`, ['UID:Cid', 'FN:Cid', 'N:Cid;;;;'])
    await phone.delete(`${path}Bob.vcf`)
    expect((await sync()).isChanged).toBe(true)
    expect(await names()).toEqual(['Anna', 'Cid'])
    expect((await sync()).isChanged).toBe(false)
  })

  it('take what is written here, with every property another program has put into the card', async () => {
    await bookOf()
    const lines = ['UID:Ann', 'FN:Ann', 'N:Ann;;;;', 'X-PET;X-KIND=small:a cat\\, grey', 'item1.URL:https://a.example']
    await phone.put(`${path}Ann.vcf`, lines)
    await join(direct)
    const { status } = await change(await read(await idOf('Ann')), { title: 'Mayor' })
    expect(status).toBe(200)
    const card = await phone.get(`${path}Ann.vcf`)
    expect(card).toContain('TITLE:Mayor')
    expect(card).toMatch(/^X-PET;X-KIND=small:a cat\\, grey\r?$/m)
    expect(card).toMatch(/^item1\.URL:https:\/\/a\.example\r?$/im)
    const made = await browser.ask<Contact>('POST', '/api/contacts', {
      body: { ...fields, name: 'New', book: await book() },
    })
    expect(made.json.book).toBe(await book())
    expect(await phone.get(path)).toContain('FN:New')
  })

  it('keep both sides where somebody else changed the same card meanwhile', async () => {
    await bookOf('Ann')
    await join(direct)
    const before = await read(await idOf('Ann'))
    await phone.put(`${path}Ann.vcf`, ['UID:Ann', 'FN:Ann', 'N:Ann;;;;', 'TITLE:Theirs'])
    const refused = await change(before, { title: 'Mine' })
    expect([refused.status, refused.json.type]).toEqual([409, 'contact-changed'])
    const now = await read(before.id)
    expect(now.fields.title).toBe('Theirs')
    expect(await phone.get(`${path}Ann.vcf`)).toContain('TITLE:Theirs')
    expect((await change(now, { title: 'Mine' })).status).toBe(200)
    expect(await phone.get(`${path}Ann.vcf`)).toContain('TITLE:Mine')
  })

  it('show lists of people as groups that can be written to and changed, here and by other programs', async () => {
    await bookOf()
    await phone.put(`${path}Ann.vcf`, ['UID:Ann', 'FN:Ann', 'N:Ann;;;;', 'EMAIL:ann@harbour.example'])
    const lines = ['UID:rowers', 'FN:Rowers', 'N:Rowers;;;;', 'X-ADDRESSBOOKSERVER-KIND:group']
    await phone.put(`${path}rowers.vcf`, [...lines, 'X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:Ann'])
    const before = await phone.get(`${path}rowers.vcf`)
    await join(direct)
    expect((await list()).groups).toEqual([{ name: 'Rowers', count: 1 }])
    expect((await list('group=Rowers')).items.map(({ name }) => name)).toEqual(['Ann'])
    const { json } = await browser.ask<{ items: Person[] }>('GET', '/api/people?query=rowers')
    expect(json.items[0]?.members).toEqual([{ name: 'Ann', address: 'ann@harbour.example' }])
    const id = await idOf('Rowers')
    expect((await read(id)).members).toMatchObject([{ is: 'person', name: 'Ann', address: 'ann@harbour.example' }])
    await phone.put(`${path}Bob.vcf`, ['UID:Bob', 'FN:Bob', 'N:Bob;;;;', 'EMAIL:bob@harbour.example'])
    await sync()
    const members = (body: object) => browser.ask<Contact>('POST', `/api/contacts/${id}/members`, { body })
    expect((await members({ people: ['bob@harbour.example'] })).status).toBe(200)
    expect(await phone.get(`${path}rowers.vcf`)).toMatch(
      /^X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:Ann\r?\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:Bob\r?$/m,
    )
    await members({ remove: ['urn:uuid:Bob'] })
    expect(await phone.get(`${path}rowers.vcf`)).toBe(before)
    await phone.put(`${path}rowers.vcf`, lines)
    await sync()
    expect((await list()).groups).toEqual([])
    await phone.put(`${path}rowers.vcf`, [...lines, 'X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:Ann'])
    await browser.ask('POST', `/api/contacts/${await idOf('Ann')}/favourite`, { body: { isFavourite: true } })
    expect(await phone.get(`${path}Ann.vcf`)).toContain('CATEGORIES:starred')
    expect(await phone.get(`${path}rowers.vcf`)).toBe(before)
  })

  it('name a card that is too large, until it is smaller', async () => {
    await bookOf('Ann')
    const huge = `PHOTO;ENCODING=b;TYPE=JPEG:${'A'.repeat(1_200_000)}`
    await phone.put(`${path}Big.vcf`, ['UID:Big', 'FN:Big Ben', 'N:Ben;Big;;;', huge])
    await join(direct)
    const leftOut = async () =>
      (await accounts()).accounts.flatMap(({ books }) => books.flatMap((each) => each.leftOut))
    expect([await names(), await leftOut()]).toEqual([['Ann'], ['Big Ben']])
    await sync()
    expect(await leftOut()).toEqual(['Big Ben'])
    await phone.put(`${path}Big.vcf`, ['UID:Big', 'FN:Big Ben', 'N:Ben;Big;;;'])
    await sync()
    expect([await names(), await leftOut()]).toEqual([['Ann', 'Big Ben'], []])
  })

  it('that a unit shares are read, and nothing is written into them', async () => {
    const reader = await app.signedIn(sharedBook.uid)
    const { password } = personOf(platform, sharedBook.uid)
    await reader.ask('POST', '/api/contact-accounts', { body: { server: direct, user: sharedBook.uid, password } })
    const shown = (await reader.ask<ContactWindow>('GET', '/api/contacts')).json
    expect(shown.items.map(({ name }) => name)).toEqual(['Bridge Guard'])
    const unit = shown.books.find(({ name }) => name === sharedBook.name)
    expect(unit).toMatchObject({ isReadOnly: true, count: 1 })
    const [id = ''] = shown.items.map((row) => row.id)
    const body = { ...fields, name: 'New', book: unit?.id }
    expect((await reader.problem('POST', '/api/contacts', { body })).json.type).toBe('not-allowed')
    const mark = { body: { isFavourite: true } }
    expect((await reader.problem('POST', `/api/contacts/${id}/favourite`, mark)).json.type).toBe('not-allowed')
    expect((await reader.problem('POST', '/api/contacts/delete', { body: { ids: [id] } })).json.type).toBe(
      'not-allowed',
    )
    expect((await reader.ask<ContactWindow>('GET', '/api/contacts')).json.total).toBe(1)
  })

  it('lose what is deleted here, and get it back by Undo', async () => {
    await bookOf('Ann', 'Bob')
    await join(direct)
    const ids = [await idOf('Ann')]
    await browser.ask('POST', '/api/contacts/delete', { body: { ids } })
    await expect(phone.get(`${path}Ann.vcf`)).rejects.toThrow('404')
    expect(await names()).toEqual(['Bob'])
    await browser.ask('POST', '/api/contacts/restore', { body: { ids } })
    expect(await phone.get(`${path}Ann.vcf`)).toContain('FN:Ann')
    expect(await names()).toEqual(['Ann', 'Bob'])
  })

  it.each([['500 in the middle', 503] as const, ['half an answer', 'half'] as const])(
    'that answer with %s lose nothing, and come whole the next time',
    async (_what, fault) => {
      await bookOf(...number(60))
      await join(proxy.url)
      expect((await list()).total).toBe(60)
      for (const name of number(60)) {
        await phone.put(`${path}${name}.vcf`, [`UID:${name}`, `FN:${name} again`, `N:${name};;;;`])
      }
      await phone.delete(`${path}P000.vcf`)
      let multigets = 0
      proxy.fault = ({ body }) => (body.includes('multiget') && ++multigets === 2 ? fault : null)
      await sync()
      expect((await list()).total).toBe(60)
      const faults = (await accounts()).accounts[0]?.books.map((each) => each.fault) ?? []
      expect(faults).toContain('unreachable')
      await sync()
      const { total, items } = await list('limit=200')
      expect(total).toBe(59)
      expect(items.every(({ name }) => name.endsWith(' again'))).toBe(true)
    },
  )

  it('are read anew where the server does not know the state any more, or keeps none', async () => {
    await bookOf('Ann', 'Bob')
    await join(proxy.url)
    await phone.delete(`${path}Bob.vcf`)
    await phone.put(`${path}Cid.vcf`, ['UID:Cid', 'FN:Cid', 'N:Cid;;;;'])
    proxy.fault = ({ body }) => (/<sync-token>\S+<\/sync-token>/.test(body) ? 403 : null)
    await sync()
    expect(await names()).toEqual(['Ann', 'Cid'])
    await phone.delete(`${path}Ann.vcf`)
    proxy.fault = ({ body }) => (body.includes('sync-collection') ? 415 : null)
    await sync()
    expect(await names()).toEqual(['Cid'])
  })

  it('that do not answer leave what is here to be read, and nothing is written', async () => {
    await bookOf('Ann')
    await join(proxy.url)
    proxy.fault = () => 500
    const ann = await read(await idOf('Ann'))
    const refused = await change(ann, { title: 'Mayor' })
    expect([refused.status, refused.json.type]).toEqual([503, 'contacts-unavailable'])
    const ids = [ann.id]
    expect((await browser.problem('POST', '/api/contacts/delete', { body: { ids } })).json.type).toBe(
      'contacts-unavailable',
    )
    expect((await read(ann.id)).fields.title).toBe('')
  })

  it('are not asked anywhere else: not where they lead, not without their certificate, not what nobody has named', async () => {
    await bookOf()
    proxy.fault = () => 302
    expect((await join(proxy.url)).fault).toBe('unusable')
    proxy.fault = () => null
    expect((await join(proxy.url.replace('127.0.0.1', 'localhost'))).fault).toBe('not-trusted')
    expect((await join('https://192.0.2.1/')).fault).toBe('not-offered')
    expect((await accounts()).accounts).toEqual([])
  })

  it('refuse a wrong password, take a new one, and are forgotten with all that came from them', async () => {
    await bookOf('Ann')
    expect((await join(direct, 'wrong')).fault).toBe('sign-in')
    await join(direct)
    expect((await join(direct)).fault).toBe('known')
    const [account] = (await accounts()).accounts
    const shown = account?.books.filter(({ count }) => count === 0).map(({ id }) => id)
    await browser.ask('PATCH', `/api/contact-accounts/${account?.id}`, { body: { books: shown } })
    expect(await names()).toEqual([])
    await browser.ask('DELETE', `/api/contact-accounts/${account?.id}`)
    expect((await accounts()).accounts).toEqual([])
    expect(await phone.get(`${path}Ann.vcf`)).toContain('FN:Ann')
  })

  it('are nobody else’s, and neither passwords nor names of people are in the log', async () => {
    await bookOf('Ann')
    await join(direct)
    const [account] = (await accounts()).accounts
    const other = await app.signedIn('ben')
    expect((await other.ask<ContactAccounts>('GET', '/api/contact-accounts')).json.accounts).toEqual([])
    expect((await other.problem('DELETE', `/api/contact-accounts/${account?.id}`)).status).toBe(404)
    const added = await other.problem('POST', '/api/contacts', { body: { ...fields, name: 'X', book: await book() } })
    expect(added.status).toBe(403)
    const log = app.log.join('\n')
    expect(log).not.toContain(personOf(platform, user).password)
    expect(log).not.toContain(path)
  })
})
