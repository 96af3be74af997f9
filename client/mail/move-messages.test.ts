import { afterEach, describe, expect, it, vi } from 'vitest'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { applyLiveEvent } from './apply-live-event.ts'
import { deleteForEver } from './delete-for-ever.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { moveBack, moveMessages } from './move-messages.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { inbox, startMailbox } from './testing/mailbox.ts'
import { renderPart } from './testing/render-part.ts'
import { useFolderRows } from './use-folder-rows.ts'

const archive = 'archive' as FolderId
const ids = (text: string) => Array.from(text) as MessageId[]
const counts = (id: FolderId) => {
  const folder = mailboxCache()
    .folders()
    .find((one) => one.id === id)
  return [folder?.total, folder?.unread]
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('moving messages', () => {
  it('takes them out before the server has answered, and counts them over', async () => {
    const { server, order } = startMailbox('abcd', 'b')
    const release = server.hold()
    const moving = moveMessages(ids('bc'), archive)
    await Promise.resolve()
    await Promise.resolve()
    expect(order()).toBe('ad')
    expect(counts(inbox)).toEqual([2, 0])
    expect(counts(archive)).toEqual([2, 1])
    release()
    await expect(moving).resolves.toMatchObject({ gone: [], refused: [], moved: [{ id: 'b' }, { id: 'c' }] })
    expect(order()).toBe('ad')
  })

  it('leaves uncounted what was not counted yet', async () => {
    const { server } = startMailbox('abcd', 'b')
    mailboxCache().changeFolder(archive, (folder) => ({ ...folder, total: null, unread: null }))
    const release = server.hold()
    const moving = moveMessages(ids('bc'), archive)
    await eventually(() => expect(counts(inbox)).toEqual([2, 0]))
    expect(counts(archive)).toEqual([null, null])
    release()
    await moving
  })

  it('waits with taking them out until the focus has landed, but not with asking', async () => {
    const { server, order } = startMailbox('abcd')
    const landing = Promise.withResolvers<void>()
    const moving = moveMessages(ids('b'), archive, landing.promise)
    await eventually(() => expect(server.calls.map(({ call }) => call)).toContain('POST /api/messages/move'))
    expect(order()).toBe('abcd')
    landing.resolve()
    await moving
    expect(order()).toBe('acd')
  })

  it('puts what is refused back between its neighbours, where others have left for good', async () => {
    const { server, order } = startMailbox('abcde')
    server.refuse.add('c').add('d')
    await moveMessages(ids('bcd'), archive)
    expect(order()).toBe('acde')
  })

  it.each([
    ['moved', () => moveMessages(ids('b'), archive)],
    ['deleted for ever', () => deleteForEver(ids('b'))],
  ])('counts what was not %s once, also where the counts were told meanwhile', async (_what, leave) => {
    const { server } = startMailbox('abc', 'b')
    server.failNext('/api/messages', 'mail-server-unavailable')
    const live = { holdsBack: () => false, onArrived: vi.fn(), onOutOfStep: vi.fn() }
    const leaving = leave()
    applyLiveEvent({ type: 'counts', folderId: inbox, total: 3, unread: 1 }, live)
    await expect(leaving).rejects.toBeDefined()
    expect(counts(inbox)).toEqual([3, 1])
    expect(live.onOutOfStep).not.toHaveBeenCalled()
  })

  it('puts everything back where it was when the call fails', async () => {
    const { server, order } = startMailbox('abcd', 'b')
    server.failNext('/api/messages/move', 'mailbox-full')
    await expect(moveMessages(ids('bc'), archive)).rejects.toMatchObject({ type: 'mailbox-full' })
    expect(order()).toBe('abcd')
    expect(counts(inbox)).toEqual([4, 1])
    expect(counts(archive)).toEqual([0, 0])
  })

  it('puts back only what the server refuses', async () => {
    const { server, order } = startMailbox('abcd')
    server.refuse.add('b')
    await expect(moveMessages(ids('bc'), archive)).resolves.toMatchObject({ refused: ['b'], moved: [{ id: 'c' }] })
    expect(order()).toBe('abd')
  })

  it('lets go of what had already gone elsewhere', async () => {
    const { server, order } = startMailbox('abcd')
    server.messages.set('inbox', [])
    await expect(moveMessages(ids('b'), archive)).resolves.toMatchObject({ gone: ['b'], moved: [] })
    expect(order()).toBe('acd')
  })

  it('asks in parts where one request cannot carry all', async () => {
    const { server } = startMailbox('')
    const many = Array.from({ length: 501 }, (_, n) => `m${n}` as MessageId)
    await moveMessages(many, archive)
    expect(server.calls.map(({ body }) => (body as { ids: string[] }).ids.length)).toEqual([500, 1])
  })
})

describe('the folder that messages are moved to', () => {
  it('shows its messages, also when it was opened before the move was through', async () => {
    const { server, order } = startMailbox('abcd')
    const landing = Promise.withResolvers<void>()
    const moving = moveMessages(ids('b'), archive, landing.promise)
    await eventually(() => expect(server.messages.get('archive')).toHaveLength(1))
    await renderPart({ setup: () => useFolderRows(archive), render: () => null })
    landing.resolve()
    await moving
    await eventually(() => expect(order('archive')).toBe(server.messages.get('archive')?.[0]?.id))
  })
})

describe('taking a move back', () => {
  it('returns the messages to their places under their new ids', async () => {
    const { order } = startMailbox('abcd', 'b')
    const result = await moveMessages(ids('bc'), archive)
    await expect(moveBack(result)).resolves.toBe(2)
    expect(order()).toMatch(/^amoved-\d+moved-\d+d$/)
    expect(counts(inbox)).toEqual([4, 1])
  })

  it('takes them out again when it fails', async () => {
    const { server, order } = startMailbox('abcd')
    const result = await moveMessages(ids('b'), archive)
    server.failNext('/api/messages/move', 'mail-server-unavailable')
    await expect(moveBack(result)).rejects.toMatchObject({ type: 'mail-server-unavailable' })
    expect(order()).toBe('acd')
  })
})
