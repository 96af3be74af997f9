import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FolderList } from '#contract/folders.ts'
import type { Sharing, UnseenShares } from '#contract/sharing.ts'
import { MemorySharing } from '#server/mail/testing/memory-sharing.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { Shares } from '#server/storage/shares.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const benAddress = 'ben.okafor@example.gov'
const dayMs = 24 * 60 * 60_000

describe('Sharing over HTTP', () => {
  let app: TestApp
  let ada: TestBrowser
  let nowMs: number
  beforeEach(async () => {
    nowMs = Date.UTC(2026, 10, 2)
    app = await startTestApp({}, { now: () => nowMs })
    app.directory.namedGroups.push({
      ...{ id: 'planning', name: 'City Planning team', address: 'planning@example.gov', users: ['ben'] },
    })
    ada = await app.signedIn()
  })
  afterEach(() => {
    vi.restoreAllMocks()
    return app.stop()
  })

  const wish = (changes = {}) => ({
    ...{
      address: benAddress,
      level: 'mark',
      writes: 'none',
      folderIds: null,
      startsAtMs: null,
      endsAtMs: null,
      purpose: '',
    },
    ...changes,
  })
  const save = (changes = {}) => ada.ask<Sharing>('POST', '/api/sharing', { body: wish(changes) })
  const refuse = (changes = {}) => ada.problem('POST', '/api/sharing', { body: wish(changes) })
  const list = async () => (await ada.ask<Sharing>('GET', '/api/sharing')).json
  const idOf = async (name: string) =>
    (await ada.ask<FolderList>('GET', '/api/folders')).json.items.find((folder) => folder.name === name)?.id
  const rightsIn = (path: string) => app.mailbox.folder(path).access.get('ben') ?? ''

  it('shows nobody at first, and says who may write from the person’s address', async () => {
    const right = { userName: 'ada', name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov', right: 'as' as const }
    app.directory.delegations.set('ben', [right])
    expect(await list()).toEqual({
      ...{
        isOffered: true,
        offersGroups: false,
        offersWriting: false,
        offersManaging: false,
        actsWhileSignedOut: false,
        items: [],
      },
      writers: [{ name: 'Ben Okafor', address: benAddress, right: 'as' }],
    })
  })

  it('gives somebody of the directory a level in every folder, and says so', async () => {
    const { status, json } = await save({ purpose: ' While I am away ' })
    expect(status).toBe(200)
    expect(json.items).toMatchObject([
      {
        name: 'Ben Okafor',
        address: benAddress,
        level: 'mark',
        isWhole: true,
        purpose: 'While I am away',
        endsAtMs: null,
      },
    ])
    expect(json.items[0]?.folders).toHaveLength(6)
    for (const path of ['INBOX', 'Sent', 'Trash']) expect(rightsIn(path)).toBe('lrsw')
  })

  it('gives what is chosen in place of what was given before', async () => {
    await save({ level: 'full' })
    await save({ level: 'see', folderIds: [await idOf('Archive')] })
    expect([rightsIn('INBOX'), rightsIn('Archive')]).toEqual(['', 'lr'])
    expect((await list()).items).toMatchObject([{ level: 'see', isWhole: false, folders: [{ rights: 'lr' }] }])
  })

  it('ends at once, in every folder', async () => {
    const [share] = (await save()).json.items
    const { json } = await ada.ask<Sharing>('DELETE', `/api/sharing/${share?.id}`)
    expect(json.items).toEqual([])
    expect(rightsIn('INBOX')).toBe('')
    expect((await ada.ask('DELETE', `/api/sharing/${share?.id}`)).status).toBe(200)
  })

  it('shows rights that another program gave, exactly', async () => {
    app.mailbox.folder('INBOX').access.set('ben', 'lrp')
    expect((await list()).items).toMatchObject([{ level: null, isWhole: false, folders: [{ rights: 'lrp' }] }])
  })

  it('tells of those whom somebody else let in until that is confirmed of them, and tells no stranger', async () => {
    const unseen = async () => (await ada.ask<UnseenShares>('GET', '/api/sharing/unseen')).json.items
    const names = async () => (await unseen()).map(({ name }) => name)
    const see = (body: object) => ada.ask('POST', '/api/sharing/seen', { body })
    await save()
    // As it was given, in the order that Dovecot says it in.
    app.mailbox.folder('INBOX').access.set('ben', 'lrws')
    expect(await unseen()).toEqual([])
    app.mailbox.folder('INBOX').access.set('carmen', 'lr').set('ben', 'lrswite')
    const [first] = await unseen()
    expect(await names()).toEqual(['Ben Okafor', 'carmen'])
    await see({ shareIds: [first?.id] })
    expect(await names()).toEqual(['carmen'])
    await see({})
    expect(await names()).toEqual([])
    expect((await app.browser().ask('GET', '/api/sharing/unseen')).status).toBe(401)
  })

  it('takes nothing for the work of another that the owner is giving just now', async () => {
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    const { promise: begun, resolve: hasBegun } = Promise.withResolvers<void>()
    // The mail server takes its time with the second folder.
    const give = MemorySharing.prototype.give
    let given = 0
    vi.spyOn(MemorySharing.prototype, 'give').mockImplementation(async function (this: MemorySharing, ...asked) {
      if (++given === 2) {
        hasBegun()
        await held
      }
      return give.apply(this, asked)
    })
    const unseen = ada.ask<UnseenShares>('GET', '/api/sharing/unseen')
    const saved = save()
    await begun
    const meanwhile = ada.ask<UnseenShares>('GET', '/api/sharing/unseen')
    // As much is read for the list, and asked for later: so it has been looked, or waits.
    await Promise.race([meanwhile, list()])
    letGo()
    expect((await saved).status).toBe(200)
    expect((await unseen).json.items).toEqual([])
    expect((await meanwhile).json.items).toEqual([])
  })

  it('tells of who may write by the directory, and does not forget what was confirmed while that is away', async () => {
    const unseen = async () => (await ada.ask<UnseenShares>('GET', '/api/sharing/unseen')).json.items
    const right = { userName: 'ada', name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov', right: 'as' as const }
    app.directory.delegations.set('ben', [right])
    expect(await unseen()).toMatchObject([{ name: 'Ben Okafor', givenBy: null }])
    await ada.ask('POST', '/api/sharing/seen', { body: {} })
    app.directory.outage = new Error('away')
    expect(await unseen()).toEqual([])
    app.directory.outage = null
    expect(await unseen()).toEqual([])
  })

  it('begins and ends by itself', async () => {
    await save({ startsAtMs: nowMs + dayMs, endsAtMs: nowMs + 3 * dayMs })
    expect(rightsIn('INBOX')).toBe('')
    expect((await list()).items).toMatchObject([{ level: 'mark', folders: [], startsAtMs: nowMs + dayMs }])
    await app.app.sharingClock.check()
    expect(rightsIn('INBOX')).toBe('')
    nowMs += dayMs
    await app.app.sharingClock.check()
    expect(rightsIn('INBOX')).toBe('lrsw')
    expect((await list()).items).toMatchObject([{ startsAtMs: null, endsAtMs: nowMs + 2 * dayMs }])
    nowMs += 2 * dayMs
    await app.app.sharingClock.check()
    expect(rightsIn('INBOX')).toBe('')
    expect((await list()).items).toEqual([])
  })

  it('is tried again when the mail server could not be told', async () => {
    await save({ endsAtMs: nowMs + dayMs })
    nowMs += dayMs
    app.mailbox.refusesSharing.add('Sent')
    await app.app.sharingClock.check()
    expect(rightsIn('Sent')).toBe('lrsw')
    app.mailbox.refusesSharing.clear()
    nowMs += 60_000
    await app.app.sharingClock.check()
    expect(rightsIn('Sent')).toBe('')
  })

  it('comes into force whole or not at all', async () => {
    app.mailbox.refusesSharing.add('Trash')
    const { status, json } = await refuse()
    expect([status, json.type]).toEqual([403, 'not-allowed'])
    for (const path of app.mailbox.folders.keys()) expect(rightsIn(path)).toBe('')
    expect((await list()).items).toEqual([])
  })

  it.each([
    ['somebody the directory does not know', { address: 'nobody@example.gov' }, 'address', 'unknown-person'],
    ['a group where mail servers know none', { address: 'planning@example.gov' }, 'address', 'is-group'],
    ['oneself', { address: 'ada@example.gov' }, 'address', 'own-address'],
    ['an end before the beginning', { startsAtMs: 9e12, endsAtMs: 8e12 }, 'endsAtMs', 'too-early'],
    ['an end that has passed', { endsAtMs: 1 }, 'endsAtMs', 'too-early'],
    ['what is no address', { address: 'ben' }, 'address', 'wrong-form'],
    ['no folder at all', { folderIds: [] }, 'folderIds', 'wrong-form'],
    ['a purpose of many lines', { purpose: 'a\nb' }, 'purpose', 'wrong-form'],
  ])('refuses %s, and names the field', async (_what, changes, field, code) => {
    const { status, json } = await refuse(changes)
    expect([status, json.fields]).toEqual([400, [{ field, code }]])
    expect(rightsIn('INBOX')).toBe('')
  })

  it('is given to 500 people, and to no more', async () => {
    const shares = new Shares(app.storage.database, openSealer(app.storageDirectory))
    const given = {
      owner: 'ada',
      rights: 'lr',
      folders: null,
      purpose: '',
      startsMs: null,
      endsMs: null,
      isInForce: true,
    }
    for (let count = 0; count < 500; count += 1) await shares.save({ ...given, user: `person${count}` })
    const { status, json } = await refuse()
    expect([status, json.fields]).toEqual([400, [{ field: 'address', code: 'too-many' }]])
    expect((await list()).items).toHaveLength(500)
    await shares.remove({ owner: 'ada', user: 'person0' })
    await save()
    expect(rightsIn('INBOX')).not.toBe('')
  })

  it('gives nobody what is somebody else’s', async () => {
    const theirs = app.mailbox.folder('Archive')
    theirs.owner = 'permits'
    const { json } = await refuse({ folderIds: [await idOf('Archive')] })
    expect(json.fields).toEqual([{ field: 'folderIds', code: 'wrong-form' }])
    await save()
    expect(rightsIn('Archive')).toBe('')
  })

  it('says so where the mail server shares nothing, and while the directory is away', async () => {
    app.directory.outage = Object.assign(new Error('away'))
    expect((await list()).isOffered).toBe(true)
    app.directory.outage = null
    app.mailbox.isShareable = false
    expect(await list()).toMatchObject({ isOffered: false, items: [] })
    expect((await refuse()).json.type).toBe('not-allowed')
  })

  it('is nobody’s business who is not signed in, and leaves no names in the log', async () => {
    const stranger = app.browser()
    expect((await stranger.ask('GET', '/api/sharing')).status).toBe(401)
    expect((await stranger.ask('POST', '/api/sharing', { body: wish() })).status).toBe(401)
    expect((await stranger.ask('DELETE', '/api/sharing/YmVu')).status).toBe(401)
    await save()
    const lines = app.log.filter((line) => line.includes('"sharing"'))
    expect(lines.map((line) => Object.keys(JSON.parse(line) as object).toSorted())).toEqual([
      expect.arrayContaining(['account', 'count', 'outcome', 'requestId']) as string[],
    ])
    expect(lines[0]).not.toMatch(/okafor|lindqvist/i)
  })
})
