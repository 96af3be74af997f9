import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ForwardingState } from '#contract/forwarding.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { Problem } from '#server/problem.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const identity = { user: 'ada', secret: () => Promise.reject(new Error('not needed')) }
const kit = 'kit@elsewhere.example'
const minuteMs = 60_000
const away = {
  ...{ isOn: true, startsAtMs: null, endsAtMs: null, insideText: 'Away', outside: 'same', outsideText: '' },
  ...{ weekly: null, colleague: kit, daysBetween: 7 },
}
const toKit = {
  ...{
    name: 'Bills',
    isOn: true,
    needs: 'all',
    conditions: [{ on: 'subject', how: 'is', value: 'Bill' }],
    stops: false,
  },
  actions: [{ do: 'forward', address: kit }],
}

describe('A target outside', () => {
  let app: TestApp
  let browser: TestBrowser
  let scripts: MemorySieve
  let now: number
  const start = async (confirmOutside = true) => {
    now = Date.UTC(2030, 0, 1)
    scripts = new MemorySieve()
    const forwarding = { outside: 'allowed' as const, confirmOutside, maxTargets: 20 }
    app = await startTestApp({ forwarding }, { scripts, now: () => now })
    browser = await app.signedIn()
  }
  beforeEach(() => start())
  afterEach(() => app.stop())

  const read = async () => (await browser.ask<ForwardingState>('GET', '/api/forwarding')).json
  const forward = async (targets: string[], changes: object = {}) =>
    browser.ask<ForwardingState>('POST', '/api/forwarding', {
      body: { forwarding: { isOn: true, keepsCopy: true, targets, ...changes }, version: (await read()).version },
    })
  const ask = (path: string, body: object, who = browser) =>
    who.ask<ForwardingState & { type: string; fields: unknown; retryAfterSeconds: number }>(
      'POST',
      `/api/forwarding/${path}`,
      { body },
    )
  const confirm = (code: string, address = kit) => ask('confirm', { address, code })
  const running = async () => (await (await scripts.open(identity)).read('curbcut-rules')).text
  const codeIn = (source: string) => /The code for it: (\d{4} \d{4})/.exec(source)?.[1] ?? ''
  const lastCode = () => codeIn(app.submission.taken.at(-1)?.source ?? '')
  const wrongCode = () => (lastCode() === '0000 0000' ? '0000 0001' : '0000 0000')

  it('gets a code by mail, and nothing else before it was given back', async () => {
    const { json } = await forward([kit, 'ben.okafor@example.gov'])
    expect(json.waiting).toEqual([{ address: kit, sentAtMs: now }])
    expect(await running()).toContain('redirect :copy "ben.okafor@example.gov"')
    expect(await running()).not.toContain(`redirect :copy "${kit}"`)
    expect(app.submission.taken.map(({ user, envelope }) => [user, envelope])).toEqual([
      ['ada', { from: '', to: [kit] }],
    ])
    const confirmed = await confirm(lastCode())
    expect([confirmed.status, confirmed.json.waiting, confirmed.json.forwarding.targets[0]]).toEqual([200, [], kit])
    expect(await running()).toContain(`redirect :copy "${kit}"`)
  })

  it('is not waited for inside the organisation, once it is confirmed, or where the operator asks for no code', async () => {
    await forward(['ben.okafor@example.gov'])
    expect(app.submission.taken).toEqual([])
    await forward([kit])
    await confirm(lastCode())
    await forward([kit], { isOn: false })
    expect((await forward(['KIT@elsewhere.example'])).json.waiting).toEqual([])
    expect(app.submission.taken).toHaveLength(1)
    await app.stop()
    await start(false)
    expect((await forward([kit])).json).toMatchObject({
      waiting: [],
      isInForce: true,
      limits: { confirmsOutside: false },
    })
  })

  it('does not take mail away while it waits, though no copy is to be kept', async () => {
    expect((await forward([kit], { keepsCopy: false })).json.isInForce).toBe(false)
    expect(await running()).not.toMatch(/stop|redirect "/)
    await confirm(lastCode())
    expect(await running()).toMatch(/redirect "kit@elsewhere.example";\s+stop;/)
  })

  it('waits as a colleague of an out of office and in a filter too', async () => {
    const { version } = await read()
    expect((await browser.ask('POST', '/api/absence', { body: { absence: away, version } })).status).toBe(200)
    const body = { filters: [toKit], version: (await read()).version }
    expect((await browser.ask('POST', '/api/filters', { body })).status).toBe(200)
    expect((await read()).waiting).toEqual([{ address: kit, sentAtMs: now }])
    expect(app.submission.taken).toHaveLength(1)
    expect(await running()).not.toContain('redirect')
    const preview = await browser.ask('POST', '/api/absence/preview', { body: { absence: away, address: null } })
    expect(JSON.stringify(preview.json)).not.toContain('"isForwarded":true')
    await confirm(lastCode())
    expect((await running()).match(/redirect :copy "kit@elsewhere.example"/g)).toHaveLength(2)
  })

  it('takes a code for a day and five tries, with blanks or without, and none but the last', async () => {
    await forward([kit])
    const first = lastCode()
    now += minuteMs
    expect((await ask('codes', { address: kit })).json.waiting).toEqual([{ address: kit, sentAtMs: now }])
    if (lastCode() !== first)
      expect((await confirm(first)).json.fields).toEqual([{ field: 'code', code: 'wrong-code' }])
    expect((await confirm('ramp')).json.fields).toEqual([{ field: 'code', code: 'wrong-form' }])
    for (let tries = 0; tries < 5; tries += 1) await confirm(wrongCode())
    expect((await confirm(lastCode())).json.fields).toEqual([{ field: 'code', code: 'too-many' }])
    expect((await read()).waiting).toEqual([{ address: kit, sentAtMs: null }])
    now += minuteMs
    await ask('codes', { address: kit })
    now += 24 * 60 * minuteMs
    expect((await confirm(lastCode())).json.fields).toEqual([{ field: 'code', code: 'too-many' }])
    await ask('codes', { address: kit })
    expect((await confirm(lastCode().replace(' ', ''))).status).toBe(200)
  })

  it('is not sent codes faster than one a minute, nor a person more than ten a day', async () => {
    const targets = Array.from({ length: 12 }, (_, index) => `t${index}@elsewhere.example`)
    await forward(targets.slice(0, 4))
    await forward(targets.slice(4, 8))
    const { waiting } = (await forward(targets.slice(8))).json
    expect(app.submission.taken).toHaveLength(10)
    expect(waiting.map(({ sentAtMs }) => sentAtMs)).toEqual([now, now, null, null])
    const last = { address: 't11@elsewhere.example' }
    const early = await ask('codes', last)
    expect([early.status, early.json]).toMatchObject([429, { retryAfterSeconds: 86_400 }])
    now += 24 * 60 * minuteMs
    expect((await ask('codes', last)).status).toBe(200)
    expect((await ask('codes', last)).json).toMatchObject({ retryAfterSeconds: 60 })
  })

  it('can be taken back, out of everything that names it', async () => {
    await forward([kit])
    const code = lastCode()
    await browser.ask('POST', '/api/filters', { body: { filters: [toKit], version: (await read()).version } })
    const { json } = await ask('take-back', { address: kit })
    expect(json).toMatchObject({ waiting: [], forwarding: { isOn: false, targets: [] }, filterForwards: [] })
    await forward([kit])
    expect((await confirm(code)).json.fields).toEqual([{ field: 'code', code: 'too-many' }])
    expect((await read()).waiting).toHaveLength(1)
  })

  it('can be asked for again where the code could not be sent', async () => {
    app.submission.behave = () => Promise.reject(new Problem('mail-server-unavailable'))
    expect((await forward([kit])).json.waiting).toEqual([{ address: kit, sentAtMs: null }])
    now += minuteMs
    expect((await ask('codes', { address: kit })).json.type).toBe('mail-server-unavailable')
  })

  it('is only told codes of those that wait, and by the person alone', async () => {
    expect((await ask('codes', { address: kit })).json.type).toBe('not-found')
    expect((await confirm('12345678')).json.type).toBe('not-found')
    expect((await ask('take-back', { address: kit })).json.type).toBe('not-found')
    await forward([kit])
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await ask('confirm', { address: kit, code: lastCode() }, ben)).json.type).toBe('not-found')
    for (const path of ['codes', 'confirm', 'take-back']) {
      expect((await ask(path, { address: kit, code: '12345678' }, app.browser())).status).toBe(401)
    }
  })

  it('that mail goes to already goes on when the operator asks for codes from now on', async () => {
    await app.stop()
    await start(false)
    await forward([kit])
    const before = await (await scripts.open(identity)).read('curbcut-rules')
    await app.stop()
    await start()
    const session = await scripts.open(identity)
    await session.write('curbcut-rules', before.text)
    const { version } = await read()
    await browser.ask('POST', '/api/absence', { body: { absence: { ...away, colleague: null }, version } })
    expect(await read()).toMatchObject({ waiting: [] })
    expect(await running()).toContain(`redirect :copy "${kit}"`)
  })

  it('cannot be written into a script instead', async () => {
    const check = async (text: string) =>
      (await browser.ask<{ notes: object[] }>('POST', '/api/scripts/check', { body: { text } })).json.notes
    expect(await check(`redirect "${kit}";`)).toMatchObject([{ line: 1, severity: 'error', reason: 'unconfirmed' }])
    await forward([kit])
    await confirm(lastCode())
    expect(await check(`redirect "${kit}";`)).toEqual([])
  })

  it('and its code stay out of the log and the database', async () => {
    await forward([kit])
    const code = lastCode()
    const rows = await app.storage.database.selectFrom('forwarding_code').selectAll().execute()
    expect(rows).toHaveLength(1)
    for (const text of [app.log.join(''), JSON.stringify(rows)]) {
      expect(text).not.toContain('elsewhere.example')
      expect(text).not.toContain(code.replace(' ', ''))
    }
  })
})
