import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SignedInDeviceList } from '#contract/signed-in-devices.ts'
import { deviceNames } from '#server/sessions/device-names.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(() => app.stop())

async function signedIn(agent: string, name = 'ada'): Promise<TestBrowser> {
  const browser = app.browser()
  const body = { name, password: `${name}-demo-pass` }
  const answer = await browser.ask('POST', '/api/session', { body, headers: { 'user-agent': agent } })
  expect(answer.status).toBe(200)
  return browser
}

const list = async (browser: TestBrowser) =>
  (await browser.ask<SignedInDeviceList>('GET', '/api/signed-in-devices')).json.items
const isSignedIn = async (browser: TestBrowser) => (await browser.ask('GET', '/api/session')).status === 200
const signOut = (browser: TestBrowser, id: string) =>
  browser.ask<SignedInDeviceList>('POST', '/api/signed-in-devices/sign-out', { body: { id } })

describe('The browsers somebody is signed in with', () => {
  it('are listed in words, this one first, and nobody else’s among them', async () => {
    const other = await signedIn(firefox)
    await signedIn(firefox, 'ben')
    const mine = await signedIn('curl/8')
    const items = await list(mine)
    expect(items).toMatchObject([
      { isThis: true, browser: null, system: null, network: '127.0.0.1' },
      { isThis: false, browser: 'Firefox', system: 'Windows', network: '127.0.0.1' },
    ])
    for (const { signedInAtMs, lastUsedAtMs } of items) {
      expect(Math.abs(Date.now() - signedInAtMs)).toBeLessThan(60_000)
      expect(lastUsedAtMs).toBeGreaterThanOrEqual(signedInAtMs)
    }
    expect((await list(other)).map(({ isThis, browser }) => [isThis, browser])).toEqual([
      [true, 'Firefox'],
      [false, null],
    ])
  })

  it('are signed out one by one, with the streams they have open', async () => {
    const [one, two, mine] = [await signedIn(firefox), await signedIn(firefox), await signedIn(firefox)]
    const stream = await one.openEvents()
    const found = (await list(one)).find(({ isThis }) => isThis)
    const left = await signOut(mine, found?.id ?? '')
    const afterMs = performance.now()
    expect((await stream.next('session-ended')).reason).toBe('ended-elsewhere')
    await stream.ended
    expect(performance.now() - afterMs).toBeLessThan(1_000)
    expect(left.json.items).toHaveLength(2)
    expect([await isSignedIn(one), await isSignedIn(two), await isSignedIn(mine)]).toEqual([false, true, true])
    expect((await signOut(mine, found?.id ?? '')).json.items).toHaveLength(2)
  })

  it('are signed out all but this one', async () => {
    const ben = await signedIn(firefox, 'ben')
    const [one, two, mine] = [await signedIn(firefox), await signedIn(firefox), await signedIn(firefox)]
    const answer = await mine.ask<SignedInDeviceList>('POST', '/api/signed-in-devices/sign-out-others')
    expect(answer.json.items).toMatchObject([{ isThis: true }])
    const states = await Promise.all([one, two, mine, ben].map(isSignedIn))
    expect(states).toEqual([false, false, true, true])
  })

  it('are never signed out by somebody else, nor this one by mistake', async () => {
    const [ada, ben] = [await signedIn(firefox), await signedIn(firefox, 'ben')]
    const [hers] = await list(ada)
    await signOut(ben, hers?.id ?? '')
    expect(await isSignedIn(ada)).toBe(true)
    expect((await signOut(ada, hers?.id ?? '')).status).toBe(403)
    expect(await isSignedIn(ada)).toBe(true)
  })

  it('are told to nobody who is not signed in, and a wrong id is named', async () => {
    expect((await app.browser().ask('GET', '/api/signed-in-devices')).status).toBe(401)
    const answer = await (
      await signedIn(firefox)
    ).problem('POST', '/api/signed-in-devices/sign-out', { body: { id: 'x' } })
    expect([answer.status, answer.json.fields]).toEqual([400, [{ field: 'id', code: 'wrong-form' }]])
  })

  it('are not readable in the database, and their ids open nothing', async () => {
    const browser = await signedIn(firefox)
    const rows = JSON.stringify(await app.storage.database.selectFrom('session').selectAll().execute())
    for (const secret of ['ada', 'Firefox', '127.0.0.1']) expect(rows).not.toContain(secret)
    const [mine] = await list(browser)
    expect(rows).not.toContain(mine?.id)
  })
})

describe('A browser names itself', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0'
  it.each([
    [firefox, 'Firefox', 'Windows'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/140.0`, 'Edge', 'Windows'],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Safari/537.36`, 'Chrome', 'ChromeOS'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${chrome} Mobile Safari/537.36`, 'Chrome', 'Android'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      'Safari',
      'macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
      'Chrome',
      'iPhone',
    ],
    ['<script>alert(1)</script>', null, null],
    ['', null, null],
  ])('%s', (agent, browser, system) => expect(deviceNames(agent)).toEqual({ browser, system }))
})
