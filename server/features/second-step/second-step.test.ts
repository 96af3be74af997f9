import { Secret, TOTP } from 'otpauth'
import { afterEach, describe, expect, it } from 'vitest'
import type { ChangedSecondStep, SecondStep, SecondStepOffer } from '#contract/second-step.ts'
import { Problem } from '#server/problem.ts'
import { forgetSecondStep } from '#server/sign-in/second-step/forget-second-step.ts'
import { PersonNotes } from '#server/storage/person-notes.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { adaPassword, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const periodMs = 30_000
let app: TestApp
let now: number
afterEach(() => app.stop())

async function start(secondStep: 'off' | 'offered' | 'required', limits: { signInFailures?: number } = {}) {
  now = 1_800_000_000_000
  app = await startTestApp(
    {
      http: { port: 8080, publicUrl: 'https://mail.example.gov', trustedProxies: ['127.0.0.1'] },
      signIn: { secondStep },
      limits: { ...limits, signInPerMinute: 1000 },
    },
    { now: () => now },
  )
}

const from = (network: string) => ({ origin: 'https://mail.example.gov', 'x-forwarded-for': network })
const headers = from('10.0.0.1')
/** What an authenticator app shows. */
const codeOf = (secret: string, atMs = now) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs })
/** Digits that are no code of the app now or near. */
function wrongCode(secret: string): string {
  const near = [-1, 0, 1].map((periods) => codeOf(secret, now + periods * periodMs))
  return ['000000', '111111', '222222', '333333'].find((code) => !near.includes(code)) ?? ''
}
const post = <T>(browser: TestBrowser, path: string, body?: object) =>
  browser.ask<T>('POST', `/api/second-step/${path}`, { ...(body && { body }), headers })
const refused = (browser: TestBrowser, path: string, body?: object) =>
  browser.problem('POST', `/api/second-step/${path}`, { ...(body && { body }), headers })
const read = async (browser: TestBrowser) =>
  (await browser.ask<SecondStep>('GET', '/api/second-step', { headers })).json
const attempt = (more: object = {}, { browser = app.browser(), network = '10.0.0.1', name = 'ada' } = {}) =>
  browser.problem('POST', '/api/session', {
    body: { name, password: name === 'ben' ? 'ben-demo-pass' : adaPassword, ...more },
    headers: from(network),
  })

async function signedIn(more: object = {}, name = 'ada'): Promise<TestBrowser> {
  const browser = app.browser()
  expect((await attempt(more, { browser, name })).status).toBe(200)
  return browser
}

/** Ada, with an authenticator app. */
async function withApp(): Promise<{ browser: TestBrowser; offer: SecondStepOffer }> {
  const browser = await signedIn()
  const offer = (await post<SecondStepOffer>(browser, 'offer')).json
  const body = { ticket: offer.ticket, code: codeOf(offer.secret), password: adaPassword }
  expect((await post(browser, 'set-up', body)).status).toBe(200)
  now += periodMs
  return { browser, offer }
}

describe('Where a second step is offered', () => {
  it('lets people in by password alone until they set one up, and asks for a code from then on', async () => {
    await start('offered')
    const { browser, offer } = await withApp()
    expect(await read(browser)).toEqual({
      ...{ mode: 'offered', isForPassword: true, setUpAtMs: now - periodMs, recoveryCodesLeft: 10 },
      ...{ passkeys: [], takesPasskeys: true, isPasskeyEnough: false },
    })
    const asked = await attempt()
    expect([asked.status, asked.json.type, asked.json.secondStep]).toEqual([
      401,
      'second-step',
      { isWrong: false, hasApp: true },
    ])
    expect(asked.headers.get('set-cookie')).toBeNull()
    await signedIn({ code: codeOf(offer.secret) })
    await signedIn({}, 'ben')
  })

  it('asks under every name of the person', async () => {
    await start('offered')
    await withApp()
    for (const name of ['ADA', 'ada@example.gov', 'ada.lindqvist@example.gov'])
      expect((await attempt({}, { name })).json.type).toBe('second-step')
  })

  it('lets nobody in by a name that the directory does not know or cannot be asked about', async () => {
    await start('offered')
    app.mail.addPerson('ada+work', adaPassword)
    expect((await attempt({}, { name: 'ada+work' })).json.type).toBe('wrong-credentials')
    app.directory.outage = new Problem('directory-unavailable')
    expect((await attempt()).json.type).toBe('mail-server-unavailable')
  })

  it('takes a code once, none from before it, and one of a clock half a minute off', async () => {
    await start('offered')
    const { offer } = await withApp()
    const early = codeOf(offer.secret, now - periodMs)
    now += periodMs
    await signedIn({ code: codeOf(offer.secret, now + periodMs) })
    for (const code of [codeOf(offer.secret, now + periodMs), codeOf(offer.secret), early])
      expect((await attempt({ code })).json.secondStep?.isWrong).toBe(true)
    now += 4 * periodMs
    expect((await attempt({ code: codeOf(offer.secret, now - 2 * periodMs) })).json.secondStep?.isWrong).toBe(true)
    await signedIn({ code: codeOf(offer.secret, now - periodMs) })
  })

  it('takes the same code once even when it is tried twice at the same moment', async () => {
    await start('offered')
    const { offer } = await withApp()
    const code = codeOf(offer.secret)
    const answers = await Promise.all([attempt({ code }), attempt({ code }), attempt({ code })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
  })

  it('takes each recovery code once, however it is written', async () => {
    await start('offered')
    const { browser, offer } = await withApp()
    const [first = '', second = ''] = offer.recoveryCodes
    await signedIn({ code: ` ${first.replaceAll('-', ' ')} ` })
    expect((await attempt({ code: first })).json.secondStep?.isWrong).toBe(true)
    await signedIn({ code: second.replaceAll('-', '') })
    expect((await read(browser)).recoveryCodesLeft).toBe(8)
  })

  it('says nothing of a second step to whoever does not know the password', async () => {
    await start('offered')
    const { offer } = await withApp()
    const answer = await attempt({ password: 'wrong', code: codeOf(offer.secret) })
    expect([answer.json.type, answer.json.secondStep]).toEqual(['wrong-credentials', undefined])
    await signedIn({ code: codeOf(offer.secret) })
  })

  it('makes whoever guesses codes wait on that network, and nobody else', async () => {
    await start('offered', { signInFailures: 3 })
    const { offer } = await withApp()
    for (let n = 0; n < 3; n += 1)
      expect((await attempt({ code: wrongCode(offer.secret) })).json.type).toBe('second-step')
    expect((await attempt({ code: codeOf(offer.secret) })).json.type).toBe('too-many-attempts')
    expect((await attempt({}, { name: 'ben' })).status).toBe(200)
    expect((await attempt({ code: codeOf(offer.secret) }, { network: '10.0.0.2' })).status).toBe(200)
  })
})

describe('Setting up a second step', () => {
  it('wants the password, a code of the app and the offer made to this person', async () => {
    await start('offered')
    const [browser, ben] = [await signedIn(), await signedIn({}, 'ben')]
    const { ticket, secret, recoveryCodes } = (await post<SecondStepOffer>(browser, 'offer')).json
    const right = { ticket, code: codeOf(secret), password: adaPassword }
    expect((await refused(browser, 'set-up', { ...right, password: 'wrong' })).json.type).toBe('wrong-credentials')
    for (const code of [wrongCode(secret), recoveryCodes[0]]) {
      const answer = await refused(browser, 'set-up', { ...right, code })
      expect([answer.status, answer.json.fields]).toEqual([400, [{ field: 'code', code: 'wrong-code' }]])
    }
    const stolen = await refused(ben, 'set-up', { ...right, password: 'ben-demo-pass' })
    expect(stolen.json.fields).toEqual([{ field: 'ticket', code: 'wrong-form' }])
    now += 10 * 60_000
    const late = await refused(browser, 'set-up', { ...right, code: codeOf(secret) })
    expect(late.json.fields).toEqual([{ field: 'ticket', code: 'wrong-form' }])
    expect((await read(browser)).setUpAtMs).toBeNull()
  })

  it('never replaces one that is there', async () => {
    await start('offered')
    const { browser } = await withApp()
    const { ticket, secret } = (await post<SecondStepOffer>(browser, 'offer')).json
    const answer = await refused(browser, 'set-up', { ticket, code: codeOf(secret), password: adaPassword })
    expect(answer.json.type).toBe('not-allowed')
  })

  it('is taken back, and gets new recovery codes, only by a code', async () => {
    await start('offered')
    const { browser, offer } = await withApp()
    for (const path of ['remove', 'recovery-codes']) {
      const answer = await refused(browser, path, { code: wrongCode(offer.secret) })
      expect(answer.json.fields).toEqual([{ field: 'code', code: 'wrong-code' }])
    }
    const renewed = await post<{ recoveryCodes: string[] }>(browser, 'recovery-codes', { code: codeOf(offer.secret) })
    const [old, fresh] = [offer.recoveryCodes[0], renewed.json.recoveryCodes[0]]
    expect((await attempt({ code: old })).json.type).toBe('second-step')
    const [other, ben] = [await signedIn({ code: renewed.json.recoveryCodes[1] }), await signedIn({}, 'ben')]
    const removed = await post<ChangedSecondStep>(browser, 'remove', { code: fresh })
    expect([removed.json.secondStep.setUpAtMs, removed.json.endedSessions]).toEqual([null, 1])
    const reads = async (one: TestBrowser) => (await one.ask('GET', '/api/second-step', { headers })).status
    expect([await reads(browser), await reads(other), await reads(ben)]).toEqual([200, 401, 200])
    await signedIn()
  })

  it('is open to nobody who is not signed in, and names a code that is none', async () => {
    await start('offered')
    expect((await app.browser().ask('GET', '/api/second-step', { headers })).status).toBe(401)
    for (const path of ['offer', 'set-up', 'recovery-codes', 'remove'])
      expect((await post(app.browser(), path, path === 'offer' ? undefined : { code: '123456' })).status).toBe(401)
    const answer = await refused(await signedIn(), 'remove', { code: 'letters' })
    expect(answer.json.fields).toEqual([{ field: 'code', code: 'wrong-form' }])
  })

  it('leaves neither secret nor recovery codes readable in the database or in the log', async () => {
    await start('offered')
    const { offer } = await withApp()
    const rows = JSON.stringify(await app.storage.database.selectFrom('person_note').selectAll().execute())
    for (const secret of [offer.secret, ...offer.recoveryCodes]) {
      expect(rows).not.toContain(secret)
      expect(app.log.join('\n')).not.toContain(secret)
    }
    expect(app.log.join('\n')).toContain('second-step-set-up')
  })
})

describe('The operator', () => {
  it('takes a lost second step away, which the person notices at once', async () => {
    await start('offered')
    await withApp()
    const notes = new PersonNotes(app.storage.database, openSealer(app.storageDirectory))
    expect([await forgetSecondStep(notes, 'Ada'), await forgetSecondStep(notes, 'ada')]).toEqual([true, false])
    const browser = await signedIn()
    expect((await read(browser)).setUpAtMs).toBeNull()
    expect((await post<SecondStepOffer>(browser, 'offer')).status).toBe(200)
  })
})

describe('Where a second step is required', () => {
  it('lets nobody in before it is set up, which the first code does', async () => {
    await start('required')
    const asked = await attempt()
    const { ticket = '', secret = '' } = asked.json.secondStep?.offer ?? {}
    expect([asked.status, asked.json.type]).toEqual([401, 'second-step'])
    expect((await attempt({ ticket, code: wrongCode(secret) })).json.secondStep?.isWrong).toBe(true)
    await signedIn({ ticket, code: codeOf(secret) })
    expect((await attempt({ ticket, code: codeOf(secret) })).json.secondStep?.isWrong).toBe(true)
    now += periodMs
    await signedIn({ code: codeOf(secret) })
  })

  it('makes a new offer in place of one that is over or of another person', async () => {
    await start('required')
    const mine = (await attempt()).json.secondStep?.offer
    const other = await attempt({ ticket: mine?.ticket, code: codeOf(mine?.secret ?? '') }, { name: 'ben' })
    expect(other.json.secondStep?.offer?.secret).not.toBe(mine?.secret)
    now += 10 * 60_000
    const late = await attempt({ ticket: mine?.ticket, code: codeOf(mine?.secret ?? '') })
    expect(late.json.secondStep?.offer?.secret).toMatch(/^[A-Z2-7]{32}$/)
  })
})

describe('Where there is no second step', () => {
  it('asks for none and offers none', async () => {
    await start('off')
    const browser = await signedIn()
    expect((await read(browser)).mode).toBe('off')
    expect((await refused(browser, 'offer')).json.type).toBe('not-allowed')
  })
})
