import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { createNewMailAnnouncer } from './new-mail-announcer.ts'
import { messageRow } from './testing/message-row.ts'

const said = () => recentAnnouncements.value.map(({ text }) => text)

beforeEach(() => {
  vi.useFakeTimers()
  forgetAnnouncements()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('speaking of new mail', () => {
  it('names sender and subject of a single message, at once', () => {
    createNewMailAnnouncer(() => true).arrived('Inbox', 1, [messageRow()])
    expect(said()).toEqual(['New message from Ann Lee: Budget review'])
  })

  it('speaks at most every thirty seconds and tells the rest together', () => {
    const announcer = createNewMailAnnouncer(() => true)
    announcer.arrived('Inbox', 1, [messageRow()])
    announcer.arrived('Inbox', 1, [messageRow()])
    announcer.arrived('Inbox', 2, [])
    vi.advanceTimersByTime(29_000)
    expect(said()).toHaveLength(1)
    vi.advanceTimersByTime(1_000)
    expect(said()[0]).toBe('3 new messages in Inbox')
    vi.advanceTimersByTime(60_000)
    expect(said()).toHaveLength(2)
  })

  it('is silent for those who do not want it', () => {
    createNewMailAnnouncer(() => false).arrived('Inbox', 1, [messageRow()])
    expect(said()).toEqual([])
  })
})
