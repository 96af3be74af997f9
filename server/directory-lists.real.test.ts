import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readAccount } from '#platform/account.ts'
import { layoutOf } from '#platform/layout.ts'
import { changeDirectory } from '#platform/openldap/slapd.ts'
import { message, submit } from '#platform/testing/mail.ts'
import type { ChangedList, ListDetails, ListFault, ListRules, MailList, OwnLists } from '#contract/directory-lists.ts'
import { personOf, rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { startRealApp, type RealApp } from '#server/testing/real-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('Lists of the directory on OpenLDAP and Postfix', () => {
  const platform = realPlatform()
  const site = { layout: layoutOf(platform.directory), ports: platform.ports, account: readAccount() }
  const club = `running-club@${platform.domain}`
  const groups = 'ou=groups,dc=example,dc=gov'
  let app: RealApp
  let [dov, hana]: TestBrowser[] = []
  const made: string[] = []

  beforeAll(async () => {
    app = await startRealApp(platform)
    dov = await app.signedIn('dov')
    hana = await app.signedIn('hana')
  })
  afterAll(() => app.stop())
  afterEach(async () => {
    for (const address of made.splice(0)) await ask(dov, 'POST', '/delete', { address })
  })

  async function ask<T = ChangedList>(who: TestBrowser | undefined, method: string, path: string, body: object) {
    if (!who) throw new Error('Nobody has signed in.')
    return who.ask<T>(method, `/api/lists${path}`, { body })
  }
  const read = async (who: TestBrowser | undefined) => (await who?.ask<OwnLists>('GET', '/api/lists'))?.json
  const details = async (address: string, who = dov) =>
    (await who?.ask<ListDetails>('GET', `/api/lists/one?address=${encodeURIComponent(address)}`))?.json
  const join = async (who: TestBrowser | undefined, isMember: boolean, address = club) =>
    (await ask<{ fault: ListFault | null }>(who, 'POST', '/join', { address, isMember })).json
  const member = async (address: string, someone: string, isMember: boolean, who = dov) =>
    (await ask(who, 'POST', '/members', { address, member: someone, isMember })).json
  const unique = (what: string) => `${what}${crypto.randomUUID().slice(0, 6)}`
  const setRule = (id: string, attribute: string, value: string) =>
    changeDirectory(site, `dn: cn=${id},${groups}\nchangetype: modify\nreplace: ${attribute}\n${attribute}: ${value}\n`)
  async function make(title: string, name = unique('list.')) {
    const { json } = await ask(dov, 'POST', '', { name, domain: platform.domain, title })
    const address = `${name}@${platform.domain}`
    if (json.fault === null) made.push(address)
    return { ...json, address }
  }
  async function has(user: string, subject: string): Promise<boolean> {
    const raw = await rawImap(platform, user)
    try {
      await raw.mailboxOpen('INBOX')
      const found = await raw.search({ header: { subject } })
      return Array.isArray(found) && found.length > 0
    } finally {
      await raw.logout()
    }
  }
  const writes = (from: string, to: string, subject: string) =>
    submit(platform, from, { from: personOf(platform, from).address, to, subject })

  it('that are open are joined and left by anybody, and mail comes from then until then', async () => {
    expect(await join(hana, true)).toMatchObject({ fault: null })
    expect((await read(hana))?.items).toMatchObject([{}, { address: club, isMember: true, isManaged: false }])
    const [first, second] = [unique('Run'), unique('Run')]
    await writes('hana', club, first)
    await expect.poll(() => has('hana', first), { timeout: 30_000 }).toBe(true)
    expect(await join(hana, true)).toMatchObject({ fault: 'there' })
    expect(await join(hana, false)).toMatchObject({ fault: null })
    await expect(writes('hana', club, second)).rejects.toThrow(/members only/)
    await writes('dov', club, second)
    await expect.poll(() => has('dov', second), { timeout: 30_000 }).toBe(true)
    expect(await has('hana', second)).toBe(false)
  })

  it('are joined by their rule at that moment: closed ones by nobody, those by request left alone', async () => {
    const river = `river-project@${platform.domain}`
    expect(await join(hana, true, `all-staff@${platform.domain}`)).toMatchObject({ fault: 'changed' })
    expect(await join(hana, true, river)).toMatchObject({ fault: 'changed' })
    const grace = await app.signedIn('grace')
    expect(await join(grace, false, river)).toMatchObject({ fault: null })
    const farid = await app.signedIn('farid')
    expect(await member(river, personOf(platform, 'grace').address, true, farid)).toMatchObject({ fault: null })
    try {
      await setRule('running-club', 'mailListJoining', 'closed')
      expect(await join(hana, true)).toMatchObject({ fault: 'changed' })
    } finally {
      await setRule('running-club', 'mailListJoining', 'open')
    }
    expect((await ask(hana, 'POST', '/join', { address: 'nobody@example.gov', isMember: true })).status).toBe(404)
  })

  it('are found by the beginning of their name, never by a pattern', async () => {
    const found = async (query: string) =>
      (await hana?.ask<{ items: MailList[] }>('GET', `/api/lists/found?query=${encodeURIComponent(query)}`))?.json.items
    expect(await found('runn')).toMatchObject([{ address: club, joining: 'open', owners: [{ name: 'Dov Halevi' }] }])
    for (const text of ['*', 'r*n', '*)(cn=*', '\\2a']) expect(await found(text)).toEqual([])
  })

  it('get and lose people, groups and addresses outside by their owners, and no one twice', async () => {
    const { address } = await make('Allotments')
    const ines = personOf(platform, 'ines').address
    expect((await member(address, ines, true)).details?.members).toMatchObject([
      { name: 'Dov Halevi' },
      { address: ines },
    ])
    expect((await member(address, ines, true)).fault).toBe('there')
    expect((await member(address, `planning@${platform.domain}`, true)).fault).toBeNull()
    expect((await member(address, 'gardener@outside.example', true)).details?.members).toMatchObject([
      { name: 'City Planning team', kind: 'group' },
      { name: 'Dov Halevi' },
      { address: 'gardener@outside.example', kind: 'outside' },
      { address: ines },
    ])
    expect((await member(address, `ghost@${platform.domain}`, true)).fault).toBe('unknown')
    const subject = unique('Seeds')
    await writes('hana', address, subject)
    for (const user of ['ines', 'carmen']) await expect.poll(() => has(user, subject), { timeout: 30_000 }).toBe(true)
    for (const gone of [ines, 'Gardener@outside.example', `planning@${platform.domain}`])
      expect((await member(address, gone, false)).fault).toBeNull()
    expect((await member(address, ines, false)).fault).toBe('not-there')
    expect((await member(address, personOf(platform, 'dov').address, false)).fault).toBe('last-member')
  })

  it('never hold each other, directly or through others', async () => {
    const [outer, middle, inner] = [await make('Outer'), await make('Middle'), await make('Inner')]
    expect((await member(outer.address, middle.address, true)).fault).toBeNull()
    expect((await member(middle.address, inner.address, true)).fault).toBeNull()
    expect((await member(inner.address, outer.address, true)).fault).toBe('loop')
    expect((await member(inner.address, inner.address, true)).fault).toBe('loop')
    // A list that is on another one comes off it when it is deleted.
    await ask(dov, 'POST', '/delete', { address: inner.address })
    expect((await details(middle.address))?.members).toMatchObject([{ name: 'Dov Halevi' }])
  })

  it('say who may write, which the mail server holds to from then on', async () => {
    const { address, details: began } = await make('Council')
    const before = { name: 'Council', text: '', joining: 'closed', posting: 'organisation' } as const
    expect(began?.list).toMatchObject(before)
    await expect(platform.deliver(message('Out'), address)).rejects.toThrow(/inside its organisation only/)
    const rules = (from: ListRules, to: Partial<ListRules>) =>
      ask(dov, 'PATCH', '', { address, before: from, after: { ...from, ...to } })
    expect((await rules(before, { posting: 'owners' })).json.details?.list.posting).toBe('owners')
    await expect(writes('hana', address, 'Hi')).rejects.toThrow(/owners only/)
    const late = await rules(before, { posting: 'members' })
    expect(late.json).toMatchObject({ fault: 'changed', details: { list: { posting: 'owners' } } })
    const named = await rules(
      { ...before, posting: 'owners' },
      { posting: 'anyone', name: 'Youth council', text: 'Ideas' },
    )
    expect(named.json.details?.list).toMatchObject({ name: 'Youth council', text: 'Ideas', posting: 'anyone' })
    await platform.deliver(message('Out'), address)
  })

  it('for their members take mail from these alone, outside from those on the list, and nobody can pretend there', async () => {
    const { address } = await make('Orchard')
    const [ines, gardener] = [personOf(platform, 'ines').address, 'gardener@outside.example']
    for (const each of [ines, gardener]) expect((await member(address, each, true)).fault).toBeNull()
    const before = { name: 'Orchard', text: '', joining: 'closed', posting: 'organisation' } as const
    const rules = (from: ListRules, to: Partial<ListRules>) =>
      ask(dov, 'PATCH', '', { address, before: from, after: { ...from, ...to } })
    await expect(platform.deliver(message('Out', { from: gardener }), address)).rejects.toThrow(/inside/)
    await rules(before, { posting: 'members' })
    const [inside, outside] = [unique('Pears'), unique('Plums')]
    await writes('ines', address, inside)
    await platform.deliver(message(outside, { from: 'Gardener@outside.example' }), address)
    for (const subject of [inside, outside])
      await expect.poll(() => has('dov', subject), { timeout: 30_000 }).toBe(true)
    await expect(writes('hana', address, 'Hi')).rejects.toThrow(/members only/)
    for (const from of ['zoe@outside.example', ines, personOf(platform, 'dov').address])
      await expect(platform.deliver(message('Out', { from }), address)).rejects.toThrow(/members only/)
    await rules({ ...before, posting: 'members' }, { posting: 'owners' })
    await writes('dov', address, 'From an owner')
    await expect(writes('ines', address, 'Hi')).rejects.toThrow(/owners only/)
    await expect(platform.deliver(message('Out', { from: gardener }), address)).rejects.toThrow(/owners only/)
  })

  it('are made only so many by one person, and again once one is deleted', async () => {
    const lists = [await make('One'), await make('Two'), await make('Three')]
    expect(lists.map(({ fault }) => fault)).toEqual([null, null, null])
    const name = unique('fourth.')
    expect((await make('Four', name)).fault).toBe('many')
    await expect(writes('hana', `${name}@${platform.domain}`, 'Hi')).rejects.toThrow(/550|unknown/i)
    await ask(dov, 'POST', '/delete', { address: lists[0]?.address })
    expect((await make('Four', name)).fault).toBeNull()
  })

  it('take nobody outside where the operator says so, and let those go that are there', async () => {
    const { address } = await make('Harvest')
    const [first, second] = ['gardener@outside.example', 'baker@outside.example']
    expect((await member(address, first, true)).fault).toBeNull()
    const strict = await startRealApp(platform, undefined, [], { outsideMembers: false })
    try {
      const who = await strict.signedIn('dov')
      expect((await details(address, who))?.takesOutside).toBe(false)
      expect((await member(address, second, true, who)).fault).toBe('outside')
      expect((await member(address, first, false, who)).fault).toBeNull()
    } finally {
      await strict.stop()
    }
  })

  it('go to another owner, but never to nobody', async () => {
    const { address } = await make('Choir')
    const owner = async (who: TestBrowser | undefined, user: string, isOwner: boolean) =>
      (await ask(who, 'POST', '/owners', { address, owner: personOf(platform, user).address, isOwner })).json
    expect((await owner(dov, 'dov', false)).fault).toBe('last-owner')
    expect((await owner(dov, 'hana', true)).details?.list.owners).toHaveLength(2)
    expect(await owner(hana, 'dov', false)).toMatchObject({ fault: null, details: { list: { isManaged: true } } })
    expect((await ask(dov, 'POST', '/members', { address, member: 'x@y.example', isMember: true })).status).toBe(403)
    expect((await details(address, hana))?.list.owners).toMatchObject([{ name: 'Hana Nováková' }])
    expect((await ask(hana, 'POST', '/delete', { address })).json.fault).toBeNull()
  })

  it('are made with an address that nobody has in any way, which takes mail at once, and none once they are deleted', async () => {
    const ben = personOf(platform, 'ben').address.split('@')[0] ?? ''
    const refused = { [ben]: 'taken', ada: 'taken', 'all-staff': 'taken', postmaster: 'reserved', 'a b': 'name' }
    for (const [name, fault] of Object.entries(refused)) expect((await make('Taken', name)).fault).toBe(fault)
    expect((await make('')).fault).toBe('title')
    const { address } = await make('Bees')
    const subject = unique('Bees')
    await writes('hana', address, subject)
    await expect.poll(() => has('dov', subject), { timeout: 30_000 }).toBe(true)
    const alias = { name: address.split('@')[0], domain: platform.domain, note: '' }
    const answer = await hana?.ask<{ fault: string }>('POST', '/api/own-addresses', { body: alias })
    expect(answer?.json.fault).toBe('taken')
    expect((await ask(dov, 'POST', '/delete', { address })).json).toEqual({ fault: null, details: null })
    await expect(writes('hana', address, subject)).rejects.toThrow(/550|unknown/i)
  })

  it('are changed by nobody else, and those on which more hangs by nobody', async () => {
    const { address } = await make('Quiet')
    const ada = personOf(platform, 'ada').address
    for (const [path, body] of [
      ['/members', { member: ada, isMember: true }],
      ['/owners', { owner: ada, isOwner: true }],
      ['/delete', {}],
    ] as const)
      expect((await ask(hana, 'POST', path, { address, ...body })).status).toBe(403)
    expect((await hana?.problem('GET', `/api/lists/one?address=${address}`))?.status).toBe(404)
    expect((await ask(dov, 'POST', '/delete', { address: club })).status).toBe(403)
    const grace = await app.signedIn('grace')
    const desk = { address: `service-desk@${platform.domain}`, member: ada, isMember: true }
    expect((await ask(grace, 'POST', '/members', desk)).status).toBe(403)
    expect((await app.browser().problem('GET', '/api/lists')).status).toBe(401)
  })

  it('that were changed or deleted meanwhile say so', async () => {
    const { address } = await make('Gone')
    await ask(dov, 'POST', '/delete', { address })
    expect((await ask(dov, 'POST', '/members', { address, member: 'x@y.example', isMember: true })).status).toBe(404)
  })
})
