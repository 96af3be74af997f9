import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Filter, FiltersState, FilterTrial } from '#contract/filters.ts'
import type { MessageWindow } from '#contract/messages.ts'
import type { Whereabouts } from '#contract/whereabouts.ts'
import { commandsOf, nameOf, parse } from '#server/mail/sieve/language/index.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const folderId = Buffer.from('Projects').toString('base64url') as Extract<
  Filter['actions'][number],
  { do: 'move' }
>['folderId']
const some: Filter = {
  ...{ name: 'Projects', isOn: true, needs: 'all', stops: true },
  conditions: [{ on: 'subject', how: 'contains', value: 'project' }],
  actions: [{ do: 'move', folderId }, { do: 'mark-read' }],
}
const inboxId = Buffer.from('INBOX').toString('base64url')
const identity = { user: 'ada', secret: () => Promise.reject(new Error('not needed')) }

describe('Filters', () => {
  let app: TestApp
  let browser: TestBrowser
  let scripts: MemorySieve
  beforeEach(async () => {
    scripts = new MemorySieve()
    app = await startTestApp({}, { scripts })
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const read = async (who = browser) => (await who.ask<FiltersState>('GET', '/api/filters')).json
  const save = async (filters: unknown[], version?: string) =>
    browser.ask<FiltersState & { fields: { field: string }[]; type: string }>('POST', '/api/filters', {
      body: { filters, version: version ?? (await read()).version },
    })

  it('are kept in their order with the mailbox, and for nobody else', async () => {
    const filters = [some, { ...some, name: 'Off', isOn: false }, { ...some, name: 'Last' }]
    expect((await save(filters)).json).toMatchObject({ isInForce: true, isChangedElsewhere: false, filters })
    expect((await read(await app.signedIn())).filters).toEqual(filters)
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await read(ben)).filters).toEqual([])
  })

  it('stay when an out of office or a forwarding is saved or ended, and those stay when they are', async () => {
    const absence = {
      isOn: true,
      startsAtMs: null,
      endsAtMs: null,
      insideText: 'Away',
      outside: 'same',
      outsideText: '',
    }
    const forwarding = { isOn: true, targets: ['ben.okafor@example.gov'], keepsCopy: true }
    await save([some])
    for (const isOn of [true, false]) {
      const { version } = await read()
      await browser.ask('POST', '/api/absence', { body: { absence: { ...absence, isOn, daysBetween: 7 }, version } })
      const after = await read()
      await browser.ask('POST', '/api/forwarding', {
        body: { forwarding: { ...forwarding, isOn }, version: after.version },
      })
      expect(await read()).toMatchObject({ isInForce: true, filters: [some] })
    }
    await save([])
    expect((await browser.ask('GET', '/api/absence')).json).toMatchObject({ absence: { insideText: 'Away' } })
    expect((await browser.ask('GET', '/api/forwarding')).json).toMatchObject({
      forwarding: { targets: forwarding.targets },
    })
    expect((await read()).isInForce).toBe(false)
  })

  it('say when all mail is forwarded away before them', async () => {
    await save([some])
    const forwarding = { isOn: true, targets: ['ben.okafor@example.gov'], keepsCopy: false }
    await browser.ask('POST', '/api/forwarding', { body: { forwarding, version: (await read()).version } })
    expect(await read()).toMatchObject({ isAllForwarded: true })
  })

  it.each([
    ['a name', { ...some, name: ' ' }, 'filters.0.name'],
    ['a condition', { ...some, conditions: [] }, 'filters.0.conditions'],
    ['a value', { ...some, conditions: [{ on: 'subject', how: 'is', value: '' }] }, 'filters.0.conditions.0.value'],
    ['a value of one line', { ...some, conditions: [{ on: 'list', value: 'a\nb' }] }, 'filters.0.conditions.0.value'],
    ['an action', { ...some, actions: [] }, 'filters.0.actions'],
    ['one place', { ...some, actions: [{ do: 'move', folderId }, { do: 'discard' }] }, 'filters.0.actions'],
  ])('need %s, and the field that lacks it is named', async (_what, wrong, field) => {
    const { status, json } = await save([wrong])
    expect([status, json.fields.map((each) => each.field)]).toEqual([400, [field]])
    expect((await read()).filters).toEqual([])
  })

  it('are not saved over what was changed after they were read', async () => {
    const { version } = await read()
    await save([some])
    expect((await save([], version)).json.type).toBe('rules-changed')
    expect((await read()).filters).toEqual([some])
  })

  it('name the condition that the mail server cannot test', async () => {
    scripts.offer = { ...scripts.offer, extensions: scripts.offer.extensions.filter((name) => name !== 'body') }
    expect((await read()).missing).toContain('body')
    const wrong = { ...some, conditions: [...some.conditions, { on: 'body', how: 'contains', value: 'x' }] }
    expect((await save([wrong])).json.fields).toMatchObject([{ field: 'filters.0.conditions.1' }])
  })

  it.each(['"; discard; #', '\\" stop;', '${x} *?\\', '] { keep; } [', 'ünï 🙂 */', 'text:'])(
    'are no other rules whatever they hold: %s',
    async (value) => {
      const conditions: Filter['conditions'] = [
        { on: 'from', how: 'begins', value },
        { on: 'recipient', how: 'domain', value },
        { on: 'subject', how: 'ends', value },
        { on: 'header', name: 'X-Odd', how: 'is', value },
        { on: 'body', how: 'contains-not', value },
        { on: 'list', value },
      ]
      const filters = [{ ...some, name: value, conditions }]
      expect((await save(filters)).json).toMatchObject({ filters, isInForce: true, isChangedElsewhere: false })
      const session = await scripts.open(identity)
      const script = parse((await session.read('curbcut-rules')).text)
      const own = commandsOf(script).map(({ name }) => nameOf(name))
      expect(own.filter((name) => !['require', 'set'].includes(name))).toEqual(['if'])
      await session.close()
    },
  )

  it('say what they would have caught, the newest first, and leave everything as it is', async () => {
    fillInbox(app, ['A project', 'Lunch', 'Another project'])
    const body = { filter: { needs: 'all', conditions: some.conditions }, folderId: inboxId, offset: 0 }
    const { json } = await browser.ask<FilterTrial>('POST', '/api/filters/try', { body })
    expect([json.total, json.looked, json.caught.map(({ subject }) => subject)]).toEqual([
      ...[3, 3, ['Another project', 'A project']],
    ])
    expect(await read()).toMatchObject({ filters: [], isInForce: false })
    expect(app.mail.openAccounts).toBe(1)
  })

  it.each([
    ['a folder that is gone', { folderId: Buffer.from('Gone').toString('base64url') }, 'folder-gone'],
    ['no conditions', { filter: { needs: 'all', conditions: [] } }, 'invalid-request'],
  ])('cannot be tried with %s', async (_what, changes, type) => {
    const body = { filter: { needs: 'all', conditions: some.conditions }, folderId: inboxId, offset: 0, ...changes }
    expect((await browser.ask<{ type: string }>('POST', '/api/filters/try', { body })).json.type).toBe(type)
    expect(app.mail.openAccounts).toBe(1)
  })

  it('are tried for nobody who is not signed in', async () => {
    const body = { filter: { needs: 'all', conditions: some.conditions }, folderId: inboxId, offset: 0 }
    expect((await app.browser().ask('POST', '/api/filters/try', { body })).status).toBe(401)
  })

  describe('and why a message is where it is', () => {
    const why = async (subject: string, folder = 'INBOX') => {
      const id = Buffer.from(folder).toString('base64url')
      const { json } = await browser.ask<MessageWindow>('GET', `/api/folders/${id}/messages`)
      const message = json.items.find((item) => item.subject === subject)
      return (await browser.ask<Whereabouts>('GET', `/api/messages/${message?.id}/why`)).json
    }

    it('is told by those that catch it, up to the one that ends them', async () => {
      fillInbox(app, ['A project', 'Lunch'])
      const flags: Filter = { ...some, name: 'Flags', actions: [{ do: 'flag' }], stops: false }
      await save([{ ...some, name: 'Off', isOn: false }, flags, some, { ...some, name: 'Never reached' }])
      expect(await why('A project')).toMatchObject({
        caughtBy: [{ name: 'Flags' }, { name: 'Projects' }],
        ...{ filedBy: null, isKept: false, isJunk: false, forwarding: 'off', isAway: false, otherScript: null },
      })
      expect(await why('Lunch')).toMatchObject({ caughtBy: [], isKept: true })
      const inHere = [{ do: 'copy' as const, folderId: inboxId as typeof folderId }]
      await save([{ ...some, actions: inHere }])
      expect(await why('A project')).toMatchObject({ filedBy: 0, isKept: true })
    })

    it('is nothing to filters while all mail is forwarded without a copy, or while they do not run', async () => {
      fillInbox(app, ['A project'])
      await save([some])
      const forwarding = { isOn: true, targets: ['ben.okafor@example.gov'], keepsCopy: false }
      await browser.ask('POST', '/api/forwarding', { body: { forwarding, version: (await read()).version } })
      expect(await why('A project')).toMatchObject({ caughtBy: [], forwarding: 'without-copy' })
      const session = await scripts.open(identity)
      await session.write('theirs', 'keep;')
      await session.activate('theirs')
      await session.close()
      expect(await why('A project')).toMatchObject({ caughtBy: [], forwarding: 'off', otherScript: 'theirs' })
    })

    it('is told with who gets copies while one is away, but of nobody who is waited for or after it ended', async () => {
      await app.stop()
      app = await startTestApp({ forwarding: { outside: 'allowed' } }, { scripts })
      browser = await app.signedIn()
      fillInbox(app, ['Lunch'])
      const away = (changes: object) => ({
        ...{ isOn: true, startsAtMs: null, endsAtMs: null, insideText: 'Away', outside: 'same', outsideText: '' },
        ...{ daysBetween: 7, colleague: 'ben.okafor@example.gov', ...changes },
      })
      const put = async (changes: object) =>
        browser.ask('POST', '/api/absence', { body: { absence: away(changes), version: (await read()).version } })
      await put({})
      expect(await why('Lunch')).toMatchObject({ isAway: true, colleague: 'ben.okafor@example.gov' })
      await put({ colleague: 'kit@elsewhere.example' })
      expect(await why('Lunch')).toMatchObject({ isAway: true, colleague: null })
      await put({ endsAtMs: 1_000 })
      expect(await why('Lunch')).toMatchObject({ isAway: false, colleague: null })
    })

    it('is told of no message that is gone, and to nobody else', async () => {
      fillInbox(app, ['A project'])
      const id = Buffer.from('1 77 INBOX').toString('base64url')
      const { json } = await browser.ask<{ type: string }>('GET', `/api/messages/${id}/why`)
      expect(json.type).toBe('message-gone')
      expect((await app.browser().ask('GET', `/api/messages/${id}/why`)).status).toBe(401)
    })
  })
})
