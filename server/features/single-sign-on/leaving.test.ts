import { exportJWK, generateKeyPair, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Claims, ForgingProvider } from '#server/sign-in/oidc/testing/forging-provider.ts'
import { type SignOn, startSignOn } from '#server/sign-in/oidc/testing/sign-on.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const event = 'http://schemas.openid.net/event/backchannel-logout'
const asServer = {
  'sec-fetch-site': null,
  origin: null,
  'x-curbcut': null,
  'content-type': 'application/x-www-form-urlencoded',
}

let signOn: SignOn
let provider: ForgingProvider
let tokens = 0
beforeAll(async () => {
  signOn = await startSignOn()
  ;({ provider } = signOn)
})
afterAll(() => signOn.stop())

function logoutClaims(changes: Claims = {}): Claims {
  const { iss, aud, iat, exp, sub, sid } = provider.claims()
  return { iss, aud, iat, exp, sub, sid, jti: `token-${++tokens}`, events: { [event]: {} }, ...changes }
}

const signed = (claims: Claims) => provider.sign(claims, { typ: 'logout+jwt' })

const tell = async (token: string, headers: Record<string, string | null> = asServer) =>
  (
    await signOn.app
      .browser()
      .problem('POST', '/api/sign-in/staff/sign-out', { rawBody: `logout_token=${token}`, headers })
  ).status

const isSignedIn = async (browser: TestBrowser) => (await browser.ask('GET', '/api/session')).status === 200

describe('Signing out at the provider', () => {
  it('ends the session here and what it has open, within a second', async () => {
    const { browser } = await signOn.signIn()
    const stream = await browser.openEvents()
    expect(await tell(await signed(logoutClaims()))).toBe(204)
    const startedMs = performance.now()
    await stream.next('session-ended')
    await stream.ended
    expect(performance.now() - startedMs).toBeLessThan(1_000)
    expect(await isSignedIn(browser)).toBe(false)
  })

  it('ends that session only, or all of the person where none is named', async () => {
    const [one, two] = [await signOn.signIn('/', { sid: 'one' }), await signOn.signIn('/', { sid: 'two' })]
    const stranger = await signOn.signIn('/', { sub: 'person-2', sid: 'three', email: 'ben.okafor@example.gov' })
    const byPassword = await signOn.app.signedIn()
    expect(await tell(await signed(logoutClaims({ sid: 'one' })))).toBe(204)
    expect([await isSignedIn(one.browser), await isSignedIn(two.browser)]).toEqual([false, true])
    expect(await tell(await signed(logoutClaims({ sid: undefined })))).toBe(204)
    expect(await isSignedIn(two.browser)).toBe(false)
    expect([await isSignedIn(stranger.browser), await isSignedIn(byPassword)]).toEqual([true, true])
  })

  const now = () => Math.floor(Date.now() / 1000)
  const refused: [string, () => Promise<string>][] = [
    ['an ID token', () => provider.sign(provider.claims())],
    ['another type', () => provider.sign(logoutClaims(), { typ: 'JWT' })],
    ['another issuer', () => signed(logoutClaims({ iss: 'https://evil.example' }))],
    ['another audience', () => signed(logoutClaims({ aud: 'somebody-else' }))],
    ['an old one', () => signed(logoutClaims({ iat: now() - 400, exp: now() + 400 }))],
    ['an expired one', () => signed(logoutClaims({ exp: now() - 60 }))],
    ['one with a nonce', () => signed(logoutClaims({ nonce: 'x' }))],
    ['one without the event', () => signed(logoutClaims({ events: {} }))],
    ['one without an id', () => signed(logoutClaims({ jti: undefined }))],
    ['one without a time', () => signed(logoutClaims({ iat: undefined }))],
    ['one for nobody', () => signed(logoutClaims({ sub: undefined, sid: undefined }))],
    [
      'one signed by another key',
      async () => provider.sign(logoutClaims(), { typ: 'logout+jwt' }, (await generateKeyPair('RS256')).privateKey),
    ],
    [
      'HS256 by the public key',
      () =>
        provider.sign(
          logoutClaims(),
          { typ: 'logout+jwt', alg: 'HS256' },
          new TextEncoder().encode(provider.publicPem),
        ),
    ],
    [
      'one signed by the right key with an algorithm that the configuration does not name',
      async () => {
        const key = await importJWK(await exportJWK(provider.keys.privateKey), 'RS384')
        return provider.sign(logoutClaims(), { typ: 'logout+jwt', alg: 'RS384' }, key)
      },
    ],
    ['no token at all', () => Promise.resolve('x')],
  ]
  for (const [what, token] of refused) {
    it(`is not believed: ${what}`, async () => {
      const { browser } = await signOn.signIn()
      expect(await tell(await token())).toBe(400)
      expect(await isSignedIn(browser)).toBe(true)
    })
  }

  it('is believed once', async () => {
    const token = await signed(logoutClaims())
    expect(await tell(token)).toBe(204)
    const { browser } = await signOn.signIn()
    expect(await tell(token)).toBe(400)
    expect(await isSignedIn(browser)).toBe(true)
  })

  it('is no request for a browser, of whatever site', async () => {
    const token = await signed(logoutClaims())
    expect(await tell(token, { ...asServer, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await tell(token, { ...asServer, origin: 'https://evil.example' })).toBe(403)
    expect(await tell(token, { ...asServer, 'content-type': 'application/json' })).toBe(400)
  })
})

describe('Signing out here', () => {
  it('ends the session and says where to sign out at the provider', async () => {
    const { browser } = await signOn.signIn()
    const cookie = browser.cookie
    const answer = await browser.ask<{ address: string }>('POST', '/api/session/leave-provider')
    const address = new URL(answer.json.address)
    expect(address.origin + address.pathname).toBe(`${provider.issuer}/end`)
    expect(address.searchParams.get('post_logout_redirect_uri')).toBe('http://localhost:8080/sign-in?signed-out')
    expect(address.searchParams.get('id_token_hint')).toBe(provider.idToken)
    browser.cookie = cookie
    expect(await isSignedIn(browser)).toBe(false)
  })

  it('leads nowhere else for who signed in by password', async () => {
    const browser = await signOn.app.signedIn()
    const answer = await browser.ask('POST', '/api/session/leave-provider')
    expect(answer.json).toEqual({ address: null })
    expect(await isSignedIn(browser)).toBe(false)
  })
})
