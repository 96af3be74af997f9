import { call } from '#client/api/call.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { listMessages } from '#contract/messages.ts'
import { mailboxCache } from '../mailbox-cache.ts'

const mostAtOnce = 200

/**
 * The messages that arrived while the person was in the list and that wait to be shown. Where only their number is known,
 * the server is asked: they are the newest.
 * @throws {ApiProblem}
 */
export async function waitingIds(folderId: FolderId): Promise<MessageId[]> {
  const { waiting = 0, arrived = [] } = mailboxCache().rowsOf(folderId) ?? {}
  if (arrived.length >= waiting) return arrived.map(({ id }) => id)
  const ids: MessageId[] = []
  for (let offset = 0; offset < waiting; offset += mostAtOnce) {
    const query = { offset, limit: Math.min(waiting - offset, mostAtOnce), sort: 'arrived', reverse: 'false' } as const
    const { items } = await call(listMessages, { params: { folderId }, query })
    ids.push(...items.map(({ id }) => id))
  }
  return ids
}
