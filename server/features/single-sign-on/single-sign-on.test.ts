import { readFileSync } from 'node:fs'
import { exportJWK, generateKeyPair, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '#contract/session.ts'
import { Problem } from '#server/problem.ts'
import { type Claims, clientId, type ForgingProvider } from '#server/sign-in/oidc/testing/forging-provider.ts'
import { type SignOn, startSignOn } from '#server/sign-in/oidc/testing/sign-on.ts'
import { navigate } from '#server/testing/navigate.ts'
import type { TestApp } from '#server/testing/test-app.ts'

let signOn: SignOn
let app: TestApp
let provider: ForgingProvider
beforeAll(async () => {
  signOn = await startSignOn()
  ;({ app, provider } = signOn)
})
afterAll(() => signOn.stop())

const begin = (...parameters: Parameters<SignOn['begin']>) => signOn.begin(...parameters)
const comeBack = (...parameters: Parameters<SignOn['comeBack']>) => signOn.comeBack(...parameters)
const signIn = (...parameters: Parameters<SignOn['signIn']>) => signOn.signIn(...parameters)

describe('Signing in at a provider', () => {
  it('asks with PKCE S256, state and nonce, each new', async () => {
    const answer = await app.browser().ask('GET', '/api/sign-in/staff')
    const address = new URL(answer.headers.get('location') ?? '')
    expect(answer.status).toBe(303)
    expect(address.origin + address.pathname).toBe(`${provider.issuer}/authorise`)
    const values = Object.fromEntries(address.searchParams)
    expect(values).toMatchObject({
      ...{ response_type: 'code', client_id: clientId, code_challenge_method: 'S256', scope: 'openid profile email' },
      redirect_uri: 'http://localhost:8080/api/sign-in/staff/answer',
    })
    const [one, two] = [await begin(), await begin()]
    expect(new Set([one.state, two.state, one.nonce, two.nonce]).size).toBe(4)
  })

  it('keeps the unfinished sign-in to its browser by a cookie of this host alone, for ten minutes', async () => {
    const { browser } = await begin()
    expect(browser.lastSetCookie).toMatch(
      /^__Host-curbcut-signing-in=[\w-]{43}; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  it('ends in a session of the mail account the directory knows by the claim, without any password', async () => {
    const { browser, location } = await signIn('/mail/abc')
    expect(location).toBe('/sign-in?arrived&next=%2Fmail%2Fabc')
    const session = await browser.ask<Session>('GET', '/api/session')
    expect(session.json).toMatchObject({
      person: { name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov' },
      provider: { id: 'staff', name: 'Staff account' },
    })
  })

  it('leads on to paths of our own only', async () => {
    const elsewhere = [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/api/session',
      'mail',
    ]
    for (const next of elsewhere) expect((await signIn(next)).location).toBe('/sign-in?arrived&next=%2F')
  })

  it('ends the session the browser had before', async () => {
    const browser = await app.signedIn()
    const before = browser.cookie
    const begun = await begin(browser)
    provider.idToken = await provider.sign(provider.claims({ nonce: begun.nonce }))
    await comeBack(begun)
    browser.cookie = before
    expect((await browser.ask('GET', '/api/session')).status).toBe(401)
  })

  it('lets two windows of one browser sign in at once', async () => {
    const one = await begin()
    const two = await begin(one.browser)
    provider.idToken = await provider.sign(provider.claims({ nonce: two.nonce }))
    expect(await comeBack(two)).toMatch(/arrived/)
  })

  it('keeps neither state nor verifier readable in the database', async () => {
    const { state, nonce } = await begin()
    const rows = JSON.stringify(await app.storage.database.selectFrom('one_use').selectAll().execute())
    expect(rows).not.toContain(state)
    expect(rows).not.toContain(nonce)
  })
})

describe('An answer of a provider is refused, and the sign-in page says so', () => {
  const refused = '/sign-in?problem=provider-refused'
  const over = '/sign-in?problem=sign-in-expired'
  const now = () => Math.floor(Date.now() / 1000)

  const wrongClaims: [string, () => Claims][] = [
    ['another nonce', () => ({ nonce: 'another' })],
    ['no nonce', () => ({ nonce: undefined })],
    ['another issuer', () => ({ iss: 'https://localhost:1' })],
    ['another audience', () => ({ aud: 'somebody-else' })],
    ['several audiences without an authorised party', () => ({ aud: [clientId, 'somebody-else'] })],
    ['another authorised party', () => ({ azp: 'somebody-else' })],
    ['expired', () => ({ iat: now() - 600, exp: now() - 60 })],
    ['no expiry', () => ({ exp: undefined })],
    ['no subject', () => ({ sub: undefined })],
  ]
  for (const [what, changes] of wrongClaims) {
    it(`token with ${what}`, async () => expect((await signIn('/', changes())).location).toBe(refused))
  }

  const forge: [string, (claims: Claims) => Promise<string>][] = [
    [
      'alg none',
      (claims) => {
        const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
        return Promise.resolve(`${part({ alg: 'none' })}.${part(claims)}.`)
      },
    ],
    [
      'HS256 by the public key',
      (claims) => provider.sign(claims, { alg: 'HS256' }, new TextEncoder().encode(provider.publicPem)),
    ],
    [
      'HS256 by the client secret',
      (claims) => provider.sign(claims, { alg: 'HS256' }, readFileSync(provider.secretFile)),
    ],
    [
      'the right key by an algorithm that the configuration does not name',
      async (claims) => {
        const { privateKey } = provider.keys
        return provider.sign(claims, { alg: 'RS384' }, await importJWK(await exportJWK(privateKey), 'RS384'))
      },
    ],
    [
      'an unknown key',
      async (claims) => provider.sign(claims, { kid: 'two' }, (await generateKeyPair('RS256')).privateKey),
    ],
    [
      'another key under the known name',
      async (claims) => provider.sign(claims, {}, (await generateKeyPair('RS256')).privateKey),
    ],
    [
      'a changed claim',
      async (claims) => {
        const [header, , signature] = (await provider.sign(claims)).split('.')
        const changed = { ...claims, email: 'ben.okafor@example.gov' }
        return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.')
      },
    ],
  ]
  for (const [what, forged] of forge) {
    it(`signature: ${what}`, async () => {
      const begun = await begin()
      provider.idToken = await forged(provider.claims({ nonce: begun.nonce }))
      expect(await comeBack(begun)).toBe(refused)
      expect((await begun.browser.ask('GET', '/api/session')).status).toBe(401)
    })
  }

  const wrongParameters: [string, Record<string, string>, string][] = [
    ['another state', { state: 'another' }, over],
    ['another issuer as iss', { iss: 'https://evil.example' }, refused],
    ['no issuer as iss', { iss: '' }, refused],
    ['the provider says no', { error: 'access_denied' }, refused],
  ]
  for (const [what, changes, expected] of wrongParameters) {
    it(`parameters: ${what}`, async () => {
      const begun = await begin()
      provider.idToken = await provider.sign(provider.claims({ nonce: begun.nonce }))
      expect(await comeBack(begun, changes)).toBe(expected)
    })
  }

  it('a state that comes twice in one answer', async () => {
    const { browser, state } = await begin()
    const query = `code=x&state=${state}&state=${state}&iss=${encodeURIComponent(provider.issuer)}`
    const answer = await navigate(browser, `${app.url}/api/sign-in/staff/answer?${query}`)
    expect(answer.location).toBe('/sign-in?problem=invalid-request')
  })

  it('the same answer again', async () => {
    const begun = await begin()
    const { cookie } = begun.browser
    provider.idToken = await provider.sign(provider.claims({ nonce: begun.nonce }))
    expect(await comeBack(begun, { code: 'the-same' })).toMatch(/arrived/)
    begun.browser.cookie = cookie
    expect(await comeBack(begun, { code: 'the-same' })).toBe(over)
  })

  it('a code that somebody else began for: no login is forced on anybody', async () => {
    const theirs = await begin()
    provider.idToken = await provider.sign(provider.claims({ nonce: theirs.nonce }))
    expect(await comeBack({ ...theirs, browser: app.browser() })).toBe(over)
    const mine = await begin()
    expect(await comeBack({ ...mine, state: theirs.state })).toBe(over)
  })

  it('a code injected into a sign-in it was not given for', async () => {
    await begin()
    const theirChallenge = provider.codeChallenge
    const mine = await begin()
    provider.codeChallenge = theirChallenge
    provider.idToken = await provider.sign(provider.claims({ nonce: mine.nonce }))
    expect(await comeBack(mine)).toBe(refused)
  })

  it('an answer taken to another provider than was asked', async () => {
    const begun = await begin()
    provider.idToken = await provider.sign(provider.claims({ nonce: begun.nonce }))
    expect(await comeBack(begun, {}, 'other')).toBe(refused)
  })

  it('someone the directory does not know or does not let in, or whose address was not verified', async () => {
    const stranger = { email: 'nobody@example.gov' }
    app.directory.inactive.add('ada')
    expect((await signIn('/')).location).toBe('/sign-in?problem=account-unknown')
    app.directory.inactive.clear()
    expect((await signIn('/', stranger)).location).toBe('/sign-in?problem=account-unknown')
    expect((await signIn('/', { email_verified: false })).location).toBe('/sign-in?problem=account-unknown')
  })

  it('while the directory cannot be asked', async () => {
    app.directory.outage = new Problem('directory-unavailable')
    const { location } = await signIn()
    app.directory.outage = null
    expect(location).toBe('/sign-in?problem=directory-unavailable')
  })
})
