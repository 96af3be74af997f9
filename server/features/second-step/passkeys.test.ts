import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PasskeyRequest, PasskeyWish } from '#contract/passkeys.ts'
import type { SecurityEvents } from '#contract/security-events.ts'
import type { ChangedSecondStep, SecondStep } from '#contract/second-step.ts'
import { Problem } from '#server/problem.ts'
import { SoftwarePasskey } from '#server/sign-in/second-step/testing/software-passkey.ts'
import { adaPassword, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const origin = 'https://mail.example.gov'
const passwords = { ada: adaPassword, ben: 'ben-demo-pass' }
type Name = keyof typeof passwords
const minuteMs = 60_000
let app: TestApp
let now: number
let network: string

async function start(passkeyIsEnough = false, publicUrl = origin, secondStep: 'offered' | 'required' = 'offered') {
  const server = { host: '127.0.0.1', port: 1 }
  const tokens = { issuer: 'https://mail.example.gov', scope: 'mail', keyDirectory: 'keys' }
  app = await startTestApp(
    {
      http: { port: 8080, publicUrl, trustedProxies: ['127.0.0.1'] },
      mail: { imap: server, submission: server, tokens },
      signIn: { secondStep, passkeyIsEnough },
      limits: { signInPerMinute: 1000, signInFailures: 3 },
    },
    { now: () => now },
  )
}
beforeEach(() => {
  now = 1_800_000_000_000
  network = '10.0.0.1'
})
afterEach(() => app.stop())

const headers = () => ({ origin, 'x-forwarded-for': network })
const post = <T>(browser: TestBrowser, path: string, body?: object) =>
  browser.ask<T>('POST', path, { ...(body && { body }), headers: headers() })
const problem = (browser: TestBrowser, path: string, body?: object) =>
  browser.problem('POST', path, { ...(body && { body }), headers: headers() })
const passkeyRefused = [{ field: 'passkey', code: 'wrong-code' }]
const read = async (browser: TestBrowser) =>
  (await browser.ask<SecondStep>('GET', '/api/second-step', { headers: headers() })).json
const attempt = (more: object = {}, browser = app.browser(), name: Name = 'ada') =>
  problem(browser, '/api/session', { name, password: passwords[name], ...more })

async function signedIn(more: object = {}, name: Name = 'ada'): Promise<TestBrowser> {
  const browser = app.browser()
  expect((await attempt(more, browser, name)).status).toBe(200)
  return browser
}
const wish = async (browser: TestBrowser) =>
  (await post<PasskeyWish & { known?: PasskeyRequest }>(browser, '/api/second-step/passkeys/offer')).json
const addition = (passkey: object, name: Name = 'ada') => ({ name: 'Phone', password: passwords[name], passkey })
const add = (browser: TestBrowser, body: object) =>
  post<ChangedSecondStep & { recoveryCodes: string[] }>(browser, '/api/second-step/passkeys', body)
const refusedAddition = (browser: TestBrowser, body: object) => problem(browser, '/api/second-step/passkeys', body)

async function withPasskey(browser: TestBrowser, name: Name = 'ada', shown: object = {}) {
  const passkey = new SoftwarePasskey(origin)
  const { json, status } = await add(browser, { ...addition(passkey.make(await wish(browser)), name), ...shown })
  expect(status).toBe(200)
  return { passkey, ...json }
}
/** What a right password asks of the passkeys of a person. */
async function asked(name: Name = 'ada'): Promise<PasskeyRequest> {
  const request = (await attempt({}, app.browser(), name)).json.secondStep?.passkey
  if (!request) throw new Error('No passkey is asked for')
  return request
}

describe('A passkey as the second step', () => {
  it('is asked for by its id after the password, and lets in whoever has it', async () => {
    await start()
    const browser = await signedIn()
    const { passkey, recoveryCodes, secondStep } = await withPasskey(browser)
    expect(recoveryCodes).toHaveLength(10)
    const id = secondStep.passkeys[0]?.id
    now += minuteMs
    const answer = await attempt()
    expect([answer.status, answer.json.type]).toEqual([401, 'second-step'])
    expect(answer.json.secondStep).toMatchObject({
      ...{ isWrong: false, hasApp: false },
      passkey: { rpId: 'mail.example.gov', allowCredentials: [{ id, transports: ['internal'] }] },
    })
    await signedIn({ passkey: passkey.sign(await asked(), { isVerified: false }) })
    expect((await read(browser)).passkeys).toMatchObject([{ name: 'Phone', usedAtMs: now, isDoubtful: false }])
  })

  it('stands beside others and the recovery codes, and is taken away by the password', async () => {
    await start()
    const browser = await signedIn()
    const first = await withPasskey(browser)
    const second = await withPasskey(browser, 'ada', { code: first.recoveryCodes[0] })
    expect(second.recoveryCodes).toEqual([])
    await signedIn({ code: first.recoveryCodes[1] })
    for (const { passkey } of [first, second]) await signedIn({ passkey: passkey.sign(await asked()) })
    const [{ id: one } = {}, { id: other } = {}] = second.secondStep.passkeys
    const remove = (id: string | undefined, password: string) =>
      problem(browser, '/api/second-step/passkeys/remove', { id, password })
    expect((await remove(one, 'wrong')).json.type).toBe('wrong-credentials')
    expect((await remove(one, adaPassword)).status).toBe(200)
    expect((await asked()).allowCredentials).toMatchObject([{ id: other }])
    await remove(other, adaPassword)
    await signedIn()
  })

  it('ends what the person has open elsewhere when one is added or removed, and says how much', async () => {
    await start()
    const [browser, other, ben] = [await signedIn(), await signedIn(), await signedIn({}, 'ben')]
    const { endedSessions, secondStep } = await withPasskey(browser)
    expect(endedSessions).toBe(1)
    const reads = (one: TestBrowser) => one.ask('GET', '/api/session', { headers: headers() })
    expect([(await reads(browser)).status, (await reads(other)).status, (await reads(ben)).status]).toEqual([
      200, 401, 200,
    ])
    const id = secondStep.passkeys[0]?.id
    const removed = await post<ChangedSecondStep>(browser, '/api/second-step/passkeys/remove', {
      ...{ id, password: adaPassword },
    })
    expect(removed.json.endedSessions).toBe(0)
    const told = async () => {
      const { json } = await browser.ask<SecurityEvents>('GET', '/api/security-events', { headers: headers() })
      return json.items.map(({ kind }) => kind).filter((kind) => kind !== 'signed-in' && kind !== 'new-device')
    }
    await expect
      .poll(async () => (await told()).toSorted())
      .toEqual([...['others-signed-out', 'passkey-added', 'passkey-removed']])
  })

  it('is not believed when it was signed for another page or another site', async () => {
    await start()
    const { passkey } = await withPasskey(await signedIn())
    for (const fault of [{ origin: 'https://mail.example.gov.evil.example' }, { rpId: 'evil.example' }]) {
      network += '1'
      const answer = await attempt({ passkey: passkey.sign(await asked(), fault) })
      expect([answer.status, answer.json.secondStep?.isWrong]).toEqual([401, true])
    }
    await signedIn({ passkey: passkey.sign(await asked()) })
  })

  it('answers a question once, in time, and only the person who was asked', async () => {
    await start()
    const [{ passkey }, other] = [
      await withPasskey(await signedIn()),
      await withPasskey(await signedIn({}, 'ben'), 'ben'),
    ]
    const proof = passkey.sign(await asked())
    await signedIn({ passkey: proof })
    expect((await attempt({ passkey: proof })).json.secondStep?.isWrong).toBe(true)
    const replayed = await asked()
    await signedIn({ passkey: passkey.sign(replayed) })
    expect((await attempt({ passkey: passkey.sign(replayed) })).json.secondStep?.isWrong).toBe(true)
    network = '10.0.0.2'
    expect((await attempt({ passkey: passkey.sign(await asked('ben')) })).json.secondStep?.isWrong).toBe(true)
    const late = await asked()
    now += 5 * minuteMs
    expect((await attempt({ passkey: passkey.sign(late) })).json.secondStep?.isWrong).toBe(true)
    network = '10.0.0.3'
    expect((await attempt({ passkey: other.passkey.sign(await asked()) })).json.secondStep?.isWrong).toBe(true)
    await signedIn({ passkey: other.passkey.sign(await asked('ben')) }, 'ben')
    const forged = { ...passkey.sign(await asked()), signature: other.passkey.sign(await asked()).signature }
    expect((await attempt({ passkey: forged })).json.secondStep?.isWrong).toBe(true)
  })

  it('is taken no more once its counter has gone back, and the person sees which it is', async () => {
    await start()
    const browser = await signedIn()
    const { passkey } = await withPasskey(browser)
    await signedIn({ passkey: passkey.sign(await asked(), { counter: 7 }) })
    expect((await attempt({ passkey: passkey.sign(await asked(), { counter: 7 }) })).json.secondStep?.isWrong).toBe(
      true,
    )
    expect((await read(browser)).passkeys).toMatchObject([{ isDoubtful: true }])
    expect((await attempt()).json.secondStep).toEqual({ isWrong: false, hasApp: false })
  })

  it('makes whoever guesses wait on that network, and nobody else', async () => {
    await start()
    const { passkey } = await withPasskey(await signedIn())
    for (let n = 0; n < 3; n += 1)
      await attempt({ passkey: passkey.sign(await asked(), { origin: 'https://evil.example' }) })
    expect((await attempt({ passkey: passkey.sign(await asked()) })).json.type).toBe('too-many-attempts')
    network = '10.0.0.2'
    await signedIn({ passkey: passkey.sign(await asked()) })
  })
})

describe('Adding a passkey', () => {
  it('wants the password, a name, and a passkey made for this person on this page, once and in time', async () => {
    await start()
    const [browser, ben] = [await signedIn(), await signedIn({}, 'ben')]
    const fresh = () => new SoftwarePasskey(origin)
    const right = addition(fresh().make(await wish(browser)))
    expect((await refusedAddition(browser, { ...right, password: 'wrong' })).json.type).toBe('wrong-credentials')
    expect((await refusedAddition(browser, { ...right, name: ' ' })).json.fields).toMatchObject([{ field: 'name' }])
    const evil = { origin: 'https://evil.example' }
    for (const passkey of [
      fresh().make(await wish(browser), evil),
      fresh().make(await wish(browser), { rpId: 'evil.example' }),
      fresh().make(await wish(ben)),
    ])
      expect((await refusedAddition(browser, addition(passkey))).json.fields).toEqual(passkeyRefused)
    const once = await wish(browser)
    const { status, json } = await add(browser, addition(fresh().make(once)))
    expect(status).toBe(200)
    const again = { ...addition(fresh().make(once)), code: json.recoveryCodes[0] }
    expect((await refusedAddition(browser, again)).json.fields).toEqual(passkeyRefused)
    const late = await wish(browser)
    now += 5 * minuteMs
    const tooLate = { ...addition(fresh().make(late)), code: json.recoveryCodes[1] }
    expect((await refusedAddition(browser, tooLate)).json.fields).toEqual(passkeyRefused)
    expect((await read(browser)).passkeys).toHaveLength(1)
  })

  it('wants the second step that there is, beside the password: a code, or a passkey known already', async () => {
    await start()
    const browser = await signedIn()
    const { passkey: first, recoveryCodes } = await withPasskey(browser)
    const another = async (shown: object = {}) => ({
      ...addition(new SoftwarePasskey(origin).make(await wish(browser))),
      ...shown,
    })
    const fieldsOf = async (body: object) => (await refusedAddition(browser, body)).json.fields
    const [codeRefused, proofRefused] = ['code', 'proof'].map((field) => [{ field, code: 'wrong-code' }])
    expect(await fieldsOf(await another())).toEqual(codeRefused)
    network = '10.0.0.2'
    expect(await fieldsOf(await another({ code: '000000' }))).toEqual(codeRefused)
    const { known } = await wish(browser)
    if (!known) throw new Error('No passkey is asked for')
    const strange = new SoftwarePasskey(origin)
    strange.make(await wish(browser))
    expect(await fieldsOf(await another({ proof: strange.sign(known) }))).toEqual(proofRefused)
    expect((await read(browser)).passkeys).toHaveLength(1)
    network = '10.0.0.3'
    const { known: next } = await wish(browser)
    await withPasskey(browser, 'ada', { proof: next && first.sign(next) })
    await withPasskey(browser, 'ada', { code: recoveryCodes[0] })
    expect((await read(browser)).passkeys).toHaveLength(3)
  })

  it('never takes one that belongs to somebody already', async () => {
    await start()
    const browser = await signedIn()
    const { passkey } = await withPasskey(browser)
    const ben = await signedIn({}, 'ben')
    const stolen = addition(passkey.make(await wish(ben)), 'ben')
    expect((await refusedAddition(ben, stolen)).json.fields).toEqual(passkeyRefused)
  })

  it('is open to nobody who is not signed in, nor where the site has no name', async () => {
    await start()
    for (const path of ['passkeys/offer', 'passkeys', 'passkeys/remove'])
      expect((await post(app.browser(), `/api/second-step/${path}`, {})).status).toBe(401)
    await app.stop()
    await start(false, 'https://192.0.2.1')
    const browser = app.browser()
    const named = { origin: 'https://192.0.2.1' }
    const body = { name: 'ada', password: adaPassword }
    await browser.ask('POST', '/api/session', { body, headers: named })
    expect((await browser.ask<SecondStep>('GET', '/api/second-step')).json.takesPasskeys).toBe(false)
    const offer = await browser.problem('POST', '/api/second-step/passkeys/offer', { headers: named })
    expect(offer.json.type).toBe('not-allowed')
  })
})

describe('Signing in by a passkey alone', () => {
  const request = async () => (await post<PasskeyRequest>(app.browser(), '/api/session/passkey/offer')).json
  const enter = (passkey: object, browser = app.browser()) => problem(browser, '/api/session/passkey', { passkey })

  it('needs neither name nor password, and says who has come', async () => {
    await start(true)
    const { passkey } = await withPasskey(await signedIn())
    const browser = app.browser()
    expect((await request()).allowCredentials).toEqual([])
    expect((await enter(passkey.sign(await request()), browser)).status).toBe(200)
    const session = await browser.ask<{ person: { name: string } }>('GET', '/api/session', { headers: headers() })
    expect(session.json.person.name).toBe('Ada Lindqvist')
  })

  it('wants the person known to the passkey, and a question of this page, of now, for this, once', async () => {
    await start(true)
    const { passkey } = await withPasskey(await signedIn())
    const late = await request()
    now += 5 * minuteMs
    const once = await request()
    expect((await enter(passkey.sign(once))).status).toBe(200)
    const faults = [
      passkey.sign(await request(), { isVerified: false }),
      passkey.sign(await request(), { origin: 'https://evil.example' }),
      passkey.sign(late),
      passkey.sign(once),
      passkey.sign(await asked()),
      new SoftwarePasskey(origin).sign(await request()),
      { ...passkey.sign(await request()), userHandle: 'another' },
    ]
    for (const [at, fault] of faults.entries()) {
      network = `10.0.1.${at}`
      const answer = await enter(fault)
      expect([at, answer.status, answer.json.fields]).toEqual([at, 400, passkeyRefused])
    }
    network = '10.0.0.2'
    const used = passkey.sign(await request())
    expect((await attempt({ passkey: used })).json.secondStep?.isWrong).toBe(true)
  })

  it('ends with the account: who is no longer in the directory does not come in', async () => {
    await start(true)
    const { passkey } = await withPasskey(await signedIn())
    app.directory.outage = new Problem('directory-unavailable')
    expect((await enter(passkey.sign(await request()))).json.type).toBe('directory-unavailable')
    app.directory.outage = null
    app.directory.inactive.add('ada')
    expect((await enter(passkey.sign(await request()))).json.type).toBe('account-unknown')
    app.directory.inactive.clear()
    app.directory.forget('ada')
    expect((await enter(passkey.sign(await request()))).json.type).toBe('account-unknown')
  })

  it('ends with the passkey, and is not to be had where the operator has not said so', async () => {
    await start(true)
    const browser = await signedIn()
    const { passkey, secondStep } = await withPasskey(browser)
    await post(browser, '/api/second-step/passkeys/remove', { id: secondStep.passkeys[0]?.id, password: adaPassword })
    expect((await enter(passkey.sign(await request()))).json.fields).toEqual(passkeyRefused)
    await app.stop()
    await start(false)
    expect((await problem(app.browser(), '/api/session/passkey/offer')).json.type).toBe('not-allowed')
  })
})

describe('A passkey where a second step is required', () => {
  it('begins the second step while signing in, with the recovery codes of the offer, once', async () => {
    await start(false, origin, 'required')
    const { offer, newPasskey } = (await attempt()).json.secondStep ?? {}
    if (!offer || !newPasskey) throw new Error('No passkey is offered')
    const passkey = new SoftwarePasskey(origin)
    const made = { ticket: offer.ticket, newPasskey: { name: 'Phone', passkey: passkey.make(newPasskey) } }
    const browser = await signedIn(made)
    expect(await read(browser)).toMatchObject({ passkeys: [{ name: 'Phone' }], recoveryCodesLeft: 10, setUpAtMs: null })
    const kinds = async () =>
      (await browser.ask<SecurityEvents>('GET', '/api/security-events', { headers: headers() })).json.items.map(
        ({ kind }) => kind,
      )
    await expect.poll(kinds).toContain('passkey-added')
    expect((await attempt(made)).json.secondStep).toMatchObject({ isWrong: false, hasApp: false })
    await signedIn({ passkey: passkey.sign(await asked()) })
    await signedIn({ code: offer.recoveryCodes[0] })
  })

  it('is not believed when it was made elsewhere, for another offer, or too late; nothing is set up then', async () => {
    await start(false, origin, 'required')
    const offered = async (name: Name = 'ada') => {
      const { offer, newPasskey } = (await attempt({}, app.browser(), name)).json.secondStep ?? {}
      if (!offer || !newPasskey) throw new Error('No passkey is offered')
      return { ticket: offer.ticket, wish: newPasskey }
    }
    const trial = (ticket: string | undefined, asks: PasskeyWish, fault = {}) =>
      attempt({ ticket, newPasskey: { name: 'Phone', passkey: new SoftwarePasskey(origin).make(asks, fault) } })
    const [mine, theirs] = [await offered(), await offered('ben')]
    expect((await trial(mine.ticket, mine.wish, { origin: 'https://evil.example' })).json.fields).toEqual(
      passkeyRefused,
    )
    expect((await trial(mine.ticket, theirs.wish)).json.fields).toEqual(passkeyRefused)
    for (const ticket of [undefined, theirs.ticket])
      expect((await trial(ticket, (await offered()).wish)).json.secondStep?.offer).toBeDefined()
    const late = await offered()
    now += 5 * minuteMs
    expect((await trial(late.ticket, late.wish)).json.fields).toEqual(passkeyRefused)
    expect((await attempt()).json.secondStep?.newPasskey).toBeDefined()
  })

  it('is not offered where the site has no name', async () => {
    await start(false, 'https://192.0.2.1', 'required')
    const named = { origin: 'https://192.0.2.1' }
    const body = { name: 'ada', password: adaPassword }
    const { json } = await app.browser().problem('POST', '/api/session', { body, headers: named })
    expect([json.secondStep?.offer !== undefined, json.secondStep?.newPasskey]).toEqual([true, undefined])
  })
})
