import { type FolderId, type MessageId } from '#contract/ids.ts'
import { mailboxCache } from './mailbox-cache.ts'

const listOf = (listId: FolderId | null) => (listId === null ? undefined : mailboxCache().rowsOf(listId))

/** Of rows that stand for several messages, these; what is no such row is a message itself. */
export function messageIdsOf(listId: FolderId | null, rowIds: readonly MessageId[]): readonly MessageId[] {
  const list = listOf(listId)
  const { grouping } = list ?? {}
  if (!list || !grouping) return rowIds
  const byId = new Map([...list.rows.values()].map((row) => [row.id, row]))
  return rowIds.flatMap((id) => {
    const row = byId.get(id)
    return row ? grouping.messagesOf(row).map((message) => message.id) : [id]
  })
}

/**
 * Of very long conversations not every message is named: those of which all that are named are among these, by a message of
 * each, with how many more it has.
 */
export function moreOf(messageIds: readonly MessageId[]): { id: MessageId; count: number }[] {
  const chosen = new Set(messageIds)
  const found = new Map<MessageId, { id: MessageId; count: number }>()
  for (const { grouping, rows } of mailboxCache().allRows()) {
    if (!grouping) continue
    for (const row of rows.values()) {
      const named = grouping.messagesOf(row)
      const count = (row.conversation?.count ?? 0) - named.length
      const newest = named.at(-1)
      if (newest && count > 0 && named.every(({ id }) => chosen.has(id))) found.set(row.id, { id: newest.id, count })
    }
  }
  return [...found.values()]
}

/** The rows that stand for several messages and for nothing but these. */
export function rowIdsOf(listId: FolderId | null, messageIds: readonly MessageId[]): MessageId[] {
  const list = listOf(listId)
  const { grouping } = list ?? {}
  if (!list || !grouping) return []
  const gone = new Set(messageIds)
  const isWhole = (row: Parameters<typeof grouping.messagesOf>[0]) =>
    grouping.messagesOf(row).every(({ id }) => gone.has(id))
  return [...list.rows.values()].filter(isWhole).map(({ id }) => id)
}
