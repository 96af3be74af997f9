import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rowLabel } from './row-label.ts'
import { startMailbox } from './testing/mailbox.ts'
import { messageRow } from './testing/message-row.ts'

const now = new Date(2026, 10, 12, 15, 0)
const today = new Date(2026, 10, 12, 9, 14).getTime()
/** Without the clock, which is written as the machine's region writes it. */
const label = (changes = {}, role: Parameters<typeof rowLabel>[1] = 'inbox') =>
  rowLabel(messageRow({ receivedAtMs: today, ...changes }), role, now).replace(/today .*9:14.*/, 'today 09:14')

beforeEach(() => void startMailbox('a'))
afterEach(() => vi.unstubAllGlobals())

describe('the spoken name of a row', () => {
  it('is sender, subject and time', () => expect(label()).toBe('Ann Lee, Budget review, today 09:14'))

  it('says the states first', () =>
    expect(label({ flags: ['flagged', 'answered'], hasAttachment: true })).toBe(
      'Unread, flagged, answered, Ann Lee, Budget review, has attachment, today 09:14',
    ))

  it('needs at most fourteen words with all states', () =>
    expect(label({ flags: ['flagged', 'forwarded'], hasAttachment: true }).split(/\s+/).length).toBeLessThanOrEqual(14))

  it('says that its conversation is muted', () =>
    expect(label({ flags: ['seen', 'muted'] })).toBe('Muted, Ann Lee, Budget review, today 09:14'))

  it('says to whom in Sent', () =>
    expect(label({ flags: ['seen'] }, 'sent')).toBe('To Ada Lindqvist, Budget review, today 09:14'))

  it('has words for what is missing', () =>
    expect(label({ from: [], subject: ' ' })).toBe('Unknown sender, No subject, today 09:14'))

  it('reads labels as words', () => expect(label({ labels: ['needs_reply'] })).toContain(', needs reply,'))
})
