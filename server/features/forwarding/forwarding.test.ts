import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Forwarding, ForwardingState } from '#contract/forwarding.ts'
import type { ConfigFile } from '#server/config.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { Problem } from '#server/problem.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const toBen: Forwarding = { isOn: true, targets: ['ben.okafor@example.gov'], keepsCopy: true }
const identity = { user: 'ada', secret: () => Promise.reject(new Error('not needed')) }

describe('A forwarding', () => {
  let app: TestApp
  let browser: TestBrowser
  let scripts: MemorySieve
  const start = async (forwarding: ConfigFile['forwarding'] = {}) => {
    scripts = new MemorySieve()
    app = await startTestApp({ forwarding }, { scripts })
    browser = await app.signedIn()
  }
  beforeEach(() => start())
  afterEach(() => app.stop())
  const restart = async (forwarding: ConfigFile['forwarding']) => {
    await app.stop()
    await start(forwarding)
  }

  const read = async (who = browser) => (await who.ask<ForwardingState>('GET', '/api/forwarding')).json
  const save = async (changes: Partial<Forwarding>) =>
    browser.ask<ForwardingState & { fields: unknown; type: string }>('POST', '/api/forwarding', {
      body: { forwarding: { ...toBen, ...changes }, version: (await read()).version },
    })
  const runScript = async (source: string) => {
    const session = await scripts.open(identity)
    await session.write('inner', 'redirect "kit@elsewhere.example";')
    await session.write('mine', source)
    await session.activate('mine')
  }

  it('is kept with the mailbox, for every browser of the person, and for nobody else', async () => {
    expect((await save({ keepsCopy: false })).json).toMatchObject({ isInForce: true })
    expect((await read(await app.signedIn())).forwarding).toEqual({ ...toBen, keepsCopy: false })
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await read(ben)).forwarding.isOn).toBe(false)
  })

  it('is offered to nobody whose mail the directory says must not be sent on, by no rule', async () => {
    app.directory.mayNotForward.add('ada')
    expect(await read()).toMatchObject({ isOffered: false })
    expect((await save({})).json.type).toContain('not-allowed')
    expect((await browser.ask('GET', '/api/filters')).json).toMatchObject({ forwarding: null })
    expect((await browser.ask('GET', '/api/absence')).json).toMatchObject({ forwarding: null })
    app.directory.mayNotForward.clear()
    expect((await save({})).json).toMatchObject({ isInForce: true })
  })

  it('is offered to nobody while the directory cannot be asked, and goes on for whoever has one', async () => {
    await save({})
    app.directory.outage = new Problem('directory-unavailable')
    expect(await read()).toMatchObject({ isOffered: false, isInForce: true })
  })

  it('and an out of office leave each other as they are', async () => {
    const away = { isOn: true, startsAtMs: null, endsAtMs: null, insideText: 'Away', outside: 'same', outsideText: '' }
    await save({})
    const { version } = await read()
    await browser.ask('POST', '/api/absence', { body: { absence: { ...away, daysBetween: 7 }, version } })
    expect(await read()).toMatchObject({ isInForce: true, forwarding: toBen })
    await save({ isOn: false })
    const { json } = await browser.ask('GET', '/api/absence')
    expect(json).toMatchObject({ isInForce: true, absence: { insideText: 'Away' } })
  })

  it.each([
    ['missing', [], 0],
    ['wrong-form', ['ben'], 0],
    ['wrong-form', ['ben@example.gov', 'a@b.example\r\nkeep;'], 1],
    ['own-address', ['ADA.lindqvist@example.gov'], 0],
    ['own-address', ['ada+copy@example.gov'], 0],
    ['twice', ['ben@example.gov', 'Ben@example.gov'], 1],
    ['outside', ['ben@example.gov', 'ben@elsewhere.example'], 1],
    ['too-many', ['a@example.gov', 'b@example.gov', 'c@example.gov', 'd@example.gov', 'e@example.gov'], 4],
  ])('is refused with the field: %s for %s', async (code, targets, index) => {
    const { status, json } = await save({ targets })
    expect([status, json.fields]).toEqual([400, [{ field: `forwarding.targets.${index}`, code }]])
    expect((await read()).forwarding.isOn).toBe(false)
  })

  it('is refused as a whole with 200 addresses, and what was set stays', async () => {
    await save({})
    const { status, json } = await save({ targets: Array.from({ length: 200 }, (_, at) => `a${at}@example.gov`) })
    expect([status, json.fields]).toEqual([400, [{ field: 'forwarding.targets', code: 'too-many' }]])
    expect(await read()).toMatchObject({ isInForce: true, forwarding: toBen })
  })

  it('may lead outside where the operator lets it, but not to domains that are forbidden', async () => {
    await restart({ outside: 'allowed', forbiddenDomains: ['Mail.example'], maxTargets: 2 })
    expect((await save({ targets: ['kit@elsewhere.example'] })).status).toBe(200)
    for (const target of ['kit@mail.example', 'kit@eu.MAIL.example']) {
      const { json } = await save({ targets: [target] })
      expect(json.fields).toEqual([{ field: 'forwarding.targets.0', code: 'forbidden-domain' }])
    }
    expect((await save({ targets: ['a@x.example', 'b@x.example', 'c@x.example'] })).status).toBe(400)
  })

  it('is not offered where the operator does not allow it, and can be turned off', async () => {
    await restart({ allowed: false })
    expect((await read()).isOffered).toBe(false)
    expect((await save({})).json).toMatchObject({ type: 'not-allowed' })
    expect((await save({ isOn: false })).status).toBe(200)
  })

  it('lists what the person’s own script forwards, also in scripts it includes', async () => {
    await runScript('require ["include", "copy"];\nif true { redirect :copy "ben@example.gov"; }\ninclude "inner";')
    expect((await read()).otherForwards).toEqual([
      { address: 'ben@example.gov', script: 'mine' },
      { address: 'kit@elsewhere.example', script: 'inner' },
    ])
  })

  it('cannot be turned on beside a script that rejects mail', async () => {
    await runScript('require "reject";\nreject "No";')
    expect((await save({})).json).toMatchObject({ type: 'not-allowed' })
  })

  it('is not saved over what was changed elsewhere', async () => {
    const { version } = await read()
    await save({})
    const { json } = await browser.ask('POST', '/api/forwarding', { body: { forwarding: toBen, version } })
    expect(json).toMatchObject({ type: 'rules-changed' })
  })

  it('is noted in the log without the addresses', async () => {
    await save({ keepsCopy: false })
    const lines = app.log.join('')
    expect(lines).toMatch(/"outcome":"on-without-copy","count":1,.*"event":"forwarding"/)
    expect(lines).not.toContain('okafor')
  })

  describe('that appears by another way', () => {
    const see = (addresses: string[], who = browser) =>
      who.ask<ForwardingState>('POST', '/api/forwarding/seen', { body: { addresses } })
    const redirect = 'redirect "kit@elsewhere.example";'

    it('is told until the person says that they know, in every browser, and again when it was gone', async () => {
      expect((await read()).unseen).toEqual([])
      await runScript(redirect)
      expect((await read()).unseen).toEqual(['kit@elsewhere.example'])
      expect((await read(await app.signedIn())).unseen).toEqual(['kit@elsewhere.example'])
      expect((await see(['KIT@elsewhere.example'])).json.unseen).toEqual([])
      expect((await read(await app.signedIn())).unseen).toEqual([])
      await runScript('keep;')
      expect((await read()).unseen).toEqual([])
      await runScript(redirect)
      expect((await read()).unseen).toEqual(['kit@elsewhere.example'])
    })

    it('is not told of what the person sets here', async () => {
      expect((await save({})).json.unseen).toEqual([])
      expect((await read()).unseen).toEqual([])
    })

    it('is told to nobody else, and noted for no stranger', async () => {
      await runScript(redirect)
      const ben = app.browser()
      await ben.signIn('ben', 'ben-demo-pass')
      expect((await see(['kit@elsewhere.example'], ben)).json.unseen).toEqual([])
      expect((await read()).unseen).toEqual(['kit@elsewhere.example'])
      expect((await see([], app.browser())).status).toBe(401)
    })
  })
})
