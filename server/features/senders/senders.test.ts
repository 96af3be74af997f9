import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FieldProblem } from '#contract/problem.ts'
import type { SendersState } from '#contract/senders.ts'
import { commandsOf, nameOf, parse } from '#server/mail/sieve/language/index.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const some = { blocked: ['kit@harbour.example', 'spam.example'], allowed: ['nora@county.example'] }
const identity = { user: 'ada', secret: () => Promise.reject(new Error('not needed')) }

describe('Blocked and allowed senders', () => {
  let app: TestApp
  let browser: TestBrowser
  let scripts: MemorySieve
  beforeEach(async () => {
    scripts = new MemorySieve()
    app = await startTestApp({}, { scripts })
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const read = async (who = browser) => (await who.ask<SendersState>('GET', '/api/senders')).json
  const save = async (senders: object, version?: string) =>
    browser.ask<SendersState & { fields: FieldProblem[]; type: string }>('POST', '/api/senders', {
      body: { senders, version: version ?? (await read()).version },
    })

  it('are kept with the mailbox, for nobody else, and run nothing once there are none', async () => {
    expect(await read()).toMatchObject({ isOffered: true, isInForce: false, senders: { blocked: [], allowed: [] } })
    expect((await save(some)).json).toMatchObject({ isInForce: true, isChangedElsewhere: false, senders: some })
    expect((await read(await app.signedIn())).senders).toEqual(some)
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await read(ben)).senders.blocked).toEqual([])
    expect((await save({ blocked: [], allowed: [] })).json).toMatchObject({ isInForce: false })
    const session = await scripts.open(identity)
    expect((await session.list()).some(({ isActive }) => isActive)).toBe(false)
    await session.close()
  })

  it('stay when filters are saved, and come before all other rules', async () => {
    await save(some)
    const { version } = await read()
    const conditions = [{ on: 'subject', how: 'contains', value: 'x' }]
    const filter = { name: 'x', isOn: true, needs: 'all', conditions, actions: [{ do: 'flag' }], stops: true }
    await browser.ask('POST', '/api/filters', { body: { filters: [filter], version } })
    expect((await read()).senders).toEqual(some)
    const session = await scripts.open(identity)
    const { text } = await session.read('curbcut-rules')
    await session.close()
    expect([...text.matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind)).toEqual(['allowed', 'blocked', 'filter'])
  })

  it.each([
    ['no sender', { blocked: [], allowed: ['two words'] }, 'senders.allowed.0', 'wrong-form'],
    [
      'one’s own address',
      { blocked: ['x.example', 'ADA@example.gov'], allowed: [] },
      'senders.blocked.1',
      'own-address',
    ],
    ['one twice', { blocked: ['x.example', 'X.example'], allowed: [] }, 'senders.blocked.1', 'twice'],
    ['one in both', { blocked: ['x.example'], allowed: ['x.example'] }, 'senders.allowed.0', 'twice'],
  ])('cannot be %s, and the field is named', async (_what, wrong, field, code) => {
    const { status, json } = await save(wrong)
    expect([status, json.fields]).toMatchObject([400, [{ field, code }]])
    expect((await read()).senders.blocked).toEqual([])
  })

  it('are not saved over what was changed after they were read, and not by strangers', async () => {
    const { version } = await read()
    await save(some)
    expect((await save({ blocked: [], allowed: [] }, version)).json.type).toBe('rules-changed')
    expect((await read()).senders).toEqual(some)
    expect((await app.browser().ask('GET', '/api/senders')).status).toBe(401)
    const body = { senders: some, version }
    expect((await app.browser().ask('POST', '/api/senders', { body })).status).toBe(401)
  })

  it('are not offered without a folder for junk', async () => {
    app.mailbox.folders.delete('Junk')
    expect(await read()).toMatchObject({ isOffered: false })
    expect((await save(some)).json.type).toBe('not-allowed')
  })

  it.each(['"', '";stop;#@x.example', 'a\nb', '${x}@y.example', '*', '[x]', 'x..y@', '@x.example'])(
    'are no other rules whatever they hold: %s',
    async (value) => {
      const { status } = await save({ blocked: [value], allowed: [] })
      if (status !== 200) return
      const session = await scripts.open(identity)
      const script = parse((await session.read('curbcut-rules')).text)
      const own = commandsOf(script).map(({ name }) => nameOf(name))
      expect(own.filter((name) => !['require', 'set'].includes(name))).toEqual(['if'])
      await session.close()
    },
  )
})
