import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AddressDesk } from '#contract/address-requests.ts'
import type { AddressFault, ChangedAddresses, OwnAddresses } from '#contract/own-addresses.ts'
import { MemoryAliases } from '#server/mail/testing/memory-aliases.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const account = { bindDn: 'cn=x', passwordFile: 'unused' }
const policy = { ...account, domains: ['example.gov'], most: 1, approvers: 'desk' }
const directory = { host: '127.0.0.1', port: 1, ...account, baseDn: 'dc=x' }

describe('Addresses that are approved', () => {
  let app: TestApp
  let [ada, ben]: TestBrowser[] = []
  let aliases: MemoryAliases
  let nowMs: number

  beforeEach(async () => {
    nowMs = Date.now()
    aliases = new MemoryAliases({
      ada: { main: 'ada.lindqvist@example.gov', active: [], paused: [], replies: new Map() },
      ben: { main: 'ben.okafor@example.gov', active: [], paused: [], replies: new Map() },
    })
    app = await startTestApp({ aliases: policy, directory }, { aliases, now: () => nowMs })
    app.directory.namedGroups.push({ id: 'desk', name: 'Desk', address: 'desk@example.gov', users: ['ben'] })
    ada = await app.signedIn()
    ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
  })
  afterEach(() => app.stop())

  const read = async (who = ada) => (await who!.ask<OwnAddresses>('GET', '/api/own-addresses')).json
  const desk = async (who = ben) => (await who!.ask<AddressDesk>('GET', '/api/address-desk')).json
  async function ask(name: string, who = ada) {
    const body = { name, domain: 'example.gov', note: 'Permit forms' }
    return (await who!.ask<ChangedAddresses>('POST', '/api/own-addresses', { body })).json
  }
  const answer = (id: string | undefined, refusal: string | null, who = ben) =>
    who!.ask<{ fault: AddressFault | null; desk: AddressDesk }>('POST', '/api/address-desk/answer', {
      body: { id, refusal },
    })
  const drop = (id: string | undefined, who = ada) =>
    who!.ask<OwnAddresses>('POST', '/api/own-addresses/requests/drop', { body: { id } })
  const letters = () => app.submission.taken.map(({ envelope, source }) => [envelope.to, source] as const)

  it('wait, are known to the directory once they are approved, and both are told by mail', async () => {
    const { fault, addresses } = await ask('Forms')
    expect(fault).toBeNull()
    const waiting = { address: 'forms@example.gov', note: 'Permit forms', refusal: null, askedAtMs: nowMs }
    expect(addresses).toMatchObject({ items: [], requests: [waiting], offer: { left: 0, needsApproval: true } })
    expect(await aliases.holders('forms@example.gov')).toBe(0)
    expect(letters()).toMatchObject([[['ben.okafor@example.gov'], expect.stringContaining('forms@example.gov')]])

    const { items } = await desk()
    expect(items).toMatchObject([{ ...{ name: 'Ada Lindqvist', main: 'ada.lindqvist@example.gov', isOwn: false } }])
    expect((await answer(items[0]?.id, null)).json).toEqual({ fault: null, desk: { isOffered: true, items: [] } })
    expect(await read()).toMatchObject({
      items: [{ address: 'forms@example.gov', isOwn: true, note: 'Permit forms' }],
      requests: [],
    })
    expect(letters()[1]).toMatchObject([['ada.lindqvist@example.gov'], expect.stringContaining('is yours')])
  })

  it('are refused with words, which the person reads until they put them away, and are free for others then', async () => {
    await ask('forms')
    const [request] = (await desk()).items
    await answer(request?.id, 'Only for the mayor')
    const [refused] = (await read()).requests
    expect(refused?.refusal).toBe('Only for the mayor')
    expect((await read()).offer?.left).toBe(1)
    expect(letters()[1]).toMatchObject([['ada.lindqvist@example.gov'], expect.stringContaining('Only for the mayor')])
    expect((await ask('forms', ben)).fault).toBeNull()
    await drop(refused?.id, ben)
    expect((await read()).requests).toHaveLength(1)
    expect((await drop(refused?.id)).json.requests).toEqual([])
  })

  it('are asked for by one alone, by the rules, and only as many as one may have', async () => {
    expect((await ask('postmaster')).fault).toBe('reserved')
    expect((await ask('ben.okafor')).fault).toBe('taken')
    expect((await ask('forms')).fault).toBeNull()
    expect((await ask('more')).fault).toBe('many')
    expect((await ask('forms', ben)).fault).toBe('taken')
  })

  it('are looked at anew when they are approved: who has them meanwhile keeps them', async () => {
    await ask('forms')
    const [request] = (await desk()).items
    await aliases.change('ben', { activate: 'forms@example.gov' })
    expect((await answer(request?.id, null)).json).toMatchObject({ fault: 'taken', desk: { items: [{}] } })
    await aliases.change('ben', { retire: 'forms@example.gov' })
    expect((await answer(request?.id, null)).json.fault).toBeNull()
  })

  it('are answered once, by those of the group alone, and by nobody for themselves', async () => {
    await ask('forms')
    const [request] = (await desk()).items
    expect(await desk(ada)).toEqual({ isOffered: false, items: [] })
    expect((await answer(request?.id, null, ada)).status).toBe(403)
    await ask('desk', ben)
    const own = (await desk()).items.find(({ isOwn }) => isOwn)
    expect((await answer(own?.id, null)).status).toBe(403)
    const both = await Promise.all([answer(request?.id, null), answer(request?.id, null)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404])
    expect((await app.browser().problem('GET', '/api/address-desk')).status).toBe(401)
    app.directory.namedGroups.length = 0
    expect((await desk()).isOffered).toBe(false)
  })

  it('that are taken back wait no more, and asking again and again sends one letter', async () => {
    await ask('forms')
    const [request] = (await desk()).items
    await drop(request?.id)
    expect((await answer(request?.id, null)).status).toBe(404)
    await ask('forms')
    expect(letters()).toHaveLength(1)
    nowMs += 11 * 60_000
    await drop((await desk()).items[0]?.id)
    await ask('forms')
    expect(letters()).toHaveLength(2)
  })

  it.each(['', ' ', 'a\nb', 'x'.repeat(201)])('are refused with words that can be shown: not %j', async (words) => {
    await ask('forms')
    const [request] = (await desk()).items
    expect((await answer(request?.id, words)).status).toBe(400)
  })
})
