import { call } from '#client/api/call.ts'
import { type ResponseOf } from '#contract/endpoint.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { moveMessages as endpoint } from '#contract/messages.ts'
import { knownArrivals } from './arrivals.ts'
import { batches, type Unchanged } from './change-flags.ts'
import { countPlus } from './counts.ts'
import {
  changeRows,
  type FolderRows,
  isUnread,
  messagesIn,
  partOf,
  positionOf,
  type RemovedRow,
  removeRows,
  restoreRows,
} from './folder-rows.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { whileWriting } from './writes.ts'

/** One message that changed its folder, with what is needed to bring it back. */
export interface Moved {
  readonly from: FolderId
  readonly id: MessageId
  /** Its id in the new folder, or null where the server does not tell; then it cannot be brought back from here. */
  readonly movedId: MessageId | null
}

export interface MoveResult extends Unchanged {
  readonly moved: readonly Moved[]
  /** Where the rows stood, for putting them back. */
  readonly taken: readonly Taken[]
}

export interface Taken {
  readonly folderId: FolderId
  readonly removed: readonly RemovedRow[]
}

type Answer = ResponseOf<typeof endpoint>
/** Asks the server to move messages; another endpoint than the usual one may do it. */
type Send = (ids: MessageId[]) => Promise<Answer>
type SendBack = (ids: MessageId[], from: FolderId) => Promise<Answer>

function sendTo(ids: MessageId[], to: FolderId | undefined): Promise<Answer> {
  if (to === undefined) throw new Error('There is no folder to move to')
  return call(endpoint, { body: { ids, toFolderId: to } })
}

/**
 * Moves messages to a folder. The request leaves at once; the rows leave their list once `landed` says that the focus is
 * in its next place. What the server refuses comes back.
 * @throws {ApiProblem} after putting back what was not confirmed
 */
export function moveMessages(
  ids: readonly MessageId[],
  to: FolderId | undefined,
  landed: Promise<void> = Promise.resolve(),
  send: Send = (some) => sendTo(some, to),
): Promise<MoveResult> {
  return whileWriting(() => move(ids, to, landed, send))
}

async function move(
  ids: readonly MessageId[],
  to: FolderId | undefined,
  landed: Promise<void>,
  send: Send,
): Promise<MoveResult> {
  const { findMessage, forgetRows } = mailboxCache()
  const cameFrom = new Map(ids.map((id) => [id, findMessage(id)?.folderId]))
  const outcomes = new Map<MessageId, { outcome: string; movedId: MessageId | null }>()
  let taken: readonly Taken[] = []
  try {
    const leaving = landed.then(() => {
      taken = takeOut(ids, to)
    })
    try {
      for (const batch of batches(ids)) {
        const answer = await send(batch)
        for (const item of answer.items) {
          outcomes.set(item.id, item)
          if (item.movedId !== null) knownArrivals().add(item.movedId)
        }
      }
    } finally {
      await leaving
    }
  } catch (error) {
    // Earlier batches may be through: only what was not confirmed goes back.
    putBack(taken, (id) => outcomes.get(id)?.outcome !== 'done', to)
    throw error
  }
  if (to !== undefined) forgetRows(to)
  const having = (outcome: string) => ids.filter((id) => outcomes.get(id)?.outcome === outcome)
  const refused = having('refused')
  putBack(taken, (id) => refused.includes(id), to)
  const moved = having('done').flatMap((id) => {
    const from = cameFrom.get(id)
    return from === undefined ? [] : [{ from, id, movedId: outcomes.get(id)?.movedId ?? null }]
  })
  return { gone: having('gone'), refused, moved, taken }
}

/**
 * Brings moved messages back to where they were: the rows return at once under their old ids and take their new ones when
 * the server has told them.
 * @returns how many could be brought back
 * @throws {ApiProblem} after taking them out again
 */
export function moveBack(result: MoveResult, send: SendBack = sendTo): Promise<number> {
  return whileWriting(() => back(result, send))
}

async function back({ moved, taken }: MoveResult, send: SendBack): Promise<number> {
  const able = moved.filter((one): one is Moved & { movedId: MessageId } => one.movedId !== null)
  const ids = new Set(able.map(({ id }) => id))
  putBack(taken, (id) => ids.has(id))
  let count = 0
  try {
    for (const from of new Set(able.map((one) => one.from))) {
      const ofFolder = able.filter((one) => one.from === from)
      for (const batch of batches(ofFolder.map(({ movedId }) => movedId))) {
        const { items } = await send(batch, from)
        for (const item of items) {
          if (item.movedId !== null) knownArrivals().add(item.movedId)
          const old = ofFolder.find(({ movedId }) => movedId === item.id)
          if (item.outcome === 'done') count += 1
          if (old) renameRow(from, old.id, item.outcome === 'done' ? item.movedId : null)
        }
      }
    }
  } catch (error) {
    takeOut([...ids])
    throw error
  }
  return count
}

/** Takes messages out of every list and out of the folders' counts; the target folder gains them. */
export function takeOut(ids: readonly MessageId[], to?: FolderId): Taken[] {
  const { allRows, setRows, changeFolder } = mailboxCache()
  const taken: Taken[] = []
  for (const rows of allRows()) {
    const { rows: next, removed } = removeRows(rows, ids)
    if (removed.length === 0) continue
    setRows(next)
    taken.push({ folderId: rows.folderId, removed })
  }
  count(changeFolder, taken, -1, to)
  return taken
}

/** Puts back those that `which` chooses; `to` is the folder that had gained them. */
export function putBack(taken: readonly Taken[], which: (id: MessageId) => boolean, to?: FolderId): void {
  const { rowsOf, setRows, changeFolder } = mailboxCache()
  const returning = taken.map(({ folderId, removed }) => {
    let left = 0
    const returned = removed.flatMap((one) => {
      const part = partOf(rowsOf(folderId) ?? {}, one.row, which)
      if (part) return [{ ...one, position: one.position - left, row: part }]
      left += 1
      return []
    })
    return { folderId, removed: returned }
  })
  for (const { folderId, removed } of returning) {
    const rows = rowsOf(folderId)
    if (rows && removed.length > 0) setRows(restoreRows(rows, removed))
  }
  count(changeFolder, returning, 1, to)
}

type ChangeFolder = ReturnType<typeof mailboxCache>['changeFolder']

/** Keeps the folders' counts in step; a message that stands in several lists counts once. `to` gains what others lose. */
function count(change: ChangeFolder, taken: readonly Taken[], sign: 1 | -1, to?: FolderId): void {
  const { rowsOf } = mailboxCache()
  const messages = taken.flatMap(({ folderId, removed }) =>
    removed.flatMap(({ row }) => messagesIn(rowsOf(folderId) ?? {}, row)),
  )
  const byFolder = Map.groupBy(new Map(messages.map((one) => [one.id, one])).values(), ({ folderId }) => folderId)
  const add = (folderId: FolderId, total: number, unread: number) =>
    change(folderId, (folder) => ({
      ...folder,
      total: countPlus(folder.total, total),
      unread: countPlus(folder.unread, unread),
    }))
  for (const [folderId, ofFolder] of byFolder) {
    const unread = ofFolder.filter(isUnread).length
    add(folderId, sign * ofFolder.length, sign * unread)
    if (to !== undefined) add(to, -sign * ofFolder.length, -sign * unread)
  }
}

/** Gives a row that came back the id it has now; without one it cannot be reached any more and the list is read again. */
function renameRow(folderId: FolderId, oldId: MessageId, newId: MessageId | null): void {
  const { cache, allRows, setRows, forgetRows } = mailboxCache()
  if (newId === null) forgetRows(folderId)
  for (const rows of allRows()) {
    if (positionOf(rows, oldId) === -1) continue
    if (newId === null) setRows(removeRows(rows, [oldId]).rows)
    else setRows(changeRows(withoutDuplicate(rows, newId), (row) => (row.id === oldId ? { ...row, id: newId } : row)))
  }
  const message = newId === null ? undefined : cache.getQueryData<{ id: MessageId }>(keys.message(oldId))
  if (message && newId !== null) cache.setQueryData(keys.message(newId), { ...message, id: newId })
}

/** The event that it arrived may have been quicker than the answer. */
function withoutDuplicate(rows: FolderRows, id: MessageId): FolderRows {
  return removeRows(rows, [id]).rows
}
