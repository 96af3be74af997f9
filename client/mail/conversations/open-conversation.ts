import { useQuery } from '@pinia/colada'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { call } from '#client/api/call.ts'
import { readConversation } from '#contract/conversations.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type FolderRows, isUnread, placedRows } from '../folder-rows.ts'
import { keys, mailboxCache } from '../mailbox-cache.ts'

/** What is open is a list too, so that every change of a message reaches it like any other. No id of the server has a colon. */
const listIdOf = (messageId: MessageId) => `conversation:${messageId}` as FolderId

const minuteMs = 60_000

/** The whole conversation of a message, from every folder, oldest first. */
export function useConversation(messageId: MaybeRefOrGetter<MessageId>) {
  const query = useQuery(() => {
    const id = toValue(messageId)
    return {
      key: keys.rows(listIdOf(id)),
      query: ({ signal }) => read(id, signal),
      // An answer may have been sent from anywhere: it is looked for again, while what is known is shown.
      staleTime: 0,
      gcTime: 10 * minuteMs,
    }
  })
  const items = computed(() => (query.data.value ? placedRows(query.data.value).map(({ row }) => row) : []))

  /** Goes on under another of its messages, because the one it was opened by leaves. */
  function continueAs(id: MessageId): void {
    const rows = query.data.value
    if (rows) mailboxCache().setRows({ ...rows, folderId: listIdOf(id) })
  }

  return { query, items, continueAs }
}

async function read(messageId: MessageId, signal: AbortSignal): Promise<FolderRows> {
  const { items } = await call(readConversation, { params: { messageId } }, { signal })
  return {
    folderId: listIdOf(messageId),
    order: 'oldest',
    total: items.length,
    unread: items.filter(isUnread).length,
    rows: new Map(items.map((row, position) => [position, row])),
    waiting: 0,
    arrived: [],
    revision: 0,
  }
}
