import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { type MessageId } from '#contract/ids.ts'
import { applyLiveEvent } from './apply-live-event.ts'
import { carryOutMute } from './carry-out-mute.ts'
import { carryOutFlags } from './carry-out.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { useOutcome } from './outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from './testing/fake-server.ts'
import { inbox, startMailbox } from './testing/mailbox.ts'

let server: FakeServer
const ids = (text: string) => Array.from(text) as MessageId[]
const said = () => recentAnnouncements.value.map(({ text }) => text)
const muted = () => ids('abc').filter((id) => mailboxCache().findMessage(id)?.flags.includes('muted'))
const mutedAtServer = () =>
  (server.messages.get('inbox') ?? []).filter(({ flags }) => flags.includes('muted')).map(({ id }) => id)

beforeEach(() => {
  forgetAnnouncements()
  server = startMailbox('abc').server
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('muting a conversation', () => {
  it('shows it at once, says what becomes of answers, and can be undone', async () => {
    const release = server.hold()
    const muting = carryOutMute(ids('a'), true)
    expect(muted()).toEqual(['a'])
    release()
    await muting
    expect(said()[0]).toBe('Conversation muted: answers to it go to Archive, marked as read. Undo with Ctrl+Z')
    expect(mutedAtServer()).toEqual(['a'])
    await useOutcome().undoLatest()
    expect([muted(), mutedAtServer()]).toEqual([[], []])
    expect(said()[0]).toBe('Conversation no longer muted')
  })

  it('says so where it works only while somebody is signed in', async () => {
    server.worksWhileSignedOut = false
    await carryOutMute(ids('ab'), true)
    expect(said()[0]).toMatch(
      /^2 conversations muted: while you are signed in, answers to them go to Archive, marked as read/,
    )
  })

  it('undoes no more than it did', async () => {
    await carryOutMute(ids('a'), true)
    await carryOutMute(ids('ab'), true)
    await useOutcome().undoLatest()
    expect([muted(), mutedAtServer()]).toEqual([['a'], ['a']])
  })

  it('stands on the one stack of undo', async () => {
    await carryOutMute(ids('a'), true)
    await carryOutFlags(ids('b'), { add: ['flagged'], remove: [] }, 'actions.done.flag')
    await useOutcome().undoLatest()
    expect(said()[0]).toBe(
      'Undone for the message. Next to undo: Conversation muted: answers to it go to Archive, marked as read',
    )
  })

  it('goes back to how it was when it fails, and says why', async () => {
    server.failNext('/api/messages/mute', 'mail-server-unavailable')
    await carryOutMute(ids('a'), true)
    expect(muted()).toEqual([])
    expect(said()[0]).toMatch(/^The conversation was not muted\. /)
    useOutcome().shown?.action?.run()
    await eventually(() => expect(mutedAtServer()).toEqual(['a']))
  })

  it('believes what the server tells meanwhile, where the answer is lost', async () => {
    server.failNext('/api/messages/mute', 'mail-server-unavailable')
    const muting = carryOutMute(ids('a'), true)
    const live = { holdsBack: () => false, onArrived: vi.fn(), onOutOfStep: vi.fn() }
    applyLiveEvent(
      { type: 'flags', folderId: inbox, items: [{ id: ids('a')[0]!, flags: ['muted'], labels: [] }] },
      live,
    )
    await muting
    expect(muted()).toEqual(['a'])
  })

  it('leaves what is refused as it was', async () => {
    server.refuse.add('b')
    await carryOutMute(ids('ab'), true)
    expect(muted()).toEqual(['a'])
    expect(useOutcome().shown?.failed).toBe(true)
  })
})

describe('ending that', () => {
  it('is said, and can be undone', async () => {
    await carryOutMute(ids('a'), true)
    await carryOutMute(ids('a'), false)
    expect(muted()).toEqual([])
    expect(said()[0]).toBe('Conversation no longer muted. Undo with Ctrl+Z')
    await useOutcome().undoLatest()
    expect([muted(), mutedAtServer()]).toEqual([['a'], ['a']])
  })
})
