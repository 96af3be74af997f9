import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { useFailures } from './bulk/failures.ts'
import { carryOutDeleteForEver, carryOutFlags, carryOutMove } from './carry-out.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { useOutcome } from './outcome.ts'
import { type FakeServer } from './testing/fake-server.ts'
import { startMailbox } from './testing/mailbox.ts'

let server: FakeServer
const ids = (text: string) => Array.from(text) as MessageId[]
const said = () => recentAnnouncements.value.map(({ text }) => text)
const archive = (text: string) => carryOutMove(ids(text), 'archive' as FolderId, 'actions.done.archive')
const flag = (text: string) => carryOutFlags(ids(text), { add: ['flagged'], remove: [] }, 'actions.done.flag')
const inboxRows = () => [
  ...(mailboxCache()
    .rowsOf('inbox' as FolderId)
    ?.rows.keys() ?? []),
]
const isFlagged = (id: string) =>
  mailboxCache()
    .findMessage(id as MessageId)
    ?.flags.includes('flagged') ?? false

beforeEach(() => {
  forgetAnnouncements()
  server = startMailbox('abcdef').server
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a change that does not reach all', () => {
  it('is said in one go, lists what stayed, and can be taken back for the rest', async () => {
    server.refuse.add('b')
    await archive('abc')
    const { shown } = useOutcome()
    expect(shown?.text).toMatch(
      /^2 messages archived\. One message stays: you may not move it, or the mailbox is full\. Undo with Ctrl\+Z$/,
    )
    expect(shown?.failed).toBe(true)
    expect(said()).toHaveLength(1)
    shown?.also?.run()
    expect(useFailures().shown).toEqual([{ id: 'b', outcome: 'refused' }])
    await useOutcome().undoLatest()
    expect(inboxRows()).toHaveLength(6)
    expect(said()[0]).toBe('Undone: 2 messages are back in Inbox')
  })

  it('says only what stayed when nothing was done', async () => {
    server.refuse.add('b')
    await flag('b')
    expect(said()).toEqual(['You may not change one of the messages'])
    expect(useOutcome().canUndo).toBe(false)
  })
})

describe('taking back', () => {
  it('waits for what is still on its way', async () => {
    const release = server.hold()
    const archived = archive('a')
    const takenBack = useOutcome().undoLatest()
    release()
    await Promise.all([archived, takenBack])
    expect(said()[0]).toBe('Undone: message is back in Inbox')
    expect(inboxRows()).toHaveLength(6)
  })

  it('goes back step by step, and says what comes next', async () => {
    await flag('a')
    await archive('b')
    await flag('c')
    await useOutcome().undoLatest()
    expect(isFlagged('c')).toBe(false)
    expect(said()[0]).toBe('Undone for the message. Next to undo: Message archived')
    await useOutcome().undoLatest()
    expect(inboxRows()).toHaveLength(6)
    expect(said()[0]).toBe('Undone: message is back in Inbox. Next to undo: Message flagged')
    await useOutcome().undoLatest()
    expect(isFlagged('a')).toBe(false)
    expect(said()[0]).toBe('Undone for the message')
    expect(useOutcome().canUndo).toBe(false)
  })

  it('never says that all came back when some had gone meanwhile', async () => {
    await flag('ab')
    server.messages.set('inbox', server.messages.get('inbox')!.slice(1))
    await useOutcome().undoLatest()
    expect(said()[0]).toBe('Undone for the message. One message could not be brought back as it was')
    expect(useOutcome().shown?.failed).toBe(true)
  })

  it('is not offered for what was deleted for ever since', async () => {
    await flag('a')
    await flag('b')
    await carryOutDeleteForEver(ids('b'))
    await useOutcome().undoLatest()
    expect(isFlagged('a')).toBe(false)
    expect(useOutcome().canUndo).toBe(false)
  })
})
