import { type Conversation } from '#contract/conversations.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Flag, type MessageSummary } from '#contract/messages.ts'
import { isUnread, type ListRow, type RowGrouping } from '../folder-rows.ts'

/** A conversation as a row of a list: for the eye and for every action like a message, with its messages behind it. */
interface ConversationRow extends ListRow {
  readonly conversation: { readonly count: number; readonly unread: number }
  /** The newest is whole; of the others only what is so of them is known. */
  readonly messages: readonly MessageSummary[]
  readonly hasOtherAttachment: boolean
}

/** No id of the server has a colon: the row is never taken for one of its messages. */
const rowId = (id: MessageId) => `conversation:${id}` as MessageId

export function conversationRow(conversation: Conversation): ConversationRow {
  const { newest, people, count, unread } = conversation
  const messages = conversation.messages.map(({ id, ...marks }) =>
    id === newest.id ? newest : otherMessage(newest, id, marks),
  )
  const row = {
    ...newest,
    id: rowId(conversation.id),
    from: people,
    hasOtherAttachment: conversation.hasAttachment && !newest.hasAttachment,
    conversation: { count, unread },
    messages,
  }
  return summed(row, messages, { count: count - messages.length, unread: unread - messages.filter(isUnread).length })
}

function otherMessage(newest: MessageSummary, id: MessageId, marks: { unread: boolean; flagged: boolean }) {
  const flags: Flag[] = [
    ...(marks.unread ? [] : ['seen' as const]),
    ...(marks.flagged ? ['flagged' as const] : []),
    // A conversation is muted as a whole.
    ...newest.flags.filter((flag) => flag === 'muted'),
  ]
  return { ...newest, id, from: [], preview: '', flags, labels: [], hasAttachment: false }
}

/** The row as these messages make it; `more` are those of a very long conversation that are not named. */
function summed(
  row: ConversationRow,
  messages: readonly MessageSummary[],
  more: { count: number; unread: number },
): ConversationRow {
  const newest = messages.at(-1) ?? row
  const unread = messages.filter(isUnread).length + more.unread
  const others = newest.flags.filter((flag) => flag !== 'seen' && flag !== 'flagged')
  const isFlagged = messages.some(({ flags }) => flags.includes('flagged'))
  const isKnown = newest.from.length > 0
  return {
    ...row,
    ...(isKnown ? { subject: newest.subject, preview: newest.preview, receivedAtMs: newest.receivedAtMs } : {}),
    flags: [...(unread === 0 ? ['seen' as const] : []), ...(isFlagged ? ['flagged' as const] : []), ...others],
    labels: [...new Set(messages.flatMap(({ labels }) => labels))],
    hasAttachment: row.hasOtherAttachment || messages.some(({ hasAttachment }) => hasAttachment),
    conversation: { count: messages.length + more.count, unread },
    messages,
  }
}

const asConversation = (row: MessageSummary) => row as ConversationRow

/** Those of a very long conversation that are not named. */
function unnamed({ conversation, messages }: ConversationRow): { count: number; unread: number } {
  return {
    count: conversation.count - messages.length,
    unread: conversation.unread - messages.filter(isUnread).length,
  }
}

export const conversationGrouping: RowGrouping = {
  messagesOf: (row) => asConversation(row).messages,

  only(given, fits) {
    const row = asConversation(given)
    const messages = row.messages.filter(({ id }) => fits(id))
    if (messages.length === row.messages.length) return row
    if (messages.length === 0) return null
    // The newest stays with its people, subject and time until the server tells those of the others.
    return summed(row, messages, { count: 0, unread: 0 })
  },

  joined(given, part) {
    const row = asConversation(given)
    const known = new Set(row.messages.map(({ id }) => id))
    const back = asConversation(part).messages.filter(({ id }) => !known.has(id))
    if (back.length === 0) return row
    const messages = [...row.messages, ...back].sort((a, b) => a.receivedAtMs - b.receivedAtMs)
    return summed(row, messages, unnamed(row))
  },

  changed(given, change) {
    const row = asConversation(given)
    const messages = row.messages.map(change)
    if (messages.every((message, index) => message === row.messages[index])) return row
    return summed(row, messages, unnamed(row))
  },
}
