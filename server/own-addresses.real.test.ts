import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AbsenceState } from '#contract/absence.ts'
import type { ChangedAddresses } from '#contract/own-addresses.ts'
import { personOf, rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { startRealApp, type RealApp } from '#server/testing/real-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'
import { signIn, submit } from '#platform/testing/mail.ts'

describe('Addresses of one’s own on OpenLDAP, Postfix and Dovecot', () => {
  const platform = realPlatform()
  const user = 'emi'
  const made: string[] = []
  let app: RealApp
  let browser: TestBrowser

  beforeAll(async () => {
    app = await startRealApp(platform)
    browser = await app.signedIn(user)
  })
  afterAll(() => app.stop())
  afterEach(async () => {
    for (const address of made.splice(0)) await ask('POST', '/retire', { address })
  })

  const ask = (method: string, path: string, body: object) =>
    browser.ask<ChangedAddresses>(method, `/api/own-addresses${path}`, { body })
  async function add(name: string) {
    const { json } = await ask('POST', '', { name, domain: platform.domain, note: '' })
    if (json.fault === null) made.push(`${name}@${platform.domain}`)
    return json
  }
  const unique = (what: string) => `${what}${crypto.randomUUID().slice(0, 6)}`
  const letter = (to: string, subject: string) =>
    `From: <x@outside.example>\r\nTo: <${to}>\r\nSubject: ${subject}\r\n\r\nHi\r\n`
  async function comes(to: string): Promise<boolean> {
    const subject = unique('Delivered')
    await platform.deliver(letter(to, subject), to)
    const raw = await rawImap(platform, user)
    try {
      await raw.mailboxOpen('INBOX')
      const found = await raw.search({ header: { subject } })
      return Array.isArray(found) && found.length === 1
    } finally {
      await raw.logout()
    }
  }

  it('take mail from the moment they are made, under the tag of anybody too, and none when they are given up', async () => {
    const name = unique('forms.')
    expect((await add(name)).fault).toBeNull()
    expect(await comes(`${name}@${platform.domain}`)).toBe(true)
    expect(await comes(`${name}+shop@${platform.domain}`)).toBe(true)
    await ask('POST', '/retire', { address: `${name}@${platform.domain}` })
    await expect(comes(`${name}@${platform.domain}`)).rejects.toThrow(/550|unknown/i)
  })

  it('can be sent from at once, and not any more while they are paused', async () => {
    const address = `${unique('sender.')}@${platform.domain}`
    await add(address.split('@')[0] ?? '')
    const mail = { from: address, to: personOf(platform, 'ben').address, subject: unique('From') }
    await submit(platform, user, mail)
    await ask('PATCH', '', { address, isPaused: true })
    await expect(submit(platform, user, mail)).rejects.toThrow()
  })

  it('are signed in with at once, here and in other programs, and not while they are paused or once they are given up', async () => {
    const address = `${unique('sign-in.')}@${platform.domain}`
    const { password } = personOf(platform, user)
    const statusHere = async () => (await app.browser().signIn(address, password)).status
    const elsewhere = () => signIn(platform, { user: address, pass: password })
    const isClosed = async () => {
      expect(await statusHere()).toBe(401)
      await expect(elsewhere()).rejects.toThrow()
    }
    await isClosed()
    await add(address.split('@')[0] ?? '')
    expect(await statusHere()).toBe(200)
    await elsewhere()
    await ask('PATCH', '', { address, isPaused: true })
    await isClosed()
    await ask('PATCH', '', { address, isPaused: false })
    expect(await statusHere()).toBe(200)
    await elsewhere()
    await ask('POST', '/retire', { address })
    await isClosed()
  })

  it('refuse mail with the sentence that was chosen while they are paused, and take it again afterwards', async () => {
    const [name, otherName] = [unique('pause.'), unique('pause.')]
    const [address, other] = [`${name}@${platform.domain}`, `${otherName}@${platform.domain}`]
    const desk = 'Permits? "Desk 4", 100% of $1 (or $' + '{2}): write to <permits@example.gov>, please.'
    for (const each of [name, otherName]) await add(each)
    await ask('PATCH', '', { address, isPaused: true, reply: desk })
    await ask('PATCH', '', { address: other, isPaused: true, reply: 'Closed, for good.' })
    const refusal = (to: string) => comes(to).catch((error: unknown) => String(error))
    expect(await refusal(address)).toContain(`550 5.7.1 <${address}>: Recipient address rejected: ${desk}`)
    expect(await refusal(address.toUpperCase())).toContain(`: ${desk}`)
    expect(await refusal(address.replace('@', '+x@'))).toContain(`: ${desk}`)
    expect(await refusal(other)).toContain('rejected: Closed, for good.')
    await ask('PATCH', '', { address: other, reply: 'Closed until May.' })
    expect(await refusal(other)).toContain('rejected: Closed until May.')
    await ask('PATCH', '', { address, isPaused: false })
    expect(await comes(address)).toBe(true)
    expect(await refusal(other)).toContain('rejected: Closed until May.')
  })

  it('are refused where anybody, or a group, has them in any way', async () => {
    const ben = personOf(platform, 'ben').address.split('@')[0] ?? ''
    expect((await add(ben)).fault).toBe('taken')
    expect((await add('all-staff')).fault).toBe('taken')
    const name = unique('held.')
    await add(name)
    await ask('PATCH', '', { address: `${name}@${platform.domain}`, isPaused: true })
    const other = await app.signedIn('jonas')
    const body = { name, domain: platform.domain, note: '' }
    expect((await other.ask<ChangedAddresses>('POST', '/api/own-addresses', { body })).json.fault).toBe('taken')
  })

  it('are answered while somebody is away', async () => {
    const read = async () => (await browser.ask<AbsenceState>('GET', '/api/absence')).json
    const save = async (isOn: boolean) => {
      const { absence, version } = await read()
      const texts = { insideText: 'Away', outside: 'same', outsideText: '' }
      await browser.ask('POST', '/api/absence', { body: { absence: { ...absence, ...texts, isOn }, version } })
    }
    await save(true)
    const name = unique('away.')
    await add(name)
    const raw = await read()
    expect(raw.addresses).toContain(`${name}@${platform.domain}`)
    expect(raw).toMatchObject({ isInForce: true, isChangedElsewhere: false })
    await save(false)
  })
})
