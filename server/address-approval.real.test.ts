import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AddressDesk } from '#contract/address-requests.ts'
import type { AddressFault, ChangedAddresses } from '#contract/own-addresses.ts'
import { submit } from '#platform/testing/mail.ts'
import { personOf, rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { startRealApp, type RealApp } from '#server/testing/real-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('Addresses that are approved, on OpenLDAP and Postfix', () => {
  const platform = realPlatform()
  /** Grace is the service desk. */
  const [asker, approver] = ['jonas', 'grace']
  let app: RealApp
  let [jonas, grace]: TestBrowser[] = []

  beforeAll(async () => {
    app = await startRealApp(platform, undefined, [], { approvers: 'service-desk' })
    jonas = await app.signedIn(asker)
    grace = await app.signedIn(approver)
  })
  afterAll(() => app.stop())

  const unique = (what: string) => `${what}${crypto.randomUUID().slice(0, 6)}`
  const ask = async (name: string) => {
    const body = { name, domain: platform.domain, note: 'Permit forms' }
    return (await jonas!.ask<ChangedAddresses>('POST', '/api/own-addresses', { body })).json
  }
  const desk = async (who = grace) => (await who!.ask<AddressDesk>('GET', '/api/address-desk')).json
  const answer = async (address: string, refusal: string | null) => {
    const id = (await desk()).items.find((item) => item.address === address)?.id
    const body = { id, refusal }
    return (await grace!.ask<{ fault: AddressFault | null }>('POST', '/api/address-desk/answer', { body })).json
  }
  const deliver = (to: string, subject: string) =>
    platform.deliver(`From: <x@outside.example>\r\nTo: <${to}>\r\nSubject: ${subject}\r\n\r\nHi\r\n`, to)
  async function has(user: string, part: string): Promise<boolean> {
    const raw = await rawImap(platform, user)
    try {
      await raw.mailboxOpen('INBOX')
      const found = await raw.search({ body: part })
      return Array.isArray(found) && found.length > 0
    } finally {
      await raw.logout()
    }
  }

  it('refuse mail until then, take it and are sent from afterwards, and both people hear of it', async () => {
    const name = unique('wanted.')
    const address = `${name}@${platform.domain}`
    expect((await ask(name)).fault).toBeNull()
    await expect(deliver(address, 'Early')).rejects.toThrow(/550|unknown/i)
    await expect.poll(() => has(approver, address), { timeout: 30_000 }).toBe(true)
    expect(await desk(jonas)).toEqual({ isOffered: false, items: [] })
    expect(await answer(address, null)).toMatchObject({ fault: null })
    await deliver(address, unique('Late'))
    const mail = { from: address, to: personOf(platform, 'ben').address, subject: unique('From') }
    await submit(platform, asker, mail)
    await expect.poll(() => has(asker, `${address} is yours`), { timeout: 30_000 }).toBe(true)
    await jonas!.ask('POST', '/api/own-addresses/retire', { body: { address } })
  })

  it('stay with who took them meanwhile, and are refused with words', async () => {
    const name = unique('wanted.')
    const address = `${name}@${platform.domain}`
    await ask(name)
    // Another server gives it to somebody else.
    const other = await startRealApp(platform)
    const emi = await other.signedIn('emi')
    try {
      await emi.ask('POST', '/api/own-addresses', { body: { name, domain: platform.domain, note: '' } })
      expect(await answer(address, null)).toMatchObject({ fault: 'taken' })
      expect(await answer(address, `Taken meanwhile: ${name}`)).toMatchObject({ fault: null })
      await expect.poll(() => has(asker, `Taken meanwhile: ${name}`), { timeout: 30_000 }).toBe(true)
    } finally {
      await emi.ask('POST', '/api/own-addresses/retire', { body: { address } })
      await other.stop()
    }
  })

  it('by a group that nobody changes as a list', async () => {
    const member = { address: `service-desk@${platform.domain}`, member: personOf(platform, asker).address }
    const { status } = await grace!.problem('POST', '/api/lists/members', { body: { ...member, isMember: true } })
    expect(status).toBe(403)
  })
})
