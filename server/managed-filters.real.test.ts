import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Activity } from '#contract/activity.ts'
import type { Filter, FilterAction, FiltersState, FilterTrial } from '#contract/filters.ts'
import type { FolderId } from '#contract/ids.ts'
import type { ManagedMailbox } from '#contract/managed-mailboxes.ts'
import type { Sharing } from '#contract/sharing.ts'
import { setRights } from '#platform/dovecot/sharing.ts'
import { ManageSieveScripts } from '#server/mail/sieve/manage-sieve-scripts.ts'
import { personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

const dayMs = 24 * 60 * 60_000
const idOf = (path: string) => Buffer.from(path).toString('base64url') as FolderId
const [mailbox, secret] = ['carmen', 'Secret plans']
const archive = idOf('Other Users/carmen/Archive')

const some = (name: string, action: FilterAction, changes: Partial<Filter> = {}): Filter => ({
  ...{ name, isOn: true, needs: 'all', conditions: [{ on: 'subject', how: 'contains', value: name }] },
  ...{ actions: [action], stops: false, ...changes },
})
const news = some('news', { do: 'move', folderId: archive })
const flag = some('flagged', { do: 'flag' })
const stop = some('kept', { do: 'flag' }, { stops: true })
const forward = some('sent on', { do: 'forward', address: 'emi.sato@example.gov' })
const discard = some('thrown away', { do: 'discard' }, { stops: true })
const hidden = some('hidden', { do: 'move', folderId: idOf(secret) }, { stops: true })

/** Carmen lets Dov see to her filters; Ada administers the permit desk, where Ben works. */
describe('The filters of another', () => {
  const platform = realPlatform()
  const [carmen, dov] = [personOf(platform, 'carmen'), personOf(platform, 'dov')]
  const scripts = new ManageSieveScripts({
    ...{ host: platform.host, port: platform.ports.manageSieve, caFile: platform.caFile, startTls: false },
  })
  let app: RealApp
  let owner: TestBrowser
  let delegate: TestBrowser
  let nowMs = Date.now()

  /** What the mail server itself has, as the owner would see it with any program. */
  async function raw<Made>(
    uid: string,
    work: (session: Awaited<ReturnType<ManageSieveScripts['open']>>) => Promise<Made>,
  ): Promise<Made> {
    const session = await scripts.open(tokenIdentity(platform, uid))
    return work(session).finally(() => session.close())
  }
  const scriptOf = (uid: string) => raw(uid, async (session) => (await session.read('curbcut-rules')).text)
  const clear = (uid: string) =>
    raw(uid, async (session) => {
      await session.activate(null)
      for (const { name } of await session.list()) await session.remove(name)
    })
  async function inMail<Made>(uid: string, work: (imap: Awaited<ReturnType<typeof rawImap>>) => Promise<Made>) {
    const imap = await rawImap(platform, uid)
    return work(imap).finally(() => imap.logout())
  }

  beforeAll(async () => {
    app = await startRealApp(platform, () => nowMs)
    ;[owner, delegate] = [await app.signedIn('carmen'), await app.signedIn('dov')]
    await inMail('carmen', async (imap) => {
      await imap.status('Archive', { messages: true })
      await imap.mailboxCreate(secret)
    })
    await clear('carmen')
  })
  afterAll(async () => {
    await inMail('carmen', (imap) => imap.mailboxDelete(secret))
    await app.stop()
  })
  afterEach(async () => {
    nowMs = Date.now()
    await clear('carmen')
    for (const { id } of (await owner.ask<Sharing>('GET', '/api/sharing')).json.items)
      await owner.ask('DELETE', `/api/sharing/${id}`)
  })

  /** Without the folder for secret plans. */
  const share = (changes = {}) =>
    owner.ask<Sharing>('POST', '/api/sharing', {
      body: {
        ...{ address: dov.address, level: 'see', writes: 'none', manages: 'filters' },
        ...{ folderIds: [idOf('INBOX'), idOf('Archive')], startsAtMs: null, endsAtMs: null, purpose: '', ...changes },
      },
    })
  const read = (browser: TestBrowser, of?: string) =>
    browser.ask<FiltersState>('GET', `/api/filters${of === undefined ? '' : `?mailbox=${of}`}`)
  const save = (browser: TestBrowser, of: string | undefined, filters: readonly Filter[], version: string) =>
    browser.ask<FiltersState>('POST', '/api/filters', {
      body: { filters, version, ...(of === undefined ? {} : { mailbox: of }) },
    })
  const isIn = () => expect.poll(async () => (await read(delegate, mailbox)).status, { timeout: 20_000 }).toBe(200)
  /** What the owner has, and what the delegate then reads. */
  async function begun(filters: readonly Filter[], changes = {}): Promise<FiltersState> {
    expect((await share(changes)).status).toBe(200)
    const { version } = (await read(owner)).json
    expect((await save(owner, undefined, filters, version)).status).toBe(200)
    await isIn()
    return (await read(delegate, mailbox)).json
  }
  const refusal = async (answer: Promise<{ status: number; json: unknown }>) => {
    const { status, json } = await answer
    const { type, fields } = json as { type?: string; fields?: { field: string; code: string }[] }
    return [status, fields?.[0] ? `${fields[0].code} ${fields[0].field}` : type]
  }
  const notAllowed = [403, 'not-allowed']

  /** Delivers a message, and gives the folders it is in then. */
  async function filed(word: string, uid: string, address: string, ...folders: string[]): Promise<string[]> {
    const id = `${crypto.randomUUID()}@x.example`
    await platform.deliver(
      [`From: <kit@outside.example>`, `To: <${address}>`, `Subject: ${word}`, `Message-ID: <${id}>`, '', 'Hi', ''].join(
        '\r\n',
      ),
      address,
    )
    return inMail(uid, async (imap) => {
      const found: string[] = []
      for (const folder of ['INBOX', ...folders]) {
        await imap.mailboxOpen(folder)
        const uids = await imap.search({ header: { 'message-id': id } }, { uid: true })
        if (uids && uids.length > 0) found.push(folder)
      }
      return found
    })
  }

  it('are made by whom the owner lets: mail is filed so, the owner is told and finds it in the activity', async () => {
    expect((await share()).json.items[0]).toMatchObject({ manages: 'filters' })
    await isIn()
    const { items } = (await delegate.ask<{ items: ManagedMailbox[] }>('GET', '/api/managed-mailboxes')).json
    expect(items).toMatchObject([{ mailbox, name: carmen.name, may: ['filters'] }])
    const { version, bounds, ...state } = (await read(delegate, mailbox)).json
    expect(bounds).toEqual({
      ...{ held: null, fixed: 0 },
      folderIds: [idOf('Other Users/carmen'), archive],
    })
    expect(state).toMatchObject({ forwarding: null, canReject: false, canReply: false })
    const made = await save(delegate, mailbox, [news], version)
    expect([made.status, made.json.isInForce, made.json.filters]).toEqual([200, true, [news]])
    expect(await scriptOf('carmen')).toContain('fileinto "Archive"')
    expect(await filed('news', 'carmen', carmen.address, 'Archive')).toEqual(['Archive'])
    expect((await read(owner)).json.filters[0]?.actions).toEqual([{ do: 'move', folderId: idOf('Archive') }])
    expect((await read(owner)).json.bounds).toBeUndefined()
    expect((await read(delegate)).json.filters).toEqual([])
    const log = '/api/activity?action=filters-changed'
    expect((await owner.ask<Activity>('GET', log)).json.items).toMatchObject([{ name: dov.name }])
    const told = await inMail('carmen', async (imap) => {
      await imap.mailboxOpen('INBOX')
      return imap.search({ subject: 'Your filters were changed', from: dov.address }, { uid: true })
    })
    expect(told).not.toEqual([])
    expect(app.log.filter((line) => line.includes('"managing"')).join()).not.toMatch(/carmen|dov\b|news|Archive/i)
  })

  it('can be changed, put in another order, turned off and deleted', async () => {
    let state = await begun([])
    const off = { ...news, isOn: false }
    for (const wanted of [[news, flag], [flag, news], [flag, off], [{ ...flag, name: 'Red' }, off], [off], []]) {
      const { status, json } = await save(delegate, mailbox, wanted, state.version)
      expect([status, json.filters]).toEqual([200, wanted])
      state = json
    }
  })

  it('send no mail on, reject and throw nothing away, and what does so stays as its owner left it', async () => {
    const { version, filters, bounds } = await begun([stop, forward, { ...news, ...own }, discard, flag])
    expect(bounds?.fixed).toBe(4)
    const before = await scriptOf('carmen')
    const tries: [Filter[], string][] = [
      [[...filters, forward], 'filters.5.actions.0'],
      [[...filters, some('no', { do: 'reject', text: 'No' })], 'filters.5.actions.0'],
      [[...filters, discard], 'filters.5.actions.0'],
      [[...filters, some('hello', { do: 'reply', text: 'Hello' })], 'filters.5.actions.0'],
      [[...filters.slice(0, 4), { ...flag, actions: [...flag.actions, ...discard.actions] }], 'filters.4.actions.1'],
      [[flag, ...filters.slice(0, 4)], 'filters.0'],
      [filters.slice(1), 'filters.0'],
      [filters.with(0, { ...stop, stops: false }), 'filters.0'],
      [filters.with(1, { ...forward, isOn: false }), 'filters.1'],
      [filters.with(2, { ...news, isOn: false }), 'filters.2'],
    ]
    for (const [wanted, field] of tries)
      expect(await refusal(save(delegate, mailbox, wanted, version))).toEqual([400, `owner-only ${field}`])
    expect(await scriptOf('carmen')).toBe(before)
    const mine = some('mine', { do: 'mark-read' })
    expect((await save(delegate, mailbox, [...filters, mine], version)).json.filters).toEqual([...filters, mine])
    expect(await scriptOf('carmen')).toContain(before.slice(before.indexOf('# curbcut-rule'), before.lastIndexOf('}')))
  })

  it('file only where the delegate looks, and never tell what other folders are called', async () => {
    const { version, filters, bounds } = await begun([hidden, flag])
    const all = (await delegate.ask('GET', `/api/filters?mailbox=${mailbox}`)).text
    expect(all).not.toMatch(new RegExp(`${secret}|${idOf(secret)}|${idOf(`Other Users/carmen/${secret}`)}`))
    expect(bounds?.fixed).toBe(1)
    const [masked] = filters
    if (!masked) throw new Error('No filter')
    const mine = { ...masked, name: 'mine' }
    const ownerOnly = (field: string) => [400, `owner-only ${field}`]
    const attempt = (wanted: Filter[]) => refusal(save(delegate, mailbox, wanted, version))
    expect(await attempt([masked, flag, mine])).toEqual(ownerOnly('filters.2.actions.0'))
    expect(await attempt([flag])).toEqual(ownerOnly('filters.0'))
    expect(await attempt([flag, masked])).toEqual(ownerOnly('filters.0'))
    expect(await attempt([{ ...masked, isOn: false }, flag])).toEqual(ownerOnly('filters.0'))
    for (const path of [secret, `Other Users/carmen/${secret}`, 'INBOX', 'Other Users/carmen/None', 'Other Users/ben'])
      expect(await attempt([...filters, some('x', { do: 'copy', folderId: idOf(path) })])).toEqual([404, 'folder-gone'])
    expect((await save(delegate, mailbox, [masked, news, flag], version)).status).toBe(200)
    expect(await filed('hidden', 'carmen', carmen.address, secret)).toEqual([secret])
    expect((await read(owner)).json.filters.map(({ name }) => name)).toEqual(['hidden', 'news', 'flagged'])
  })

  it('answer only where the delegate sees to what answers as well', async () => {
    const hello = some('hello', { do: 'reply', text: 'Hello' })
    const { version, canReply } = await begun([], { manages: 'both' })
    expect(canReply).toBe(true)
    expect((await save(delegate, mailbox, [hello], version)).status).toBe(200)
    expect((await delegate.ask('GET', `/api/absence?mailbox=${mailbox}`)).status).toBe(200)
    await share({ manages: 'filters' })
    const { bounds } = (await read(delegate, mailbox)).json
    expect(bounds?.fixed).toBe(1)
    expect(await refusal(delegate.ask('GET', `/api/absence?mailbox=${mailbox}`))).toEqual(notAllowed)
  })

  it('are tried out in folders of theirs that the delegate may read, and the owner finds that somebody looked', async () => {
    const word = crypto.randomUUID().slice(0, 8)
    const before = some(word, { do: 'reply', text: 'Hello' })
    await begun([before])
    expect(await filed(word, 'carmen', carmen.address)).toEqual(['INBOX'])
    const { needs, conditions } = before
    const attempt = (changes = {}, browser = delegate) =>
      browser.ask<FilterTrial>('POST', '/api/filters/try', {
        body: {
          ...{ mailbox, filter: { needs, conditions }, folderId: idOf('Other Users/carmen'), offset: 0 },
          ...{ answersAfter: 1, ...changes },
        },
      })
    const found = async (answer: ReturnType<typeof attempt>) => {
      const { caught, unanswered } = (await answer).json
      return [caught.map(({ subject, folderId }) => [subject, folderId]), unanswered.map(({ why }) => why)]
    }
    const own = { mailbox: undefined, folderId: idOf('INBOX') }
    expect(await found(attempt(own, owner))).toEqual([[[word, idOf('INBOX')]], ['answered']])
    // Why somebody gets no answer would tell of blocked senders.
    expect(await found(attempt())).toEqual([[[word, idOf('Other Users/carmen')]], []])
    expect(await found(attempt({ folderId: archive }))).toEqual([[], []])
    await inMail('carmen', (imap) => setRights(imap, 'Archive', 'dov', 'l'))
    expect(await refusal(attempt({ folderId: archive }))).toEqual(notAllowed)
    for (const path of ['INBOX', secret, `Other Users/carmen/${secret}`, 'Other Users/ben'])
      expect(await refusal(attempt({ folderId: idOf(path) }))).toEqual([404, 'folder-gone'])
    const about = { on: 'contact', how: 'is' }
    for (const asked of [about, { on: 'group', needs: 'any', conditions: [about] }])
      expect(await refusal(attempt({ filter: { needs, conditions: [asked] } }))).toEqual([
        ...[400, 'owner-only filter.conditions'],
      ])
    expect(await refusal(attempt({}, await app.signedIn('ben')))).toEqual(notAllowed)
    const looked = async () => (await owner.ask<Activity>('GET', '/api/activity?action=opened')).json.items
    await expect.poll(looked).toContainEqual(expect.objectContaining({ name: dov.name, role: 'inbox' }))
    await share({ manages: 'absence' })
    await expect.poll(() => refusal(attempt()), { timeout: 20_000 }).toEqual(notAllowed)
  })

  it('are refused to everybody else, for what there is as for what there is not', async () => {
    await share({ manages: 'absence', level: 'full' })
    const { version } = (await save(owner, undefined, [flag], (await read(owner)).json.version)).json
    const mayAnswer = async () => (await delegate.ask('GET', `/api/absence?mailbox=${mailbox}`)).status
    await expect.poll(mayAnswer, { timeout: 20_000 }).toBe(200)
    const ben = await app.signedIn('ben')
    for (const [browser, of] of [
      [delegate, 'carmen'],
      [ben, 'carmen'],
      [ben, 'permits'],
      [ben, 'nobody'],
      [ben, 'ben'],
    ] as const) {
      expect(await refusal(read(browser, of))).toEqual(notAllowed)
      expect(await refusal(save(browser, of, [], version))).toEqual(notAllowed)
    }
    expect((await read(owner)).json.filters).toEqual([flag])
  })

  it('are refused from the moment it ends: with the day, the access list and the share', async () => {
    const { version } = await begun([flag], { endsAtMs: nowMs + dayMs })
    const attempt = () => refusal(save(delegate, mailbox, [], version))
    nowMs += dayMs
    expect(await attempt()).toEqual(notAllowed)
    nowMs -= dayMs
    await inMail('carmen', (imap) => setRights(imap, 'INBOX', 'dov', ''))
    expect(await attempt()).toEqual(notAllowed)
    await share()
    await isIn()
    const [{ id } = { id: '' }] = (await owner.ask<Sharing>('GET', '/api/sharing')).json.items
    await owner.ask('DELETE', `/api/sharing/${id}`)
    expect(await attempt()).toEqual(notAllowed)
    expect((await read(owner)).json.filters).toEqual([flag])
  })

  it('are saved upon what is there now, and not while other rules decide as well', async () => {
    const { version } = await begun([flag])
    expect(await refusal(save(delegate, mailbox, [], 'x'))).toEqual([409, 'rules-changed'])
    const held = async () => {
      const state = (await read(delegate, mailbox)).json
      expect(await refusal(save(delegate, mailbox, [], state.version))).toEqual(notAllowed)
      return state.bounds?.held
    }
    await raw('carmen', (session) => session.activate(null))
    expect(await held()).toBe('displaced')
    await raw('carmen', async (session) => {
      await session.write('other', 'keep;\r\n')
      await session.activate('other')
    })
    expect(await held()).toBe('displaced')
    expect((await save(owner, undefined, [flag], (await read(owner)).json.version)).status).toBe(200)
    expect(await held()).toBe('beside')
    await clear('carmen')
    const goesOn = { ...hidden, stops: false }
    expect((await save(owner, undefined, [goesOn], (await read(owner)).json.version)).status).toBe(200)
    expect(await held()).toBe('goes-on')
    await clear('carmen')
    const next = (await read(owner)).json.version
    expect((await save(owner, undefined, [flag], next)).json.version).toBe(version)
    const script = await scriptOf('carmen')
    await raw('carmen', (session) => session.write('curbcut-rules', script.replaceAll('flagged', 'other')))
    expect(await held()).toBe('changed')
  })

  it('cannot be given to a group, nor without the inbox', async () => {
    const given = async (changes: object) => refusal(share(changes))
    expect(await given({ address: 'planning@example.gov' })).toEqual([400, 'is-group manages'])
    expect(await given({ folderIds: [idOf('Archive')] })).toEqual([400, 'missing manages'])
  })

  it('are for who administers the inbox of a role to see to, to which nobody signs in', async () => {
    const [ada, ben] = [await app.signedIn('ada'), await app.signedIn('ben')]
    await clear('permits')
    const { version } = (await read(ada, 'permits')).json
    const { status } = await save(ada, 'permits', [flag], version)
    expect(status).toBe(200)
    expect(await scriptOf('permits')).toContain('addflag ["\\\\Flagged"]')
    const log = '/api/activity?action=filters-changed&mailbox=permits'
    expect((await ada.ask<Activity>('GET', log)).json.items[0]).toMatchObject({ name: personOf(platform, 'ada').name })
    expect(await refusal(read(ben, 'permits'))).toEqual(notAllowed)
    await clear('permits')
  })
})

/** As the owner's own filter has it. */
const own = { actions: [{ do: 'move', folderId: idOf('Archive') }] } satisfies Partial<Filter>
