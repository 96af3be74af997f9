import { call } from '#client/api/call.ts'
import { findConversation, listConversations } from '#contract/conversations.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type FolderRows, type ListWindow, placedRows } from '../folder-rows.ts'
import { mergeWindow } from '../merge-rows.ts'
import { conversationGrouping, conversationRow } from './conversation-rows.ts'

/**
 * A stretch of a folder's conversations as rows.
 * @throws {ApiProblem} `grouping-unavailable` where the server cannot tell them
 */
export async function fetchConversations(
  folderId: FolderId,
  query: { offset: number; limit: number },
  signal?: AbortSignal,
): Promise<ListWindow> {
  const window = await call(listConversations, { params: { folderId }, query }, signal ? { signal } : {})
  const { offset, total, unread, messages, grouped } = window
  return {
    folderId,
    sort: 'arrived',
    reverse: false,
    offset,
    total,
    unread,
    items: window.items.map(conversationRow),
    parts: { grouping: conversationGrouping, messages, grouped },
  }
}

/**
 * Puts a stretch into the list. The first one says what is new: rows that are known take what it says of them; what came on top
 * waits while somebody reads in the list, and otherwise comes in, with every conversation that has moved up.
 */
export function mergeConversations(known: FolderRows, window: ListWindow, holdsBack: boolean): FolderRows {
  const parts = { ...window.parts, unread: window.unread }
  if (window.offset > known.waiting) return { ...mergeWindow(known, window), ...parts }
  const byId = new Map(window.items.map((row) => [row.id, row]))
  const present = new Set([...known.rows.values()].map(({ id }) => id))
  const fresh = window.items.filter(({ id }) => !present.has(id))
  const older = window.total - known.total - fresh.length
  // What was grouped meanwhile stands at the end, where no row moves for it.
  const isInStep = older === 0 || (older > 0 && window.parts?.grouped !== known.grouped)
  if (holdsBack && isInStep) {
    const rows = new Map([...known.rows].map(([position, row]) => [position, byId.get(row.id) ?? row]))
    const letIn = (now: FolderRows) => mergeConversations(now, window, false)
    return { ...known, ...parts, total: known.total + older, rows, waiting: fresh.length, arrived: fresh, letIn }
  }
  const rows = new Map(window.items.map((row, index) => [window.offset + index, row]))
  if (isInStep) {
    const others = placedRows(known)
    const above = others.filter(({ row }) => byId.has(row.id)).map(({ position }) => position)
    for (const { position, row } of others) {
      if (byId.has(row.id)) continue
      rows.set(window.items.length + position - above.filter((place) => place < position).length, row)
    }
  }
  const nothingWaits = { waiting: 0, arrived: [], letIn: undefined }
  return { ...known, ...parts, total: window.total, rows, ...nothingWaits, revision: known.revision + 1 }
}

/** Like `find-position.ts`, among conversations. */
export async function findConversationPosition(
  folderId: FolderId,
  sought: { messageId: MessageId } | { dateMs: number },
): Promise<number | null> {
  const { offset } = await call(findConversation, { params: { folderId }, query: sought })
  return offset
}
