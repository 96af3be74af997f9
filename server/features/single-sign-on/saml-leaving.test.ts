import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at } from '#server/sign-in/saml/testing/forged-xml.ts'
import { logoutXml, type SamlSignOn, startSamlSignOn, unpacked } from '#server/sign-in/saml/testing/saml-sign-on.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { fromAnotherSite, navigate } from '#server/testing/navigate.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

let signOn: SamlSignOn
beforeAll(async () => {
  signOn = await startSamlSignOn()
})
afterAll(() => signOn.stop())

const isSignedIn = async (browser: TestBrowser) => (await browser.ask('GET', '/api/session')).status === 200

/** The provider's page leads some browser to us, as a page or in a frame. */
const tell = async (query: string, headers: Record<string, string> = fromAnotherSite) =>
  (await navigate(signOn.app.browser(), `${signOn.app.url}/api/sign-in/staff/sign-out?${query}`, headers)).location

describe('Signing out at a provider that speaks SAML', () => {
  it('ends the session here and what it has open, and answers the provider', async () => {
    const { browser } = await signOn.signIn()
    const stream = await browser.openEvents()
    const answer = new URL((await tell(signOn.logoutQuery(logoutXml({ indexes: '1', id: '_theirs' })))) ?? '')
    await stream.next('session-ended')
    await stream.ended
    expect(await isSignedIn(browser)).toBe(false)
    expect(answer.origin + answer.pathname).toBe('https://login.example.gov/slo')
    expect(answer.searchParams.get('RelayState')).toBe('theirs')
    expect(answer.searchParams.get('Signature')).not.toBeNull()
    const response = unpacked(answer.searchParams.get('SAMLResponse') ?? '')
    expect(response).toContain('InResponseTo="_theirs"')
    expect(response).toContain('status:Success')
  })

  it('ends the sessions that are named only, or all of the person where none is', async () => {
    const [one, two] = [await signOn.signIn({ sessionIndex: '1' }), await signOn.signIn({ sessionIndex: '2' })]
    const stranger = await signOn.signIn({ sessionIndex: '1', nameId: 'person-2', mail: 'ben.okafor@example.gov' })
    await tell(signOn.logoutQuery(logoutXml({ indexes: '1 7' })))
    expect([await isSignedIn(one.browser), await isSignedIn(two.browser)]).toEqual([false, true])
    await tell(signOn.logoutQuery(logoutXml({})))
    expect(await isSignedIn(two.browser)).toBe(false)
    expect(await isSignedIn(stranger.browser)).toBe(true)
  })

  it('is heard in a frame, as some providers ask', async () => {
    const { browser } = await signOn.signIn()
    await tell(signOn.logoutQuery(logoutXml({})), { ...fromAnotherSite, 'sec-fetch-dest': 'iframe' })
    expect(await isSignedIn(browser)).toBe(false)
  })

  const refused: [string, () => string][] = [
    ['unsigned', () => signOn.logoutQuery(logoutXml({})).replace(/&Signature=.*/, '')],
    ['without an algorithm', () => signOn.logoutQuery(logoutXml({})).replace(/&SigAlg=[^&]*/, '')],
    ['by another key', () => signOn.logoutQuery(logoutXml({}), signOn.keys.foreign)],
    ['by SHA-1', () => signOn.logoutQuery(logoutXml({}), signOn.keys.now, 'sha1')],
    ['with another relay state', () => signOn.logoutQuery(logoutXml({})).replace('theirs', 'others')],
    ['with a second request', () => `${signOn.logoutQuery(logoutXml({}))}&SAMLRequest=x`],
    ['of another issuer', () => signOn.logoutQuery(logoutXml({ issuer: 'https://evil.example' }))],
    ['for another address', () => signOn.logoutQuery(logoutXml({ destination: 'https://other.example' }))],
    ['an old one', () => signOn.logoutQuery(logoutXml({ issuedAt: at(-400) }))],
    ['one of tomorrow', () => signOn.logoutQuery(logoutXml({ issuedAt: at(86_400) }))],
    ['with a comment in it', () => signOn.logoutQuery(logoutXml({ name: 'person-1<!-- -->' }))],
    ['something that is not packed', () => 'SAMLRequest=x&SigAlg=y&Signature=z'],
  ]
  for (const [what, query] of refused) {
    it(`is not believed: ${what}`, async () => {
      const { browser } = await signOn.signIn()
      expect(await tell(query())).toMatch(/problem=(provider-refused|invalid-request)$/)
      expect(await isSignedIn(browser)).toBe(true)
    })
  }

  it('is believed once', async () => {
    const query = signOn.logoutQuery(logoutXml({}))
    await tell(query)
    const { browser } = await signOn.signIn()
    expect(await tell(query)).toBe('/sign-in?problem=invalid-request')
    expect(await isSignedIn(browser)).toBe(true)
  })

  it('is no request for a script, and none that a form posts', async () => {
    const path = `${signOn.app.url}/api/sign-in/staff/sign-out?${signOn.logoutQuery(logoutXml({}))}`
    const script = { ...fromAnotherSite, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }
    expect((await navigate(signOn.app.browser(), path, script)).status).toBe(403)
  })
})

describe('Signing out here', () => {
  it('ends the session and leads to the provider, naming the person and the session', async () => {
    const { browser } = await signOn.signIn({ sessionIndex: 'theirs-9' })
    const { cookie } = browser
    const answer = await browser.ask<{ address: string }>('POST', '/api/session/leave-provider')
    const address = new URL(answer.json.address)
    expect(address.origin + address.pathname).toBe('https://login.example.gov/slo')
    const request = unpacked(address.searchParams.get('SAMLRequest') ?? '')
    expect(request).toMatch(/NameID[^>]*>person-1</)
    expect(request).toContain('>theirs-9<')
    expect(address.searchParams.get('Signature')).not.toBeNull()
    browser.cookie = cookie
    expect(await isSignedIn(browser)).toBe(false)
  })

  it('ends the session also where the provider was another one when it began', async () => {
    const { browser } = await signOn.signIn()
    const { cookie } = browser
    const { database } = signOn.app.storage
    const sealer = openSealer(signOn.app.storageDirectory)
    for (const { id_hash, sealed } of await database.selectFrom('session').selectAll().execute()) {
      const text = sealer.open(sealed, `session:${id_hash}`) ?? ''
      const data = JSON.parse(text) as { signedIn?: { provider?: { hint: string } } }
      if (data.signedIn?.provider) data.signedIn.provider.hint = 'an.id.token'
      const changed = sealer.seal(JSON.stringify(data), `session:${id_hash}`)
      await database.updateTable('session').set({ sealed: changed }).where('id_hash', '=', id_hash).execute()
    }
    const answer = await browser.ask('POST', '/api/session/leave-provider')
    expect(answer.status).toBe(200)
    browser.cookie = cookie
    expect(await isSignedIn(browser)).toBe(false)
  })

  it('ends at the sign-in page when the provider is done', async () => {
    expect(await tell('SAMLResponse=whatever')).toBe('/sign-in?signed-out')
  })
})
