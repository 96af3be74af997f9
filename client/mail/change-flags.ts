import { call } from '#client/api/call.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { changeFlags as endpoint, type Flag, type MessageSummary } from '#contract/messages.ts'
import { countPlus } from './counts.ts'
import { changeRows, isUnread } from './folder-rows.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { whileWriting } from './writes.ts'

export interface FlagChange {
  readonly add: readonly Flag[]
  readonly remove: readonly Flag[]
}

/** Messages a change did not reach: gone by now, or not allowed. */
export interface Unchanged {
  readonly gone: readonly MessageId[]
  readonly refused: readonly MessageId[]
}

/** As many ids as one request may carry. */
const mostIds = 500

export function* batches(ids: readonly MessageId[]): Generator<MessageId[]> {
  for (let start = 0; start < ids.length; start += mostIds) yield ids.slice(start, start + mostIds)
}

/**
 * Changes flags at once on the screen and then on the server. What the server refuses, or all of it when the call fails,
 * goes back to how it was, and nothing of what was changed in between.
 * @throws {ApiProblem} after rolling back
 */
export function changeFlags(ids: readonly MessageId[], change: FlagChange): Promise<Unchanged> {
  return whileWriting(async () => {
    const before = applyFlags(ids, change)
    const gone: MessageId[] = []
    const refused: MessageId[] = []
    try {
      for (const batch of batches(ids)) {
        const answer = await call(endpoint, { body: { ids: batch, add: [...change.add], remove: [...change.remove] } })
        for (const item of answer.items) {
          if (item.outcome === 'gone') gone.push(item.id)
          if (item.outcome === 'refused') refused.push(item.id)
        }
      }
    } catch (error) {
      rollBack(before, change)
      throw error
    }
    rollBack(new Map([...before].filter(([id]) => refused.includes(id))), change)
    return { gone, refused }
  })
}

function withFlags(flags: readonly Flag[], change: FlagChange): Flag[] {
  const kept = flags.filter((flag) => !change.remove.includes(flag))
  return [...kept, ...change.add.filter((flag) => !kept.includes(flag))]
}

const sameFlags = (one: readonly Flag[], other: readonly Flag[]) =>
  one.length === other.length && one.every((flag) => other.includes(flag))

/** Only on the screen. Returns the flags each message had. */
export function applyFlags(ids: readonly MessageId[], change: FlagChange): Map<MessageId, readonly Flag[]> {
  const before = new Map<MessageId, readonly Flag[]>()
  const wanted = new Set(ids)
  replaceFlags((message) => {
    if (!wanted.has(message.id)) return undefined
    before.set(message.id, message.flags)
    return withFlags(message.flags, change)
  }, ids)
  return before
}

/** Takes back what the change did, and nothing that was done since. */
function rollBack(before: ReadonlyMap<MessageId, readonly Flag[]>, { add, remove }: FlagChange): void {
  replaceFlags(
    (message) => {
      const had = before.get(message.id)
      if (!had) return undefined
      const back = {
        add: remove.filter((flag) => had.includes(flag)),
        remove: add.filter((flag) => !had.includes(flag)),
      }
      return withFlags(message.flags, back)
    },
    [...before.keys()],
  )
}

/** Gives messages new flags wherever they are cached, and keeps the folders' unread counts in step. */
export function replaceFlags(
  flagsFor: (message: MessageSummary) => Flag[] | undefined,
  ids: readonly MessageId[],
): void {
  const { allRows, setRows, changeFolder, changeMessage } = mailboxCache()
  const changed = <T extends MessageSummary>(message: T): T => {
    const flags = flagsFor(message)
    return flags && !sameFlags(flags, message.flags) ? { ...message, flags } : message
  }
  // A message may stand in the list of its folder and in that of a search, and counts once.
  const counted = new Set<MessageId>()
  const unreadChanges = new Map<FolderId, number>()
  const changedRow = (row: MessageSummary): MessageSummary => {
    const next = changed(row)
    const by = Number(isUnread(next)) - Number(isUnread(row))
    if (by !== 0 && !counted.has(row.id)) {
      counted.add(row.id)
      unreadChanges.set(row.folderId, (unreadChanges.get(row.folderId) ?? 0) + by)
    }
    return next
  }
  for (const rows of allRows()) setRows(changeRows(rows, changedRow))
  for (const [folderId, by] of unreadChanges)
    changeFolder(folderId, (folder) => ({ ...folder, unread: countPlus(folder.unread, by) }))
  for (const id of ids) changeMessage(id, changed)
}
