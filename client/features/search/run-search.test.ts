import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ApiProblem } from '#client/api/api-problem.ts'
import { applyLiveEvent } from '#client/mail/apply-live-event.ts'
import { changeFlags } from '#client/mail/change-flags.ts'
import { foundListId } from '#client/mail/found-list.ts'
import { readRows } from '#client/mail/load-rows.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { moveBack, moveMessages } from '#client/mail/move-messages.ts'
import { foundRows } from '#client/mail/read-found.ts'
import { useSearches } from '#client/mail/searches.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { done, type FakeSearch, hit, startFakeSearch, started } from '#client/mail/testing/fake-search.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { messageRow } from '#client/mail/testing/message-row.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type SearchHit } from '#contract/search.ts'
import { runSearch } from './run-search.ts'
import { startSearch } from './start-search.ts'

let fake: FakeSearch
let key: string
let order: (folderId?: string) => string

const hits = (letters: string, folderId = inbox): SearchHit[] =>
  Array.from(letters, (letter) => hit(messageRow({ id: letter as MessageId, folderId })))
const found = (letters: string, folderId = inbox) => ({ type: 'hits', items: hits(letters, folderId) }) as const
const search = () => useSearches().find(key)!
const list = () => order(foundListId(key))
const folder = (id: string) =>
  mailboxCache()
    .folders()
    .find((one) => one.id === id)

beforeEach(() => {
  ;({ order } = startMailbox('abcd', 'b'))
  fake = startFakeSearch()
  const begun = startSearch('permits from:ann')
  if (!('key' in begun)) throw new Error('not begun')
  key = begun.key
})
afterEach(() => vi.unstubAllGlobals())

describe('a search', () => {
  it('asks for what was written, and for the text of messages too', async () => {
    await eventually(() => expect(fake.queries).toEqual([{ words: ['permits'], from: 'ann', includeBody: true }]))
  })

  it('puts results into its list as they come, and counts honestly', async () => {
    await eventually(() => expect(fake.queries).toHaveLength(1))
    fake.send(started(4812), found('ab'), { type: 'progress', stage: 'headers', searched: 1240, total: 4812, found: 2 })
    await eventually(() => expect(list()).toBe('ab'))
    expect(search()).toMatchObject({ state: 'running', searched: 1240, total: 4812, found: 2 })
    fake.send(found('c'), done(3))
    fake.end()
    await eventually(() => expect(search().state).toBe('done'))
    expect(list()).toBe('abc')
  })

  it('ends at once when it is stopped, keeps what was found, and goes on without showing it twice', async () => {
    await eventually(() => expect(fake.queries).toHaveLength(1))
    fake.send(started(9), found('ab'))
    await eventually(() => expect(list()).toBe('ab'))
    useSearches().stop(key)
    expect(search().state).toBe('stopped')
    expect(fake.isLeft()).toBe(true)
    void runSearch(key)
    await eventually(() => expect(fake.queries).toHaveLength(2))
    fake.send(started(9), found('abd'), done(3))
    fake.end()
    await eventually(() => expect(search().state).toBe('done'))
    expect(list()).toBe('abd')
  })

  it('is told as failed when the server says so, or when its answer breaks off', async () => {
    await eventually(() => expect(fake.queries).toHaveLength(1))
    fake.send(started(9), found('a'), { type: 'failed', searchId: 's1', found: 1, problem: 'mail-server-unavailable' })
    await eventually(() => expect(search().state).toBe('failed'))
    expect((search().problem as ApiProblem).type).toBe('mail-server-unavailable')
    expect(list()).toBe('a')
    void runSearch(key)
    await eventually(() => expect(fake.queries).toHaveLength(2))
    fake.end()
    await eventually(() => expect((search().problem as ApiProblem | null)?.type).toBe('no-connection'))
  })

  it('reads rows beyond those that were sent, also after others have left the list', async () => {
    fake.kept = Array.from({ length: 620 }, (_, at) => hit(messageRow({ id: `m${at}` as MessageId })))
    await eventually(() => expect(fake.queries).toHaveLength(1))
    for (let at = 0; at < 500; at += 50) fake.send({ type: 'hits', items: fake.kept.slice(at, at + 50) })
    fake.send(started(9000), done(620))
    fake.end()
    await eventually(() => expect(search().state).toBe('done'))
    expect(foundRows(key).total).toBe(620)
    await moveMessages(['m499' as MessageId], 'archive' as FolderId)
    const rows = await readRows(foundListId(key), 600, 10)
    const ids = [...rows.rows.values()].map(({ id }) => id)
    expect(ids.slice(498, 501)).toEqual(['m498', 'm500', 'm501'])
    expect(ids).toHaveLength(rows.total)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('what is done to results', () => {
  beforeEach(async () => {
    await eventually(() => expect(fake.queries).toHaveLength(1))
    fake.send(started(4), found('abcd'), done(4))
    fake.end()
    await eventually(() => expect(search().state).toBe('done'))
  })

  it('takes them out of results and folder alike, counts each once, and can be undone', async () => {
    const result = await moveMessages(['b' as MessageId], 'archive' as FolderId)
    expect([list(), order()]).toEqual(['acd', 'acd'])
    expect(folder('archive')?.total).toBe(1)
    expect(folder('inbox')?.total).toBe(3)
    await moveBack(result)
    const moved = foundRows(key).rows.get(1)
    expect(moved?.id).toMatch(/^moved-/)
    expect(mailboxCache().rowsOf(inbox)?.rows.get(1)?.id).toBe(moved?.id)
    expect(folder('inbox')?.total).toBe(4)
  })

  it('changes flags in both, and the unread count once', async () => {
    await changeFlags(['a' as MessageId], { add: [], remove: ['seen'] })
    expect(foundRows(key).rows.get(0)?.flags).toEqual([])
    expect(mailboxCache().rowsOf(inbox)?.rows.get(0)?.flags).toEqual([])
    expect(folder('inbox')?.unread).toBe(2)
  })

  it('is seen when another program does it', () => {
    const view = { holdsBack: () => false, onArrived: vi.fn(), onOutOfStep: vi.fn() }
    applyLiveEvent({ type: 'removed', folderId: inbox, ids: ['c' as MessageId], total: 3, unread: 1 }, view)
    expect(list()).toBe('abd')
  })
})
