import { describe, expect, it } from 'vitest'
import { type Conversation } from '#contract/conversations.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import {
  changeRows,
  type FolderRows,
  type ListWindow,
  placedRows,
  removeRows,
  restoreRows,
  sizeOfList,
} from '../folder-rows.ts'
import { rowsFromWindow } from '../merge-rows.ts'
import { rowLabel } from '../row-label.ts'
import { conversationGrouping, conversationRow } from './conversation-rows.ts'
import { mergeConversations } from './read-conversations.ts'

const folderId = 'inbox' as FolderId
const people = { Ann: { name: 'Ann Lee', address: 'ann@x' }, Ben: { name: 'Ben Okafor', address: 'ben@x' } }

/** A conversation of messages a1, a2, … of which the last `unread` are unread. */
function conversation(name: string, count: number, unread = 0): Conversation {
  const messages = Array.from({ length: count }, (_, index) => ({
    id: `${name}${index + 1}` as MessageId,
    unread: index >= count - unread,
    flagged: false,
  }))
  const newest: MessageSummary = {
    id: `${name}${count}` as MessageId,
    folderId,
    from: [people.Ben],
    to: [],
    subject: name,
    preview: 'Hello',
    receivedAtMs: Date.UTC(2026, 4, 3, 9, 14),
    sizeBytes: 1,
    flags: unread > 0 ? [] : ['seen'],
    labels: [],
    hasAttachment: false,
  }
  const id = `${name}1` as MessageId
  return { id, newest, messages, count, unread, flagged: false, hasAttachment: false, people: [people.Ben, people.Ann] }
}

function windowOf(offset: number, total: number, ...items: Conversation[]): ListWindow {
  const parts = { grouping: conversationGrouping, messages: 20, grouped: 20 }
  const rows = items.map(conversationRow)
  return { folderId, sort: 'arrived', reverse: false, offset, total, unread: 3, items: rows, parts }
}

const listOf = (...items: Conversation[]) => rowsFromWindow(windowOf(0, items.length, ...items), 'conversations')
const shown = (rows: FolderRows) =>
  placedRows(rows).map(({ position, row }) => {
    const { count = 0, unread = 0 } = rows.rows.get(position)?.conversation ?? {}
    return `${position} ${row.subject} ${count}/${unread}`
  })
const ids = (...some: string[]) => some as MessageId[]

describe('A list of conversations', () => {
  const list = listOf(conversation('a', 3, 2), conversation('b', 1, 1), conversation('c', 2))

  it('says of a row how many are unread and how many it has, states first; one message is no conversation', () => {
    const [a, b, c] = placedRows(list).map(({ row }) => rowLabel(row, 'inbox', new Date(Date.UTC(2026, 4, 3, 12))))
    expect(a).toMatch(/^2 unread, 3 messages, Ben Okafor and Ann Lee, a, today /)
    expect(b).toMatch(/^Unread, Ben Okafor and Ann Lee, b, today /)
    expect(c).toMatch(/^2 messages, Ben Okafor and Ann Lee, c, today /)
  })

  it('is muted as a whole', () => {
    const given = conversation('a', 3)
    const row = conversationRow({ ...given, newest: { ...given.newest, flags: ['seen', 'muted'] } })
    expect(rowLabel(row, 'inbox')).toMatch(/^Muted, 3 messages, /)
    expect(conversationGrouping.messagesOf(row).every(({ flags }) => flags.includes('muted'))).toBe(true)
  })

  it('loses messages, and a row only with the last of them; what was taken comes back to its row', () => {
    const { rows, removed } = removeRows(list, ids('a1', 'a3', 'b1'))
    expect(shown(rows)).toEqual(['0 a 1/1', '1 c 2/0'])
    expect([rows.total, sizeOfList(rows), rows.unread]).toEqual([2, 17, 1])
    const back = restoreRows(rows, removed)
    expect(shown(back)).toEqual(shown(list))
    expect([back.total, sizeOfList(back), back.unread]).toEqual([3, 20, 3])
  })

  it('marks messages, and the row as they say', () => {
    const marked = changeRows(list, (message) =>
      message.id === 'a2' || message.id === 'a3' ? { ...message, flags: ['seen', 'flagged'] } : message,
    )
    expect(shown(marked)).toEqual(['0 a 3/0', '1 b 1/1', '2 c 2/0'])
    expect(marked.rows.get(0)?.flags).toEqual(['seen', 'flagged'])
    expect(marked.unread).toBe(1)
    expect(changeRows(list, (message) => message)).toBe(list)
  })

  it('renames a message that came back under another id', () => {
    const renamed = changeRows(list, (message) =>
      message.id === 'c2' ? { ...message, id: 'c9' as MessageId } : message,
    )
    expect(removeRows(renamed, ids('c2')).removed).toEqual([])
    expect(shown(removeRows(renamed, ids('c9')).rows)).toEqual(['0 a 3/2', '1 b 1/1', '2 c 1/0'])
  })

  it('takes in what is new and what has moved up, and keeps the rows below', () => {
    const known = mergeConversations(
      { ...list, total: 5 },
      windowOf(3, 5, conversation('d', 1), conversation('e', 1)),
      false,
    )
    const first = windowOf(0, 6, conversation('n', 1, 1), conversation('c', 3, 1), conversation('a', 3, 2))
    const merged = mergeConversations(known, first, false)
    expect(merged.total).toBe(6)
    expect(shown(merged)).toEqual(['0 n 1/1', '1 c 3/1', '2 a 3/2', '3 b 1/1', '4 d 1/0', '5 e 1/0'])
  })

  it('moves nothing while somebody reads in it: known rows say what is new, others wait', () => {
    const first = windowOf(0, 4, conversation('n', 1, 1), conversation('c', 3, 1), conversation('a', 3, 2))
    const held = mergeConversations(list, first, true)
    expect(shown(held)).toEqual(['0 a 3/2', '1 b 1/1', '2 c 3/1'])
    expect([held.total, held.waiting]).toEqual([3, 1])
    const letIn = held.letIn?.(held)
    expect(letIn && shown(letIn)).toEqual(['0 n 1/1', '1 c 3/1', '2 a 3/2', '3 b 1/1'])
    expect([letIn?.total, letIn?.waiting]).toEqual([4, 0])
  })

  it('grows at its end while more is grouped, also under a reader', () => {
    const more = windowOf(0, 90, conversation('a', 5, 2), conversation('b', 1, 1), conversation('c', 2))
    const merged = mergeConversations({ ...list, grouped: 5 }, more, true)
    expect(shown(merged)).toEqual(['0 a 5/2', '1 b 1/1', '2 c 2/0'])
    expect([merged.total, merged.waiting, merged.grouped]).toEqual([90, 0, 20])
  })
})
