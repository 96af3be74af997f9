import { virtual } from '@guidepup/virtual-screen-reader'
import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { conversationGrouping, conversationRow } from '#client/mail/conversations/conversation-rows.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { returnTimes } from '#client/mail/return-times.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { folderRows, messageRow } from '#client/mail/testing/message-row.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { type FolderRole } from '#contract/folders.ts'
import { type MessageId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import MessageListPane from './MessageListPane.vue'

const id = 'a' as MessageId
const now = new Date(2026, 10, 12, 15, 0)
const receivedAtMs = new Date(2026, 10, 12, 9, 14).getTime()
const subject = 'Budget review for May'
const mostWords = 14

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(async () => {
  await virtual.stop()
  cleanup()
  returnTimes.value = new Map()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Clock times as this machine's region writes them are one word: "9:14 AM" and "09:14" become "9:14". */
const plain = (phrase: string) => phrase.replace(/\b0?(\d{1,2}:\d{2})(?:\s[AP]M)?/g, '$1')

/** What a reader says when the focus comes to the only row of the list. */
async function heard(role: FolderRole = 'inbox'): Promise<string> {
  await renderPart(MessageListPane, {
    props: { folder: fakeFolder('inbox', { role }), openId: null, isSecondary: false },
  })
  await virtual.start({ container: document.body })
  const row = screen.getByRole('option')
  expect(row.hasAttribute('aria-selected')).toBe(false)
  row.focus()
  await nextTick()
  return plain(await virtual.lastSpokenPhrase())
}

function show(changes: Partial<MessageSummary>): void {
  const row = messageRow({ id, folderId: inbox, subject, receivedAtMs, ...changes })
  mailboxCache().setRows({ ...folderRows('a'), rows: new Map([[0, row]]) })
}

/** This reader takes an option that says nothing of being selected for one that is not; `aria-selected` is off the row. */
const said = (label: string) => `option, ${label}, not selected, position 1, set size 1`

/** Those of a phrase that a reader does not add by itself. */
function wordsOf(phrase: string): string[] {
  const label = phrase.replace(/^option, /, '').replace(/, not selected, position .*$/, '')
  return label.match(/[\p{L}\p{N}:]+/gu) ?? []
}

const everyFlag: MessageSummary['flags'] = ['flagged', 'answered', 'forwarded']

describe('what a reader says of a row, word by word', () => {
  it.each<[what: string, changes: Partial<MessageSummary>, label: string]>([
    ['read', {}, 'Ann Lee, Budget review for May, today 9:14'],
    ['unread', { flags: [] }, 'Unread, Ann Lee, Budget review for May, today 9:14'],
    ['flagged', { flags: ['seen', 'flagged'] }, 'Flagged, Ann Lee, Budget review for May, today 9:14'],
    ['answered', { flags: ['seen', 'answered'] }, 'Answered, Ann Lee, Budget review for May, today 9:14'],
    ['forwarded', { flags: ['seen', 'forwarded'] }, 'Forwarded, Ann Lee, Budget review for May, today 9:14'],
    ['a draft elsewhere', { flags: ['seen', 'draft'] }, 'Draft, Ann Lee, Budget review for May, today 9:14'],
    ['with a file', { hasAttachment: true }, 'Ann Lee, Budget review for May, attachment, today 9:14'],
    ['labelled', { labels: ['$label1', 'permits'] }, 'Ann Lee, Budget review for May, Important, permits, today 9:14'],
    ['of yesterday', { receivedAtMs: receivedAtMs - 86_400_000 }, 'Ann Lee, Budget review for May, yesterday 9:14'],
    [
      'of last year',
      { receivedAtMs: new Date(2025, 1, 3).getTime() },
      'Ann Lee, Budget review for May, February 3, 2025',
    ],
    [
      'in more states than are heard quickly',
      { flags: [...everyFlag, 'muted'], hasAttachment: true, labels: ['$label1', 'permits'] },
      'Unread, flagged, answered, Ann Lee, Budget review for May, attachment, 4 more, today 9:14',
    ],
    [
      'in every state of every day',
      { flags: everyFlag, hasAttachment: true, labels: ['$label1'] },
      'Unread, flagged, answered, forwarded, Ann Lee, Budget review for May, attachment, Important, today 9:14',
    ],
  ])('%s', async (_what, changes, label) => {
    show(changes)
    const phrase = await heard()
    expect(phrase).toBe(said(label))
    expect(wordsOf(phrase).length).toBeLessThanOrEqual(mostWords)
  })

  it('snoozed', async () => {
    show({ flags: ['seen', 'flagged'], hasAttachment: true })
    returnTimes.value = new Map([[id, new Date(2026, 10, 13, 9, 0).getTime()]])
    const phrase = await heard()
    expect(phrase).toBe(said('Flagged, Ann Lee, Budget review for May, attachment, back Friday 9:00, today 9:14'))
    expect(wordsOf(phrase).length).toBeLessThanOrEqual(mostWords)
  })

  it.each([
    [3, 3, 'Unread, flagged, 3 messages'],
    [2, 4, '2 unread, 3 messages'],
  ])('a conversation of three, %i of them unread', async (unread, more, states) => {
    const messages = ['x', 'y', 'a'].map((name, at) => ({ id: name as MessageId, unread: at < unread, flagged: true }))
    const newest = messageRow({ id, folderId: inbox, subject, receivedAtMs, flags: everyFlag, hasAttachment: true })
    const row = conversationRow({
      id,
      newest: unread === 3 ? newest : { ...newest, flags: ['seen', ...everyFlag] },
      messages,
      count: 3,
      unread,
      flagged: true,
      hasAttachment: true,
      people: newest.from,
    })
    const list = { ...folderRows('a'), order: 'conversations' as const, rows: new Map([[0, row]]) }
    mailboxCache().setRows({ ...list, grouping: conversationGrouping, messages: 3, grouped: 3 })
    const phrase = await heard()
    expect(phrase).toBe(said(`${states}, Ann Lee, Budget review for May, ${more} more, today 9:14`))
    expect(wordsOf(phrase).length).toBeLessThanOrEqual(mostWords)
  })

  it('of one’s own, to whom it went', async () => {
    show({})
    expect(await heard('sent')).toBe(said('To Ada Lindqvist, Budget review for May, today 9:14'))
  })
})
