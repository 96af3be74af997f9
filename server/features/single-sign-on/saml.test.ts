import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '#contract/session.ts'
import { assertionXml, at, encrypted, responseXml, signed } from '#server/sign-in/saml/testing/forged-xml.ts'
import { fromAnotherSite, navigate, postForm } from '#server/testing/navigate.ts'
import { type SamlSignOn, startSamlSignOn, unpacked } from '#server/sign-in/saml/testing/saml-sign-on.ts'

let signOn: SamlSignOn
beforeAll(async () => {
  signOn = await startSamlSignOn()
})
afterAll(() => signOn.stop())

describe('Signing in at a provider that speaks SAML', () => {
  it('asks by a signed request, each new', async () => {
    const answer = await signOn.app.browser().ask('GET', '/api/sign-in/staff')
    const address = new URL(answer.headers.get('location') ?? '')
    expect([answer.status, address.origin + address.pathname]).toEqual([303, 'https://login.example.gov/sso'])
    expect(address.searchParams.get('SigAlg')).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')
    const request = unpacked(address.searchParams.get('SAMLRequest') ?? '')
    expect(request).toContain('AssertionConsumerServiceURL="http://localhost:8080/api/sign-in/staff/answer"')
    const [one, two] = [await signOn.begin(), await signOn.begin()]
    expect(new Set([one.requestId, two.requestId, one.relayState, two.relayState]).size).toBe(4)
  })

  it('keeps the unfinished sign-in to its browser by a cookie of this host alone, for ten minutes', async () => {
    const { browser } = await signOn.begin()
    expect(browser.lastSetCookie).toMatch(
      /^__Host-curbcut-signing-in-saml=[\w-]{43}; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=None$/,
    )
  })

  it('ends in a session of the mail account the directory knows by the attribute, at the path that was wanted', async () => {
    const { browser, location } = await signOn.signIn({}, '/mail/abc')
    expect(location).toBe('/sign-in?arrived&next=%2Fmail%2Fabc')
    const session = await browser.ask<Session>('GET', '/api/session')
    expect(session.json).toMatchObject({
      person: { address: 'ada.lindqvist@example.gov' },
      provider: { id: 'staff', name: 'Staff account' },
    })
  })

  it('takes a response that is signed as well, the certificate of a roll-over, and an encrypted assertion', async () => {
    const { now, next, own } = signOn.keys
    for (const key of [now, next]) {
      for (const wrap of [(xml: string) => xml, (xml: string) => encrypted(xml, own)]) {
        const begun = await signOn.begin()
        const say = signOn.say(begun)
        const xml = signed(responseXml(say, wrap(signed(assertionXml(say), key))), key)
        expect(await signOn.post(begun, xml)).toMatch(/arrived/)
      }
    }
  })

  it('leads on to paths of our own only', async () => {
    for (const next of ['https://evil.example', '//evil.example', '/api/session'])
      expect((await signOn.signIn({}, next)).location).toBe('/sign-in?arrived&next=%2F')
  })

  it('ends in a session that lasts no longer than the one at the provider', async () => {
    const sessionEnd = at(3_600)
    const { browser } = await signOn.signIn({ sessionEnd })
    expect((await browser.ask<Session>('GET', '/api/session')).json.endsAtMs).toBe(Date.parse(sessionEnd))
  })

  it('ends the session the browser had before', async () => {
    const browser = await signOn.app.signedIn()
    const before = browser.cookie
    const begun = await signOn.begin(browser)
    const say = signOn.say(begun)
    await signOn.post(begun, responseXml(say, signed(assertionXml(say), signOn.keys.now)))
    browser.cookie = before
    expect((await browser.ask('GET', '/api/session')).status).toBe(401)
  })

  it('lets two windows of one browser sign in at once', async () => {
    const one = await signOn.begin()
    const two = await signOn.begin(one.browser)
    const say = signOn.say(two)
    expect(await signOn.post(two, responseXml(say, signed(assertionXml(say), signOn.keys.now)))).toMatch(/arrived/)
  })

  it('leads back with words where the metadata cannot be had, and tells the operator why', async () => {
    const answer = await signOn.app.browser().ask('GET', '/api/sign-in/down')
    expect(answer.headers.get('location')).toBe('/sign-in?problem=provider-unavailable')
    const lines = signOn.app.log.map((line) => JSON.parse(line) as { event: string })
    expect(lines.findLast(({ event }) => event === 'identity-provider')).toMatchObject({
      ...{ service: 'signIn.saml down', outcome: 'it cannot be reached (ECONNREFUSED)' },
    })
  })

  it('tells the provider all it has to know, and nobody of providers that speak something else', async () => {
    const answer = await signOn.app.browser().ask('GET', '/api/sign-in/staff/metadata')
    expect(answer.headers.get('content-type')).toBe('application/samlmetadata+xml; charset=utf-8')
    expect(answer.text).toContain('entityID="http://localhost:8080/api/sign-in/staff/metadata"')
    expect(answer.text).toContain('Location="http://localhost:8080/api/sign-in/staff/answer"')
    expect(answer.text).toContain('Location="http://localhost:8080/api/sign-in/staff/sign-out"')
    expect(answer.text).toMatch(/WantAssertionsSigned="true"/)
    expect(answer.text.match(/<KeyDescriptor use="(signing|encryption)">/g)).toHaveLength(2)
    expect((await signOn.app.browser().ask('GET', '/api/sign-in/nobody/metadata')).status).toBe(404)
  })
})

describe('What other sites may make a browser post', () => {
  const post = async (headers: Record<string, string>, id = 'staff') => {
    const { browser, relayState } = await signOn.begin()
    const form = new URLSearchParams({ SAMLResponse: 'x', RelayState: relayState })
    const all = { ...fromAnotherSite, ...headers }
    return postForm(browser, `${signOn.app.url}/api/sign-in/${id}/answer`, form, all)
  }

  it('is an answer, by a form that opens a page, whatever origin it says', async () => {
    for (const origin of ['https://login.example.gov', 'null'])
      expect((await post({ origin })).location).toBe('/sign-in?problem=provider-refused')
  })

  it('is nothing in a frame, by a script, as JSON, too large, twice the same or to nobody', async () => {
    expect((await post({ 'sec-fetch-dest': 'iframe' })).status).toBe(403)
    expect((await post({ 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })).status).toBe(403)
    expect((await post({ 'content-type': 'application/json' })).location).toBe('/sign-in?problem=invalid-request')
    expect((await post({}, 'nobody')).location).toBe('/sign-in?problem=not-found')
    const { browser, relayState } = await signOn.begin()
    const address = `${signOn.app.url}/api/sign-in/staff/answer`
    const twice = new URLSearchParams({ SAMLResponse: 'x', RelayState: relayState })
    twice.append('RelayState', relayState)
    expect((await postForm(browser, address, twice)).location).toBe('/sign-in?problem=invalid-request')
    const large = new URLSearchParams({ SAMLResponse: 'x'.repeat(500_000) })
    expect((await postForm(browser, address, large)).status).toBe(413)
  })

  it('is no answer as a page that is opened, which is how OpenID Connect answers', async () => {
    const { browser, relayState } = await signOn.begin()
    const { location } = await navigate(
      browser,
      `${signOn.app.url}/api/sign-in/staff/answer?state=${relayState}&code=x`,
    )
    expect(location).toBe('/sign-in?problem=not-found')
  })
})
