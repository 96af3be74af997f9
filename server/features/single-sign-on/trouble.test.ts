import { afterEach, describe, expect, it } from 'vitest'
import { type SignOn, startSignOn } from '#server/sign-in/oidc/testing/sign-on.ts'
import { fromAnotherSite, navigate } from '#server/testing/navigate.ts'

let signOn: SignOn
afterEach(() => signOn.stop())

const logged = () =>
  signOn.app.log.map((line) => JSON.parse(line) as { event: string; service: string; outcome: string })
const faults = () => logged().filter(({ event }) => event === 'identity-provider')

describe('A provider in trouble', () => {
  it('that is down leads back with words, and tells the operator which and why; the server has started all the same', async () => {
    signOn = await startSignOn()
    const answer = await signOn.app.browser().ask('GET', '/api/sign-in/down')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?problem=provider-unavailable'])
    expect(faults()).toMatchObject([{ service: 'signIn.oidc down', outcome: 'it cannot be reached (ECONNREFUSED)' }])
  })

  it('that answers a page is asked again by the next person, and then works', async () => {
    signOn = await startSignOn()
    signOn.provider.page = '<h1>Maintenance</h1>'
    const browser = signOn.app.browser()
    const answer = await browser.ask('GET', '/api/sign-in/staff')
    expect(answer.headers.get('location')).toBe('/sign-in?problem=provider-unavailable')
    expect(faults()).toMatchObject([
      { service: 'signIn.oidc staff', outcome: 'it answered something else than JSON, such as a page' },
    ])
    signOn.provider.page = null
    expect((await signOn.signIn()).location).toMatch(/arrived/)
  })

  it('that answers a page for the code leads back with words', async () => {
    signOn = await startSignOn()
    const begun = await signOn.begin()
    signOn.provider.page = '<h1>Maintenance</h1>'
    expect(await signOn.comeBack(begun)).toBe('/sign-in?problem=provider-unavailable')
  })

  it('never gets a token, code or claim into the log', async () => {
    signOn = await startSignOn()
    const { state, code } = await signOn.signIn()
    await signOn.signIn('/', { nonce: 'another' })
    const log = signOn.app.log.join('\n')
    for (const secret of [state, `"${code}"`, signOn.provider.idToken, 'ada.lindqvist', 'person-1'])
      expect(log).not.toContain(secret)
  })
})

describe('What other sites may make a browser ask', () => {
  it('is the answer of a provider, as a page of its own, and nothing else', async () => {
    signOn = await startSignOn()
    const { url } = signOn.app
    const ask = (path: string, headers = fromAnotherSite) => navigate(signOn.app.browser(), `${url}${path}`, headers)
    expect((await ask('/api/sign-in/staff/answer?state=x')).location).toBe('/sign-in?problem=sign-in-expired')
    expect((await ask('/api/sign-in/staff')).status).toBe(403)
    expect((await ask('/api/session')).status).toBe(403)
    expect((await ask('/api/sign-in/staff/answer/more')).status).toBe(403)
    expect((await ask('/api/sign-in/staff/answer', { ...fromAnotherSite, 'sec-fetch-dest': 'iframe' })).status).toBe(
      403,
    )
    expect((await ask('/api/sign-in/staff/answer', { ...fromAnotherSite, 'sec-fetch-mode': 'cors' })).status).toBe(403)
  })

  it('leads to words where no such provider is', async () => {
    signOn = await startSignOn()
    const answer = await signOn.app.browser().ask('GET', '/api/sign-in/nobody')
    expect(answer.headers.get('location')).toBe('/sign-in?problem=not-found')
  })
})

describe('Without passwords', () => {
  it('the page is told so, and a password opens nothing', async () => {
    signOn = await startSignOn({ password: false })
    const welcome = await signOn.app.browser().ask('GET', '/api/welcome')
    expect(welcome.json).toMatchObject({ passwordSignIn: false, providers: [{ id: 'staff' }, {}, {}] })
    const answer = await signOn.app.browser().signIn('ada', 'ada-demo-pass')
    expect(answer.status).toBe(403)
  })
})
