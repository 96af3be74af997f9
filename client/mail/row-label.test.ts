import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setLocale } from '#client/i18n/i18n.ts'
import { type Flag } from '#contract/messages.ts'
import { type ListRow } from './folder-rows.ts'
import { returnTimes } from './return-times.ts'
import { marksInWords, rowLabel } from './row-label.ts'
import { startMailbox } from './testing/mailbox.ts'
import { messageRow } from './testing/message-row.ts'

const now = new Date(2026, 10, 12, 15, 0)
const today = new Date(2026, 10, 12, 9, 14).getTime()
/** Without the clock, which is written as the machine's region writes it. */
const label = (changes = {}, role: Parameters<typeof rowLabel>[1] = 'inbox') =>
  rowLabel(messageRow({ receivedAtMs: today, ...changes }), role, now).replace(/today .*9:14.*/, 'today 09:14')

beforeEach(() => void startMailbox('a'))
afterEach(async () => {
  await setLocale('en')
  returnTimes.value = new Map()
  vi.unstubAllGlobals()
})

describe('the spoken name of a row', () => {
  it('is sender, subject and time', () => expect(label()).toBe('Ann Lee, Budget review, today 09:14'))

  it('says the states first', () =>
    expect(label({ flags: ['flagged', 'answered'], hasAttachment: true })).toBe(
      'Unread, flagged, answered, Ann Lee, Budget review, attachment, today 09:14',
    ))

  it('says that its conversation is muted', () =>
    expect(label({ flags: ['seen', 'muted'] })).toBe('Muted, Ann Lee, Budget review, today 09:14'))

  it('says to whom in Sent', () =>
    expect(label({ flags: ['seen'] }, 'sent')).toBe('To Ada Lindqvist, Budget review, today 09:14'))

  it('has words for what is missing', () =>
    expect(label({ from: [], subject: ' ' })).toBe('Unknown sender, No subject, today 09:14'))

  it('reads labels as words', () => expect(label({ labels: ['needs_reply'] })).toContain(', needs reply,'))
})

describe('a row in several states at once', () => {
  const flags: Flag[] = ['seen', 'flagged', 'muted', 'draft', 'answered', 'forwarded']
  const every: Flag[] = flags.slice(1)
  const dates = [today, new Date(2026, 1, 3).getTime(), new Date(2025, 8, 23).getTime()]

  /** Every set of flags, with and without the rest of what a row can have. */
  function* rows(): Generator<ListRow> {
    const rests = [false, true].flatMap((hasAttachment) =>
      [[], ['$label1', '$label4', 'permits']].flatMap((labels) =>
        [undefined, { count: 3, unread: 2 }, { count: 1234, unread: 1234 }].flatMap((conversation) =>
          dates.map((receivedAtMs) => ({ hasAttachment, labels, conversation, receivedAtMs })),
        ),
      ),
    )
    for (let set = 0; set < 2 ** flags.length; set += 1) {
      const chosen = flags.filter((_, bit) => set & (2 ** bit))
      for (const { conversation, ...rest } of rests) {
        const row = messageRow({ ...rest, subject: 'Budget review for May', flags: chosen })
        yield conversation ? { ...row, conversation } : row
      }
    }
  }

  const words = (text: string) => text.replace(/(:\d\d)\s[AP]M/g, '$1').split(' ').length

  it.each(['en', 'es'] as const)('needs at most fourteen words, whichever they are: %s', async (language) => {
    await setLocale(language)
    let longest = ''
    const silent: string[] = []
    for (const untilMs of [undefined, now.getTime() + 86_400_000]) {
      returnTimes.value = new Map(untilMs === undefined ? [] : [[messageRow().id, untilMs]])
      for (const row of rows()) {
        const spoken = rowLabel(row, 'inbox', now)
        if (words(spoken) > words(longest)) longest = spoken
        const saysUnread = row.flags.includes('seen') || /^(2 )?(unread|sin leer),/i.test(spoken)
        if (!saysUnread || !spoken.includes(', Budget review for May,')) silent.push(spoken)
      }
    }
    expect(silent).toEqual([])
    expect(words(longest), longest).toBe(14)
  })

  it('says the most telling and counts the others', () => {
    const changes = { flags: every, hasAttachment: true, labels: ['$label1'] }
    expect(label(changes)).toBe('Unread, flagged, draft, answered, Ann Lee, Budget review, 4 more, today 09:14')
  })

  it('leaves nothing out while there is room', () =>
    expect(label({ flags: ['flagged', 'answered', 'forwarded'], hasAttachment: true, labels: ['$label1'] })).toBe(
      'Unread, flagged, answered, forwarded, Ann Lee, Budget review, attachment, Important, today 09:14',
    ))

  it('tells all of them in words', () =>
    expect(marksInWords(messageRow({ flags: every, hasAttachment: true, labels: ['$label1'] }), 'inbox')).toEqual([
      'unread',
      'flagged',
      'muted',
      'draft',
      'answered',
      'forwarded',
      'attachment',
      'Important',
    ]))
})
