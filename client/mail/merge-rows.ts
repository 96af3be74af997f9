import { type MessageId } from '#contract/ids.ts'
import { type ListOrder } from '#contract/list-orders.ts'
import { type MessageSummary, type MessageWindow } from '#contract/messages.ts'
import { type FolderRows, type ListWindow, placesOf, sizeOfList } from './folder-rows.ts'

/* Answers of the server, put into the list of a folder. */

export function rowsFromWindow(window: ListWindow, order: ListOrder = 'newest'): FolderRows {
  return {
    folderId: window.folderId,
    order,
    total: window.total,
    unread: window.unread,
    rows: new Map(window.items.map((row, index) => [window.offset + index, row])),
    waiting: 0,
    arrived: [],
    revision: 0,
    ...window.parts,
  }
}

/**
 * Puts an answer into the list. The server counts waiting messages too, so its positions are ours plus `waiting`.
 * When its total is not the one we know, something was missed: rows outside the answer are then forgotten, because
 * their positions can no longer be trusted, and asked for again when they come into view.
 */
export function mergeWindow(known: FolderRows, window: MessageWindow): FolderRows {
  const total = Math.max(window.total - known.waiting, 0)
  const isInStep = total === known.total
  const inAnswer = new Set(window.items.map((row) => row.id))
  const rows = new Map<number, MessageSummary>()
  if (isInStep) {
    for (const [position, row] of known.rows) if (!inAnswer.has(row.id)) rows.set(position, row)
  }
  window.items.forEach((row, index) => {
    const position = window.offset - known.waiting + index
    if (position >= 0) rows.set(position, row)
  })
  const revision = isInStep ? known.revision : known.revision + 1
  return { ...known, total, unread: window.unread, rows, revision }
}

/** Whether an answer has as many messages as are known, and those that are known where they stand. */
export function isInStep(known: FolderRows, window: MessageWindow): boolean {
  const places = placesOf(known)
  const first = window.offset - known.waiting
  return (
    window.total === sizeOfList(known) &&
    window.items.every(({ id }, index) => (places.get(id) ?? first + index) === first + index)
  )
}

/**
 * Puts the top of a list by arrival into it. What the answer has above the rows that are known is new: it waits for the reader, or
 * comes in. Rows below the answer are kept where no more has gone than the answer shows; else they are forgotten, like in `mergeWindow`.
 */
export function mergeTop(known: FolderRows, window: MessageWindow, holdBack: boolean): FolderRows {
  const places = placesOf(known)
  const first = window.items.findIndex(({ id }) => places.has(id))
  const last = window.items.findLastIndex(({ id }) => places.has(id))
  const ahead = holdBack ? Math.min(first === -1 ? known.waiting : first, window.total) : 0
  const shown = window.items.slice(ahead)
  const rows = new Map(shown.map((row, position) => [position, row]))
  const total = window.total - ahead
  const lastPlace = places.get(window.items[last]?.id as MessageId) ?? -1
  const moved = last === -1 ? 0 : last - ahead - lastPlace
  if (total === known.total + moved) {
    for (const [position, row] of known.rows) {
      if (position + moved >= shown.length && position > lastPlace) rows.set(position + moved, row)
    }
  }
  const arrived = window.items.slice(0, ahead)
  return { ...known, total, unread: window.unread, rows, waiting: ahead, arrived, revision: known.revision + 1 }
}
