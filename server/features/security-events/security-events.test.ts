import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type NewDevices, type SecurityEvents, securityEventKinds } from '#contract/security-events.ts'
import type { Sharing } from '#contract/sharing.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { adaPassword, fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

// A failed sign-in is answered only after half a second.
describe('What happened to somebody’s account', { timeout: 60_000 }, () => {
  let app: TestApp
  let now: number
  let ada: TestBrowser
  const start = async () => {
    app = await startTestApp(
      { limits: { signInPerMinute: 1000 }, audit: { keepDays: 30 } },
      { scripts: new MemorySieve(), now: () => now },
    )
  }
  beforeEach(async () => {
    now = Date.now()
    await start()
    ada = await app.signedIn()
  })
  afterEach(() => app.stop())

  const signIn = async (browser: TestBrowser, password = adaPassword, name = 'ada') =>
    (await browser.ask('POST', '/api/session', { body: { name, password }, headers: { 'user-agent': firefox } })).status
  const read = async (browser: TestBrowser, query = '') =>
    (await browser.ask<SecurityEvents>('GET', `/api/security-events${query}`)).json
  const kinds = async (browser: TestBrowser, query = '') => (await read(browser, query)).items.map(({ kind }) => kind)
  /** It is noted beside the work, so that nobody waits for it. */
  const noted = (browser: TestBrowser, ...expected: string[]) => expect.poll(() => kinds(browser)).toEqual(expected)

  it('tells sign-ins with browser, system, network and time, the newest first, and a new browser apart', async () => {
    await noted(ada, 'signed-in')
    now += 60_000
    expect(await signIn(app.browser())).toBe(200)
    await noted(ada, 'new-device', 'signed-in')
    const { items, isIntact, keepDays } = await read(ada)
    expect([isIntact, keepDays]).toEqual([true, 30])
    expect(items[0]).toEqual({
      ...{ number: 2, atMs: now, kind: 'new-device', count: 0 },
      ...{ browser: 'Firefox', system: 'Windows', network: '127.0.0.1' },
    })
  })

  it('knows a browser again after signing out, and notes that too', async () => {
    await noted(ada, 'signed-in')
    await ada.ask('DELETE', '/api/session')
    expect(await signIn(ada)).toBe(200)
    await noted(ada, 'signed-in', 'signed-out', 'signed-in')
  })

  it('tells of failed sign-ins under whatever name, once in a quarter of an hour, and not at all for nobody', async () => {
    await noted(ada, 'signed-in')
    for (const name of ['ada', 'ada.lindqvist@example.gov'])
      expect(await signIn(app.browser(), 'wrong', name)).toBe(401)
    expect(await signIn(app.browser(), 'wrong', 'nobody')).toBe(401)
    await noted(ada, 'sign-in-failed', 'signed-in')
    const rows = await app.storage.database.selectFrom('security_event').select('number').execute()
    expect(rows).toHaveLength(2)
  })

  it('tells no new browser where one like it at the same address is known, though it has no cookie', async () => {
    now += 60_000
    expect(await signIn(app.browser())).toBe(200)
    await noted(ada, 'new-device', 'signed-in')
    const { items } = (await ada.ask<NewDevices>('GET', '/api/security-events/new-devices')).json
    // An intruder does not vouch for the next one.
    expect(await signIn(app.browser())).toBe(200)
    await noted(ada, 'new-device', 'new-device', 'signed-in')
    expect(items.length).toBeGreaterThan(0)
    await ada.ask('POST', '/api/security-events/new-devices/known', { body: { upToMs: now + 1 } })
    expect(await signIn(app.browser())).toBe(200)
    await noted(ada, 'signed-in', 'new-device', 'new-device', 'signed-in')
  })

  it('tells of a forward in a script from when it runs, and of a change that makes none not', async () => {
    const post = async (path: string, body: object) => (await ada.ask('POST', `/api/scripts${path}`, { body })).status
    const text = 'redirect "ben.okafor@example.gov";'
    expect(await post('', { name: 'mine', text, from: null })).toBe(200)
    expect(await post('/run', { name: 'mine' })).toBe(200)
    await noted(ada, 'forward-made', 'signed-in')
    expect(await post('/run', { name: 'mine' })).toBe(200)
    expect(await post('', { name: 'other', text: 'keep;', from: null })).toBe(200)
    await noted(ada, 'forward-made', 'signed-in')
  })

  it('tells of shares, forwards, exports, and sessions ended elsewhere, and by kinds', async () => {
    fillInbox(app, ['Secret subject'])
    const version = (await ada.ask<{ version: string }>('GET', '/api/forwarding')).json.version
    const forwarding = { isOn: true, targets: ['ben.okafor@example.gov'], keepsCopy: true }
    expect((await ada.ask('POST', '/api/forwarding', { body: { forwarding, version } })).status).toBe(200)
    await noted(ada, 'forward-made', 'signed-in')
    const messages = { folderId: Buffer.from('INBOX').toString('base64url'), filter: {}, exceptIds: [] }
    const made = await ada.ask<{ total: number }>('POST', '/api/exports', { body: { messages, format: 'eml' } })
    expect(made.status).toBe(200)
    await noted(ada, 'exported', 'forward-made', 'signed-in')
    await signIn(app.browser())
    await noted(ada, 'new-device', 'exported', 'forward-made', 'signed-in')
    await ada.ask('POST', '/api/signed-in-devices/sign-out-others')
    await noted(ada, 'others-signed-out', 'new-device', 'exported', 'forward-made', 'signed-in')
    expect(await kinds(ada, '?group=sign-ins')).toEqual(['new-device', 'signed-in'])
    expect(await kinds(ada, '?group=exports')).toEqual(['exported'])
    expect((await ada.ask('GET', '/api/security-events?group=all')).status).toBe(400)
  })

  it('tells that somebody was let into the mailbox and taken out again, without saying who', async () => {
    const body = {
      ...{ address: 'ben.okafor@example.gov', level: 'delete', writes: 'none', folderIds: null },
      ...{ startsAtMs: null, endsAtMs: null, purpose: '' },
    }
    const made = await ada.ask<Sharing>('POST', '/api/sharing', { body })
    expect(made.status).toBe(200)
    await noted(ada, 'share-given', 'signed-in')
    await ada.ask('DELETE', `/api/sharing/${made.json.items[0]?.id}`)
    await noted(ada, 'share-ended', 'share-given', 'signed-in')
    expect(JSON.stringify(await read(ada))).not.toMatch(/\b(ben|okafor)\b/i)
  })

  it('is told to nobody else, and lies in the database without a name, an address or a subject', async () => {
    await signIn(app.browser())
    await noted(ada, 'new-device', 'signed-in')
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    await noted(ben, 'signed-in')
    expect((await app.browser().ask('GET', '/api/security-events')).status).toBe(401)
    const rows = JSON.stringify(await app.storage.database.selectFrom('security_event').selectAll().execute())
    expect(rows).not.toMatch(/Firefox|Windows|127\.0|new-device|signed-in/)
    expect(JSON.stringify(await read(ada))).not.toMatch(/@|password/)
    expect(app.log.join('')).not.toContain('"event":"security-events"')
  })

  it('is no longer intact once an entry was changed or taken out', async () => {
    for (let times = 0; times < 2; times += 1) await signIn(ada)
    await noted(ada, 'signed-in', 'signed-in', 'signed-in')
    expect((await read(ada)).isIntact).toBe(true)
    await app.storage.database.deleteFrom('security_event').where('number', '=', 2).execute()
    expect((await read(ada)).isIntact).toBe(false)
  })

  it('tells of a second step that was set up on the way in, and of one that was wrong after the right password', async () => {
    await app.stop()
    app = await startTestApp(
      { signIn: { secondStep: 'required' }, limits: { signInPerMinute: 1000 } },
      { now: () => now },
    )
    const browser = app.browser()
    const attempt = (more: object = {}) =>
      browser.problem('POST', '/api/session', { body: { name: 'ada', password: adaPassword, ...more } })
    const { secret = '', ticket } = (await attempt()).json.secondStep?.offer ?? {}
    const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now })
    expect((await attempt({ code: code(), ticket })).status).toBe(200)
    await expect.poll(async () => (await kinds(browser)).toSorted()).toEqual(['app-set-up', 'signed-in'])
    now += 60_000
    const cookie = browser.cookie
    expect((await attempt({ code: '000-000-000-000' })).status).toBe(401)
    browser.cookie = cookie
    await expect.poll(async () => (await kinds(browser))[0]).toBe('second-step-failed')
  })

  it('says no kind twice', () => expect(new Set(securityEventKinds).size).toBe(securityEventKinds.length))

  describe('from a new browser', () => {
    const told = async (browser: TestBrowser) =>
      (await browser.ask<NewDevices>('GET', '/api/security-events/new-devices')).json.items

    it('is told to those before it, until one of them says that it was the person, and never to itself', async () => {
      await noted(ada, 'signed-in')
      now += 60_000
      const fresh = app.browser()
      await signIn(fresh)
      await expect.poll(() => told(ada)).toMatchObject([{ browser: 'Firefox', system: 'Windows', atMs: now }])
      expect(await told(fresh)).toEqual([])
      const know = (browser: TestBrowser, upToMs: number) =>
        browser.ask<NewDevices>('POST', '/api/security-events/new-devices/known', { body: { upToMs } })
      // Whoever sits at the new one cannot hide it.
      await know(fresh, now)
      expect(await told(ada)).toHaveLength(1)
      expect((await know(ada, now - 1)).json.items).toHaveLength(1)
      expect((await know(ada, now)).json.items).toEqual([])
      expect(await told(ada)).toEqual([])
      expect((await know(app.browser(), now)).status).toBe(401)
      expect((await ada.ask('POST', '/api/security-events/new-devices/known', { body: { upToMs: -1 } })).status).toBe(
        400,
      )
    })

    it('is none where the cookie is of no form that we give', async () => {
      await noted(ada, 'signed-in')
      ada.deviceCookie = '__Host-curbcut-device=x'
      await signIn(ada)
      await noted(ada, 'new-device', 'signed-in')
      expect(ada.deviceCookie).toMatch(/^__Host-curbcut-device=[\w-]{43}$/)
    })
  })
})
