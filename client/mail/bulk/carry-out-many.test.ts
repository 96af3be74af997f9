import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { applyLiveEvent } from '../apply-live-event.ts'
import { carryOutDeleteForEver, carryOutFlags, carryOutMove } from '../carry-out.ts'
import { useMailView } from '../mail-view.ts'
import { keys, mailboxCache } from '../mailbox-cache.ts'
import { useOutcome } from '../outcome.ts'
import { rowsFromWindow } from '../merge-rows.ts'
import { sizeOf, type WholeSelection } from '../selection.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '../testing/fake-server.ts'
import { inbox, startMailbox } from '../testing/mailbox.ts'
import { folderRows, messageRow } from '../testing/message-row.ts'
import { conversationGrouping, conversationRow } from '../conversations/conversation-rows.ts'
import { useBulkJobs } from './bulk-jobs.ts'
import { useFailures } from './failures.ts'
import { askToStop, jobText } from './follow-job.ts'

let server: FakeServer
let order: (folderId?: string) => string
const archive = 'archive' as FolderId
const said = () => recentAnnouncements.value.map(({ text }) => text)
const all = (changes: Partial<WholeSelection> = {}): WholeSelection => ({
  folderId: inbox,
  kind: {},
  except: new Set(),
  ...changes,
})
const without = (...ids: string[]) => all({ except: new Set(ids as MessageId[]) })
const running = () => useBulkJobs().running
const live = { holdsBack: () => true, onArrived: vi.fn(), onOutOfStep: vi.fn() }

beforeEach(() => {
  forgetAnnouncements()
  live.onArrived.mockReset()
  live.onOutOfStep.mockReset()
  ;({ server, order } = startMailbox('abcdef', 'b'))
  useMailView().folderId = inbox
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Begins to archive a selection; the job stands still at the server. */
function begin(target: WholeSelection): { over: Promise<void>; started: Promise<unknown> } {
  const over = carryOutMove(target, archive, 'actions.done.archive')
  return { over, started: eventually(() => expect(running()).toHaveLength(1)) }
}

const work = (count?: number) => useBulkJobs().hear(server.jobs.work(undefined, count))

describe('moving everything in a folder but one message', () => {
  it('asks for one job that names the exception, and takes the rest off the screen at once', async () => {
    const { over, started } = begin(without('c'))
    await started
    expect(server.calls.find(({ call }) => call === 'POST /api/jobs')?.body).toEqual({
      messages: { folderId: 'inbox', filter: {}, exceptIds: ['c'] },
      action: { kind: 'move', toFolderId: 'archive' },
    })
    expect(order()).toBe('c')
    work()
    await over
    expect(order()).toBe('c')
  })

  it('tells how far it is and offers one undo for the whole', async () => {
    const { over, started } = begin(without('c'))
    await started
    expect(said()[0]).toBe('Archiving… 0 of 5')
    work(2)
    expect(running().map(jobText)).toEqual(['Archiving… 2 of 5'])
    work()
    await over
    expect(running()).toEqual([])
    expect(said()[0]).toBe('5 messages archived. Undo with Ctrl+Z')
    const undone = useOutcome().undoLatest()
    await eventually(() => expect(running().map(jobText)).toEqual(['Undoing… 0 of 5']))
    work()
    await undone
    expect(order()).toBe('abcdef')
    expect(said()[0]).toBe('Undone for 5 messages')
    expect(useOutcome().canUndo).toBe(false)
  })

  it('speaks at most every ten seconds on the way', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const { over, started } = begin(all())
    await started
    work(1)
    work(1)
    expect(said()).toEqual(['Archiving… 0 of 6'])
    vi.advanceTimersByTime(10_000)
    work(1)
    expect(said()[0]).toBe('Archiving… 3 of 6')
    work()
    await over
  })

  it('leaves mail alone that came meanwhile and that nobody has seen', async () => {
    const row = messageRow({ id: 'z' as MessageId, folderId: inbox, flags: [] })
    server.messages.set('inbox', [row, ...(server.messages.get('inbox') ?? [])])
    applyLiveEvent({ type: 'arrived', folderId: inbox, total: 7, unread: 2, items: [row] }, live)
    const { over, started } = begin(all())
    await started
    work()
    await over
    expect(server.messages.get('inbox')?.map(({ id }) => id)).toEqual(['z'])
  })

  it('is not disturbed by what the server tells of its folder, and reads the list again at the end', async () => {
    const { over, started } = begin(all())
    await started
    work(1)
    applyLiveEvent({ type: 'removed', folderId: inbox, ids: ['a' as MessageId], total: 5, unread: 1 }, live)
    applyLiveEvent({ type: 'arrived', folderId: archive, total: 1, unread: 0, items: [] }, live)
    expect(order()).toBe('')
    expect(live.onOutOfStep).not.toHaveBeenCalled()
    expect(live.onArrived).not.toHaveBeenCalled()
    await askToStop('job-1')
    await over
    expect(order()).toBe('bcdef')
  })
})

describe('a job that does not do all', () => {
  it('says how much was done when it is stopped, which can be undone', async () => {
    const { over, started } = begin(all())
    await started
    work(2)
    await askToStop('job-1')
    await over
    expect(said()[0]).toBe('Stopped: 2 messages archived. Undo with Ctrl+Z')
  })

  it('lists what was refused, and keeps the undo for the rest', async () => {
    server.refuse.add('b').add('d')
    const { over, started } = begin(all())
    await started
    work()
    await over
    const { shown } = useOutcome()
    expect(shown).toMatchObject({ failed: true, canBeUndone: true })
    expect(shown?.text).toBe('4 messages archived. 2 messages were not moved. Undo with Ctrl+Z')
    shown?.also?.run()
    expect(useFailures().shown).toEqual([
      { id: 'b', outcome: 'refused' },
      { id: 'd', outcome: 'refused' },
    ])
    expect(order()).toBe('bd')
  })

  it('puts everything back and says why when it cannot be started', async () => {
    server.failNext('/api/jobs', 'too-many-requests')
    await carryOutMove(all(), archive, 'actions.done.archive')
    expect(order()).toBe('abcdef')
    expect(useOutcome().shown?.failed).toBe(true)
    expect(said()[0]).toMatch(/^6 messages were not moved\. /)
  })

  it('is over when the server does not know it any more', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { over, started } = begin(all())
    await started
    server.failNext('/api/jobs/job-1', 'not-found', 2)
    vi.advanceTimersByTime(4_000)
    await over
    expect(running()).toEqual([])
  })
})

describe('taking back what still runs', () => {
  it('is one step: it stops and undoes', async () => {
    const { over, started } = begin(all())
    await started
    work(3)
    const undone = useOutcome().undoLatest()
    useBulkJobs().hear({ id: 'job-1', state: 'stopped', total: 6, done: 3, gone: 0, failed: 0, problem: null })
    await over
    await eventually(() => expect(running().map(jobText)).toEqual(['Undoing… 0 of 3']))
    useBulkJobs().hear(server.jobs.work('job-2'))
    await undone
    expect(order()).toBe('abcdef')
    expect(said()[0]).toBe('Undone for 3 messages')
  })
})

describe('what comes back by an undo', () => {
  const told = (total: number, ids: string) =>
    applyLiveEvent(
      {
        type: 'arrived',
        folderId: inbox,
        total,
        unread: 1,
        items: [...ids].map((id) => messageRow({ id: id as MessageId, folderId: inbox })),
      },
      live,
    )

  /** Everything but one message has been archived, and the job that takes it back is at its end; its list is being read. */
  async function beginTakingBack() {
    const { over, started } = begin(without('c'))
    await started
    work()
    await over
    const undone = useOutcome().undoLatest()
    await eventually(() => expect(running().map(jobText)).toEqual(['Undoing… 0 of 5']))
    const release = server.hold()
    work()
    await eventually(() => expect(running()).toEqual([]))
    return { undone, release }
  }

  it('is in the list and not new mail, however late the event that it arrived', async () => {
    const { undone, release } = await beginTakingBack()
    told(6, '')
    release()
    await undone
    told(6, 'ab')
    expect(order()).toBe('abcdef')
    expect(mailboxCache().rowsOf(inbox)?.waiting).toBe(0)
    expect(live.onArrived).not.toHaveBeenCalled()
  })

  it.each(['known', 'not yet read'])(
    'is no new mail while another folder is on the screen, its list %s',
    async (state) => {
      const { over, started } = begin(without('c'))
      await started
      work()
      await over
      useMailView().folderId = archive
      if (state === 'not yet read') {
        const { cache } = mailboxCache()
        for (const entry of cache.getEntries({ key: keys.rows(inbox) })) cache.remove(entry)
      }
      const undone = useOutcome().undoLatest()
      await eventually(() => expect(running().map(jobText)).toEqual(['Undoing… 0 of 5']))
      work()
      await undone
      told(6, 'ab')
      expect(live.onArrived).not.toHaveBeenCalled()
      expect(order()).toBe('abcdef')
      const row = messageRow({ id: 'z' as MessageId, folderId: inbox, flags: [] })
      applyLiveEvent({ type: 'arrived', folderId: inbox, total: 7, unread: 2, items: [row] }, live)
      expect(live.onArrived).toHaveBeenCalledExactlyOnceWith(inbox, 1, [row])
    },
  )

  it('hides no mail that came while the list was read again', async () => {
    const { undone, release } = await beginTakingBack()
    await eventually(() => expect(server.calls.at(-1)?.call).toMatch(/^GET .*inbox\/messages/))
    const row = messageRow({ id: 'z' as MessageId, folderId: inbox, flags: [] })
    const before = server.messages.get('inbox') ?? []
    release()
    server.messages.set('inbox', [row, ...before])
    told(7, 'z')
    await undone
    expect(order()).toBe('zabcdef')
  })
})

describe('other changes of many', () => {
  it('marks what is loaded at once', async () => {
    const over = carryOutFlags(all(), { add: ['flagged'], remove: [] }, 'actions.done.flag')
    await eventually(() => expect(running()).toHaveLength(1))
    const rows = [...(mailboxCache().rowsOf(inbox)?.rows.values() ?? [])]
    expect(rows.every(({ flags }) => flags.includes('flagged'))).toBe(true)
    work()
    await over
    expect(said()[0]).toBe('6 messages flagged. Undo with Ctrl+Z')
  })

  it('clears a selection of a kind that nothing has any more', async () => {
    useMailView().selectWhole(all({ kind: { unread: true } }))
    const over = carryOutFlags(all({ kind: { unread: true } }), { add: ['seen'], remove: [] }, 'actions.done.mark-read')
    await eventually(() => expect(running()).toHaveLength(1))
    expect(useMailView().selection).toBeNull()
    work()
    await over
    expect(mailboxCache().rowsOf(inbox)?.unread).toBe(0)
  })

  it('deletes for ever without an undo', async () => {
    const over = carryOutDeleteForEver(all())
    await eventually(() => expect(running()).toHaveLength(1))
    work()
    await over
    expect(said()[0]).toBe('6 messages deleted for ever')
    expect(useOutcome().canUndo).toBe(false)
  })

  it.each([
    ['moving', (ids: MessageId[]) => carryOutMove(ids, archive, 'actions.done.archive'), '6 messages archived'],
    [
      'flagging',
      (ids: MessageId[]) => carryOutFlags(ids, { add: ['flagged'], remove: [] }, 'actions.done.flag'),
      '6 messages flagged',
    ],
    ['deleting', (ids: MessageId[]) => carryOutDeleteForEver(ids), '6 messages deleted for ever'],
  ])('reaches all of a very long conversation by %s, also what its row does not name', async (_what, act, text) => {
    const ids = ['b', 'a'] as MessageId[]
    const marks = ids.map((id) => ({ id, unread: false, flagged: false }))
    const row = conversationRow({
      id: 'f' as MessageId,
      newest: messageRow({ id: 'a' as MessageId, folderId: inbox }),
      messages: marks,
      count: 6,
      unread: 0,
      flagged: false,
      hasAttachment: false,
      people: [],
    })
    const rows = rowsFromWindow({
      ...folderRows(''),
      sort: 'arrived',
      reverse: false,
      offset: 0,
      total: 1,
      items: [row],
    })
    mailboxCache().setRows({ ...rows, grouping: conversationGrouping, messages: 6, grouped: 6 })
    expect(sizeOf(ids)).toBe(6)
    const over = act(ids)
    await eventually(() => expect(running().map(({ progress }) => progress.total)).toEqual([6]))
    work()
    await over
    expect(said()[0]?.startsWith(text)).toBe(true)
  })

  it('takes more than 500 named messages as a job, too', async () => {
    const many = Array.from({ length: 501 }, (_, at) => `m${at}` as MessageId)
    server.messages.set(
      'inbox',
      many.map((id) => messageRow({ id, folderId: inbox })),
    )
    const over = carryOutMove(many, archive, 'actions.done.archive')
    await eventually(() => expect(running()).toHaveLength(1))
    work()
    await over
    expect(said()[0]).toBe('501 messages archived. Undo with Ctrl+Z')
  })
})
