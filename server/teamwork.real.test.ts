import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Activity } from '#contract/activity.ts'
import type { Folder, FolderList } from '#contract/folders.ts'
import type { MessageId } from '#contract/ids.ts'
import type { LabelChange, MessageSummary, MessageWindow } from '#contract/messages.ts'
import type { Colleague } from '#contract/teamwork.ts'
import { rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

const desk = 'Other Users/permits'

describe('Several people at work in one mailbox', () => {
  const platform = realPlatform()
  let app: RealApp
  let ada: TestBrowser
  let ben: TestBrowser

  beforeAll(async () => {
    app = await startRealApp(platform)
    ;[ada, ben] = [await app.signedIn('ada'), await app.signedIn('ben')]
  })
  afterAll(() => app.stop())

  async function inboxOf(owner: string | null, browser: TestBrowser): Promise<Folder> {
    const { items } = (await browser.ask<FolderList>('GET', '/api/folders')).json
    const found = items.find((folder) => folder.owner === owner && folder.role === 'inbox')
    if (!found) throw new Error(`No inbox of ${owner}`)
    return found
  }
  const colleagues = async (browser: TestBrowser, owner: string | null) => {
    const { id } = await inboxOf(owner, browser)
    return (await browser.ask<{ items: Colleague[] }>('GET', `/api/folders/${id}/colleagues`)).json.items
  }
  async function find(subject: string, browser: TestBrowser): Promise<MessageSummary> {
    const { id } = await inboxOf('Permit Desk', browser)
    const { json } = await browser.ask<MessageWindow>('GET', `/api/folders/${id}/messages?offset=0&limit=50`)
    const found = json.items.find((item) => item.subject === subject)
    if (!found) throw new Error(`${subject} is not there`)
    return found
  }
  async function ask(subject: string): Promise<MessageSummary> {
    const raw = await rawImap(platform, 'ben')
    await raw.append(desk, `Subject: ${subject}\r\nMessage-ID: <${crypto.randomUUID()}@example.org>\r\n\r\nMay I?\r\n`)
    await raw.logout()
    return find(subject, ben)
  }
  const change = async (browser: TestBrowser, id: MessageId, labels: LabelChange) => {
    const body = { ids: [id], add: [], remove: [], labels }
    const { json } = await browser.ask<{ items: { outcome: string }[] }>('POST', '/api/messages/flags', { body })
    return json.items[0]?.outcome
  }
  const to = (uid: string, from: string): LabelChange => ({ add: [`$assigned-${uid}`], remove: [`$assigned-${from}`] })
  async function searched(browser: TestBrowser, query: object): Promise<string[]> {
    const stream = await browser.openSearch({ words: [], includeBody: false, ...query })
    await stream.next('done')
    const found = stream.events.flatMap((event) => (event.type === 'hits' ? event.items : []))
    stream.close()
    return found.map(({ subject }) => subject)
  }

  it('are named to each other: those of the access list and those who write from its address', async () => {
    expect(await colleagues(ben, 'Permit Desk')).toEqual([
      { keyword: '$assigned-ben', name: 'Ben Okafor', address: 'ben.okafor@example.gov', isMe: true },
      { keyword: '$assigned-ada', name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov', isMe: false },
      { keyword: '$assigned-emi', name: 'Emi Tanaka', address: 'emi.tanaka@example.gov', isMe: false },
    ])
    expect((await colleagues(ben, null)).map(({ name }) => name)).toEqual(['Ben Okafor'])
    const carmen = await app.signedIn('carmen')
    const { id } = await inboxOf('Permit Desk', ben)
    expect((await carmen.problem('GET', `/api/folders/${id}/colleagues`)).json.type).toBe('folder-gone')
  })

  it('are named too where only a group they are in was let in', async () => {
    const farid = await app.signedIn('farid')
    const share = {
      ...{ address: 'river-project@example.gov', level: 'mark', writes: 'none', folderIds: null },
      ...{ startsAtMs: null, endsAtMs: null, purpose: '' },
    }
    expect((await farid.ask('POST', '/api/sharing', { body: share })).status).toBe(200)
    const grace = await app.signedIn('grace')
    const named = async (browser: TestBrowser, owner: string | null) =>
      (await colleagues(browser, owner)).map(({ keyword }) => keyword)
    expect(await named(grace, 'Farid Nasser')).toEqual(['$assigned-grace', '$assigned-ada', '$assigned-farid'])
    expect(await named(farid, null)).toEqual(['$assigned-farid', '$assigned-ada', '$assigned-grace'])
    const { items } = (await farid.ask<{ items: { id: string }[] }>('GET', '/api/sharing')).json
    for (const { id } of items) await farid.ask('DELETE', `/api/sharing/${id}`)
  })

  it('see at once whose task a message is and that it is done, as does any mail program', async () => {
    const { id } = await ask('A porch')
    const { id: adas } = await find('A porch', ada)
    await ada.ask('GET', `/api/messages/${adas}`)
    const events = await ada.openEvents()
    const { id: inboxId } = await inboxOf('Permit Desk', ada)
    await ada.ask('GET', `/api/folders/${inboxId}/messages?offset=0&limit=50`)
    expect(await change(ben, id, to('ben', 'ada'))).toBe('done')
    expect(await change(ben, id, { add: ['$done'], remove: [] })).toBe('done')
    // She only looks on: her page asks for nothing meanwhile.
    await events.next('flags', ({ items }) => items.some((item) => item.id === adas && item.labels.includes('$done')))
    expect((await find('A porch', ada)).labels).toEqual(['$assigned-ben', '$done'])
    events.close()

    const raw = await rawImap(platform, 'ada')
    await raw.mailboxOpen(desk)
    expect(await raw.search({ keyword: '$Done', subject: 'A porch' }, { uid: true })).toHaveLength(1)
    expect(await raw.search({ keyword: '$assigned-ben', subject: 'A porch' }, { uid: true })).toHaveLength(1)
    await raw.logout()
  })

  it('are told that what they read there is read for them alone, and not how full it is, since this server does not show it', async () => {
    const { id } = await inboxOf('Permit Desk', ada)
    expect((await ada.ask('GET', `/api/folders/${id}/mailbox`)).json).toEqual({ quota: null, readMarks: 'own' })
  })

  it('are told of new mail there, also after work of theirs in another mailbox', async () => {
    const { id: inboxId } = await inboxOf('Permit Desk', ada)
    const own = await inboxOf(null, ada)
    const events = await ada.openEvents()
    await ada.ask('GET', `/api/folders/${inboxId}/messages?offset=0&limit=50`)
    expect((await ada.ask('GET', `/api/folders/${own.id}/position?sort=arrived&dateMs=0`)).status).toBe(200)
    const { id } = await ask('A gable')
    await events.next('arrived', ({ folderId }) => folderId === inboxId)
    expect((await find('A gable', ben)).id).toBe(id)
    events.close()
  })

  it('change the same message at one moment, and one of them has it: it is never nobody’s', async () => {
    const { id } = await ask('A balcony')
    const { id: adas } = await find('A balcony', ada)
    const outcomes = await Promise.all([change(ben, id, to('ben', 'ada')), change(ada, adas, to('ada', 'ben'))])
    expect(outcomes).toEqual(['done', 'done'])
    const { labels } = await find('A balcony', ada)
    expect(labels.length).toBeGreaterThanOrEqual(1)
    expect((await find('A balcony', ben)).labels.toSorted()).toEqual(labels.toSorted())
  })

  it('take the same message to two places at one moment, and it is in one of them, once', async () => {
    const { items } = (await ben.ask<FolderList>('GET', '/api/folders')).json
    const subject = 'A parapet'
    const roles = ['archive', 'trash'] as const
    const [archive, trash] = roles.map((role) =>
      items.find((each) => each.owner === 'Permit Desk' && each.role === role),
    )
    const { id } = await ask(subject)
    const { id: adas } = await find(subject, ada)
    const move = async (browser: TestBrowser, message: MessageId, to: Folder | undefined) => {
      const body = { ids: [message], toFolderId: to?.id }
      const { json } = await browser.ask<{ items: { outcome: string }[] }>('POST', '/api/messages/move', { body })
      return json.items[0]?.outcome
    }
    const outcomes = await Promise.all([move(ben, id, archive), move(ada, adas, trash)])
    const raw = await rawImap(platform, 'ben')
    const found: number[] = []
    for (const path of [desk, `${desk}/Archive`, `${desk}/Trash`]) {
      await raw.mailboxOpen(path)
      const uids = await raw.search({ subject }, { uid: true })
      found.push(Array.isArray(uids) ? uids.length : 0)
    }
    await raw.logout()
    expect(found.toSorted()).toEqual([0, 0, 1])
    expect(outcomes.toSorted()).toEqual(['done', 'gone'])
  })

  it('know who is writing an answer, and no longer when that is sent or left', async () => {
    const { id } = await ask('A gate')
    const { id: adas } = await find('A gate', ada)
    const tell = async (browser: TestBrowser, which: MessageId, isWriting: boolean) => {
      const path = `/api/messages/${which}/writing`
      const { json } = await browser.ask<{ others: { name: string }[] }>('POST', path, { body: { isWriting } })
      return json.others.map(({ name }) => name)
    }
    expect(await tell(ben, id, true)).toEqual([])
    expect(await tell(ada, adas, false)).toEqual(['Ben Okafor'])
    // Nobody is kept from writing one as well: both know it.
    expect(await tell(ada, adas, true)).toEqual(['Ben Okafor'])
    expect(await tell(ben, id, true)).toEqual(['Ada Lindqvist'])
    expect(await tell(ben, id, false)).toEqual(['Ada Lindqvist'])
    expect(await tell(ada, adas, true)).toEqual([])
    const carmen = await app.signedIn('carmen')
    const { json } = await carmen.problem('POST', `/api/messages/${id}/writing`, { body: { isWriting: true } })
    expect(['message-gone', 'folder-gone']).toContain(json.type)
    expect(await tell(ben, id, false)).toEqual(['Ada Lindqvist'])
  })

  it('find what is theirs, what is nobody’s, and what is done', async () => {
    const [shed, roof] = [await ask('A shed'), await ask('A roof')]
    await ask('A cellar')
    await change(ben, shed.id, to('ben', 'ada'))
    await change(ben, roof.id, { add: ['$assigned-ada', '$done'], remove: [] })
    const mine = await searched(ben, { assignedTo: 'me', done: false })
    expect(mine).toContain('A shed')
    expect(mine).not.toContain('A roof')
    const free = await searched(ben, { assignedTo: 'nobody', done: false })
    expect(free).toContain('A cellar')
    expect(free).not.toEqual(expect.arrayContaining(['A shed']))
    expect(await searched(ada, { assignedTo: 'me', done: true })).toContain('A roof')
  })

  it('who may only read there is refused, and nothing is changed', async () => {
    await ask('A chimney')
    const emi = await app.signedIn('emi')
    const { id } = await find('A chimney', emi)
    expect(await change(emi, id, to('emi', 'ben'))).toBe('refused')
    expect(await change(emi, id, { add: ['$done'], remove: [] })).toBe('refused')
    expect((await find('A chimney', ben)).labels).toEqual([])
  })

  it('whose mailbox it is reads what was done', async () => {
    const dov = await rawImap(platform, 'dov')
    await dov.append('INBOX', 'Subject: For Dov\r\n\r\nHello\r\n')
    const share = {
      address: 'ben.okafor@example.gov',
      level: 'mark',
      writes: 'none',
      folderIds: null,
      startsAtMs: null,
      endsAtMs: null,
    }
    const owner = await app.signedIn('dov')
    expect((await owner.ask('POST', '/api/sharing', { body: { ...share, purpose: '' } })).status).toBe(200)
    const { id: folderId } = await inboxOf('Dov Halevi', ben)
    const { json } = await ben.ask<MessageWindow>('GET', `/api/folders/${folderId}/messages?offset=0&limit=50`)
    const found = json.items.find(({ subject }) => subject === 'For Dov')
    expect(await change(ben, found!.id, { add: ['$done'], remove: [] })).toBe('done')
    const read = async () => (await owner.ask<Activity>('GET', '/api/activity?action=marked')).json.items
    await expect.poll(read).toContainEqual(expect.objectContaining({ name: 'Ben Okafor', action: 'marked', count: 1 }))
    const { items } = (await owner.ask<{ items: { id: string }[] }>('GET', '/api/sharing')).json
    await owner.ask('DELETE', `/api/sharing/${items[0]?.id}`)
    await dov.logout()
  })
})
