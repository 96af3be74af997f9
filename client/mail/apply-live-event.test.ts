import { afterEach, describe, expect, it, vi } from 'vitest'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { applyLiveEvent, type LiveView } from './apply-live-event.ts'
import { readRows } from './load-rows.ts'
import { useMailView } from './mail-view.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { moveBack, moveMessages } from './move-messages.ts'
import { inbox, startMailbox } from './testing/mailbox.ts'
import { messageRow } from './testing/message-row.ts'
import { afterWrites } from './writes.ts'

const view = (holds = false) => ({
  holdsBack: vi.fn(() => holds),
  onArrived: vi.fn<LiveView['onArrived']>(),
  onOutOfStep: vi.fn<LiveView['onOutOfStep']>(),
})
const row = (id: string) => messageRow({ id: id as MessageId, folderId: inbox, flags: [] })
const countsOf = (id: FolderId) =>
  mailboxCache()
    .folders()
    .find((folder) => folder.id === id)
/** Something happens while the answer to each request is on its way. */
function overtake(happens: () => void): void {
  const ask = fetch
  vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
    const answer = await ask(...asked)
    happens()
    return answer
  })
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('events of the server in the cache', () => {
  it.each([['before'], ['after']])(
    'leave a message brought back by undo at its old place, told %s the answer',
    async (when) => {
      const { server, order } = startMailbox('abc')
      const archived = await moveMessages(['b' as MessageId], 'archive' as FolderId)
      const live = view()
      const told = () => {
        const [back] = server.messages.get('inbox') ?? []
        applyLiveEvent({ type: 'arrived', folderId: inbox, total: 3, unread: 0, items: back ? [back] : [] }, live)
      }
      const release = server.hold()
      const undoing = moveBack(archived)
      release()
      if (when === 'before') afterWrites(told)
      await undoing
      if (when === 'after') told()
      expect(order()).toMatch(/^amoved-\d+c$/)
      expect(live.onArrived).not.toHaveBeenCalled()
    },
  )

  it('puts new messages on top and tells of them', () => {
    const { order } = startMailbox('abc')
    const live = view()
    applyLiveEvent({ type: 'arrived', folderId: inbox, total: 4, unread: 1, items: [row('z')] }, live)
    expect(order()).toBe('zabc')
    expect(countsOf(inbox)).toMatchObject({ total: 4, unread: 1 })
    expect(live.onArrived).toHaveBeenCalledExactlyOnceWith(inbox, 1, [expect.objectContaining({ id: 'z' })])
  })

  it('tell of new mail once, also where the list was read with it before', () => {
    const { order } = startMailbox('zabc')
    const live = view()
    const event = { type: 'arrived' as const, folderId: inbox, total: 4, unread: 1, items: [row('z')] }
    applyLiveEvent(event, live)
    applyLiveEvent(event, live)
    expect(order()).toBe('zabc')
    expect(live.onArrived).toHaveBeenCalledExactlyOnceWith(inbox, 1, [expect.objectContaining({ id: 'z' })])
  })

  it('tell of how many have come where not all are named', () => {
    startMailbox('abc')
    const live = view()
    applyLiveEvent({ type: 'arrived', folderId: inbox, total: 503, unread: 500, items: [row('y'), row('z')] }, live)
    expect(live.onArrived).toHaveBeenCalledExactlyOnceWith(inbox, 500, [row('y'), row('z')])
  })

  it('do not call news what the person has moved there', async () => {
    const { server } = startMailbox('abc')
    await moveMessages(['b' as MessageId], 'archive' as FolderId)
    const live = view()
    const items = server.messages.get('archive') ?? []
    applyLiveEvent({ type: 'arrived', folderId: 'archive' as FolderId, total: 1, unread: 0, items }, live)
    expect(items).toHaveLength(1)
    expect(live.onArrived).not.toHaveBeenCalled()
  })

  it('never moves a row under the reader', () => {
    const { order } = startMailbox('abc')
    applyLiveEvent({ type: 'arrived', folderId: inbox, total: 4, unread: 1, items: [row('z')] }, view(true))
    expect(order()).toBe('abc')
    expect(mailboxCache().rowsOf(inbox)?.waiting).toBe(1)
  })

  it.each([
    ['before', 1],
    ['after', 2],
  ])('let new mail wait for the reader, also where the list is read %s it is told of', async (when, told) => {
    const { server, order } = startMailbox('abc')
    useMailView().folderId = inbox
    useMailView().isInList = true
    const arrive = (...ids: string[]) => {
      const all = [...ids.map(row), ...(server.messages.get('inbox') ?? [])]
      server.messages.set('inbox', all)
      return { type: 'arrived' as const, folderId: inbox, total: all.length, unread: 1, items: ids.map(row) }
    }
    if (when === 'after') applyLiveEvent(arrive('z'), view(true))
    const event = arrive('y')
    mailboxCache().setRows(await readRows(inbox, 0, 50))
    expect(order()).toBe('abc')
    const live = view(true)
    applyLiveEvent(event, live)
    expect(order()).toBe('abc')
    expect(mailboxCache().rowsOf(inbox)?.waiting).toBe(told)
    expect(
      mailboxCache()
        .rowsOf(inbox)
        ?.arrived.map(({ id }) => id),
    ).toEqual(['y', 'z'].slice(0, told))
    expect(live.onArrived).toHaveBeenCalledOnce()
    expect(live.onOutOfStep).not.toHaveBeenCalled()
  })

  it('let it wait also where others have gone from the list that is read', async () => {
    const { server, order } = startMailbox('abc')
    useMailView().folderId = inbox
    useMailView().isInList = true
    server.messages.set('inbox', ['y', 'z', 'a', 'c'].map(row))
    mailboxCache().setRows(await readRows(inbox, 0, 50))
    expect(order()).toBe('ac')
    expect(mailboxCache().rowsOf(inbox)?.waiting).toBe(2)
  })

  it('let it wait also where the list is read further down before it is told of', async () => {
    const { server, order } = startMailbox('abcdef')
    useMailView().folderId = inbox
    useMailView().isInList = true
    mailboxCache().setRows({ ...mailboxCache().rowsOf(inbox)!, rows: new Map(['a', 'b', 'c', 'd'].map(row).entries()) })
    expect(order()).toBe('abcd..')
    server.messages.set('inbox', ['z', 'a', 'b', 'c', 'd', 'e', 'f'].map(row))
    mailboxCache().setRows(await readRows(inbox, 4, 2))
    expect(order()).toBe('abcdef')
    expect(mailboxCache().rowsOf(inbox)?.waiting).toBe(1)
  })

  it('keep marks that are told while an older answer is on its way', async () => {
    const { server, order } = startMailbox('abc')
    const flagged = { id: 'b' as MessageId, flags: ['flagged' as const], labels: [] }
    let times = 0
    overtake(() => {
      times += 1
      server.messages.set(
        'inbox',
        ['a', 'b', 'c'].map((id) => (id === 'b' ? { ...row('b'), ...flagged } : row(id))),
      )
      // Far more often than anybody would wait for what cannot be told yet.
      if (times <= 5) applyLiveEvent({ type: 'flags', folderId: inbox, items: [flagged] }, view())
    })
    mailboxCache().setRows(await readRows(inbox, 0, 50))
    expect(order()).toBe('abc')
    expect(mailboxCache().findMessage('b' as MessageId)?.flags).toEqual(['flagged'])
  })

  it('takes out what is gone elsewhere', () => {
    const { order } = startMailbox('abc', 'b')
    const live = view()
    applyLiveEvent({ type: 'removed', folderId: inbox, ids: ['b' as MessageId], total: 2, unread: 0 }, live)
    expect(order()).toBe('ac')
    expect(live.onOutOfStep).not.toHaveBeenCalled()
  })

  it('take out what an answer asked for before still has', async () => {
    const { server, order } = startMailbox('abc')
    const after = server.messages.get('inbox') ?? []
    server.messages.set('inbox', [row('x'), ...after])
    let times = 0
    overtake(() => {
      times += 1
      if (times > 1) return
      // It had gone before anybody was told that it had come.
      applyLiveEvent({ type: 'removed', folderId: inbox, ids: ['x' as MessageId], total: 3, unread: 0 }, view())
      server.messages.set('inbox', after)
    })
    mailboxCache().setRows(await readRows(inbox, 0, 50))
    expect(order()).toBe('abc')
  })

  it('says when positions cannot be trusted any more', () => {
    startMailbox('abc')
    const live = view()
    applyLiveEvent({ type: 'removed', folderId: inbox, ids: ['x' as MessageId], total: 2, unread: 0 }, live)
    expect(live.onOutOfStep).toHaveBeenCalledExactlyOnceWith(inbox)
    const other = view()
    applyLiveEvent({ type: 'counts', folderId: inbox, total: 9, unread: 0 }, other)
    expect(other.onOutOfStep).toHaveBeenCalledOnce()
  })

  it('changes flags and labels in place', () => {
    const { order } = startMailbox('abc', 'b')
    const items = [{ id: 'b' as MessageId, flags: ['seen' as const, 'flagged' as const], labels: ['Budget'] }]
    applyLiveEvent({ type: 'flags', folderId: inbox, items }, view())
    expect(order()).toBe('abc')
    expect(mailboxCache().findMessage('b' as MessageId)).toMatchObject({
      flags: ['seen', 'flagged'],
      labels: ['Budget'],
    })
  })

  it('keeps counts of folders that are not on the screen', () => {
    startMailbox('abc')
    applyLiveEvent({ type: 'counts', folderId: 'archive' as FolderId, total: 7, unread: 2 }, view())
    expect(countsOf('archive' as FolderId)).toMatchObject({ total: 7, unread: 2 })
  })

  it('waits for our own change, so that a row just moved does not come back for a blink', async () => {
    const { server, order } = startMailbox('abc')
    const release = server.hold()
    const moving = moveMessages(['b' as MessageId], 'archive' as FolderId)
    await Promise.resolve()
    await Promise.resolve()
    applyLiveEvent({ type: 'counts', folderId: inbox, total: 3, unread: 0 }, view())
    expect(countsOf(inbox)?.total).toBe(2)
    release()
    await moving
    expect(order()).toBe('ac')
  })
})
