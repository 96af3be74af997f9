import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type MessageSummary, type MessageWindow } from '#contract/messages.ts'
import { type ListOrder } from '#contract/list-orders.ts'

/**
 * The list of one folder as far as it is known: rows by position in the order chosen, holes where nothing was asked for yet.
 * Never changed in place. `revision` counts what moved rows, so that an answer asked for before a move can be told apart.
 */
export interface FolderRows {
  readonly folderId: FolderId
  readonly order: ListOrder
  /** Rows in the list, without those that wait. */
  readonly total: number
  readonly unread: number
  readonly rows: ReadonlyMap<number, ListRow>
  /** Messages that arrived while the reader was inside the list and are not shown yet; `arrived` may know fewer rows. */
  readonly waiting: number
  readonly arrived: readonly MessageSummary[]
  readonly revision: number
  /** Where a row stands for several messages; else each row is one. */
  readonly grouping?: RowGrouping
  /** How many messages the folder has, where that is not the number of rows, and how many of them are in rows so far. */
  readonly messages?: number
  readonly grouped?: number
  /** Lets in what waits, where more happens then than that it comes on top. */
  readonly letIn?: ((known: FolderRows) => FolderRows) | undefined
}

/** One row: a message, or what a conversation looks like among messages. */
export type ListRow = MessageSummary & { readonly conversation?: { readonly count: number; readonly unread: number } }

/** Part of a list as the server tells it, and what else is so of the list then. */
export type ListWindow = MessageWindow & { parts?: Pick<FolderRows, 'grouping' | 'messages' | 'grouped'> }

/** How rows that stand for several messages are read and changed message by message. */
export interface RowGrouping {
  /** The messages of a row, oldest first, each like a row of its own as far as that is known. */
  messagesOf(row: MessageSummary): readonly MessageSummary[]
  /** The row with those of its messages alone that fit; null where none does. */
  only(row: MessageSummary, fits: (id: MessageId) => boolean): MessageSummary | null
  /** The row with what had been taken out of it. */
  joined(row: MessageSummary, part: MessageSummary): MessageSummary
  /** The row with each message as `change` gives it; the same object when none changes. */
  changed(row: MessageSummary, change: (message: MessageSummary) => MessageSummary): MessageSummary
}

/** The messages that a row of this list stands for. */
export const messagesIn = (
  { grouping }: Pick<FolderRows, 'grouping'>,
  row: MessageSummary,
): readonly MessageSummary[] => grouping?.messagesOf(row) ?? [row]

/** Those of a row's messages that fit, as a row; null where none does. */
export function partOf(
  known: Pick<FolderRows, 'grouping'>,
  row: MessageSummary,
  fits: (id: MessageId) => boolean,
): MessageSummary | null {
  if (known.grouping) return known.grouping.only(row, fits)
  return fits(row.id) ? row : null
}

/** How many messages a list has, with those that wait. */
export const sizeOfList = ({ messages, total, waiting }: FolderRows): number => messages ?? total + waiting

const withMessages = ({ messages }: FolderRows, more: number) =>
  messages === undefined ? {} : { messages: messages + more }

/** The row with a message, or called so. */
export function rowWith(known: FolderRows, id: MessageId): ListRow | undefined {
  return known.rows.get(positionOf(known, id))
}

/** The message that opens with a row: the newest it stands for. */
export const openedBy = (known: FolderRows, row: MessageSummary): MessageId =>
  messagesIn(known, row).at(-1)?.id ?? row.id

const unreadIn = (known: FolderRows, row: MessageSummary) => messagesIn(known, row).filter(isUnread).length

export interface PlacedRow {
  readonly position: number
  readonly row: MessageSummary
}

/** A row that left, with the one that then stood in its place: by that it finds back also where others have come or gone. */
export interface RemovedRow extends PlacedRow {
  readonly below?: MessageId | undefined
}

/** Messages came in on top. Held back they wait and move nothing; otherwise every row moves down. */
export function addArrived(
  known: FolderRows,
  arrival: { total: number; unread: number; items: readonly MessageSummary[] },
  holdBack: boolean,
): FolderRows {
  const present = new Set([...known.arrived, ...known.rows.values()].map((row) => row.id))
  const fresh = arrival.items.filter((row) => !present.has(row.id))
  const count = Math.max(arrival.total - known.total - known.waiting, fresh.length)
  // Marks of a message that was read before the news of it came are told with the news alone.
  const told = new Map(arrival.items.map((row) => [row.id, row]))
  const now = { ...changeRows(known, (row) => told.get(row.id) ?? row), unread: arrival.unread }
  if (count <= 0) return now
  const held: FolderRows = {
    ...now,
    waiting: known.waiting + count,
    // A gap in what is known would put rows at wrong positions; then none of the older ones is kept.
    arrived: fresh.length === count ? [...fresh, ...now.arrived] : fresh,
  }
  return holdBack ? held : showWaiting(held)
}

/** Lets the waiting messages in at the top. */
export function showWaiting(known: FolderRows): FolderRows {
  if (known.waiting === 0) return known
  if (known.letIn) return known.letIn(known)
  const rows = new Map<number, MessageSummary>()
  known.arrived.forEach((row, index) => rows.set(index, row))
  for (const [position, row] of known.rows) rows.set(position + known.waiting, row)
  return {
    ...known,
    total: known.total + known.waiting,
    rows,
    waiting: 0,
    arrived: [],
    revision: known.revision + 1,
  }
}

/** Takes messages out and closes the gaps. `unread` is reduced by the unread ones among them. */
export function removeRows(known: FolderRows, ids: readonly MessageId[]): { rows: FolderRows; removed: RemovedRow[] } {
  const gone = new Set(ids)
  const stillArrived = known.arrived.filter((row) => !gone.has(row.id))
  const goneWaiting = known.arrived.length - stillArrived.length
  const leaving: (PlacedRow & { closed: number })[] = []
  const rows = new Map<number, MessageSummary>()
  let closed = 0
  for (const { position, row } of placedRows(known)) {
    const taken = partOf(known, row, (id) => gone.has(id))
    const rest = taken ? known.grouping?.only(row, (id) => !gone.has(id)) : row
    if (taken) leaving.push({ position, row: taken, closed })
    if (rest) rows.set(position - closed, rest)
    else closed += 1
  }
  const removed = leaving.map(({ position, row, closed: above }) => {
    const below = rows.get(position - above)?.id
    return { position, row, below }
  })
  if (removed.length === 0 && goneWaiting === 0) return { rows: known, removed }
  const unreadGone = removed.reduce((sum, { row }) => sum + unreadIn(known, row), 0)
  return {
    rows: {
      ...known,
      total: known.total - closed,
      ...withMessages(known, -removed.reduce((sum, { row }) => sum + messagesIn(known, row).length, 0)),
      unread: Math.max(known.unread - unreadGone, 0),
      rows,
      waiting: known.waiting - goneWaiting,
      arrived: stillArrived,
      revision: known.revision + 1,
    },
    removed,
  }
}

/** Where each row stands that is known. */
export const placesOf = (known: FolderRows) => new Map([...known.rows].map(([position, { id }]) => [id, position]))

/** Puts rows back where they were, as well as the list as it is now allows. The opposite of `removeRows`. */
export function restoreRows(known: FolderRows, removed: readonly RemovedRow[]): FolderRows {
  const places = placesOf(known)
  const parts = new Map(known.grouping ? removed.map(({ row }) => [row.id, row]) : [])
  const back = removed
    .filter(({ row }) => !places.has(row.id))
    .map(({ position, row, below }, index) => ({
      position: (places.get(below as MessageId) ?? position - index) + index,
      row,
    }))
    .sort((a, b) => a.position - b.position)
  back.forEach((one, index) => (one.position = Math.max(one.position, (back[index - 1]?.position ?? -1) + 1)))
  if (back.length === 0 && parts.size === 0) return known
  const rows = new Map(back.map(({ position, row }) => [position, row]))
  // The news of it came after it had left.
  const arrived = known.arrived.filter(({ id }) => !back.some(({ row }) => row.id === id))
  let opened = 0
  for (const { position, row } of placedRows(known)) {
    while ((back[opened]?.position ?? Infinity) <= position + opened) opened += 1
    const part = parts.get(row.id)
    rows.set(position + opened, part && known.grouping ? known.grouping.joined(row, part) : row)
  }
  return {
    ...known,
    total: known.total + back.length,
    ...withMessages(
      known,
      removed.reduce((sum, { row }) => sum + messagesIn(known, row).length, 0),
    ),
    unread: known.unread + (known.grouping ? removed : back).reduce((sum, { row }) => sum + unreadIn(known, row), 0),
    rows,
    waiting: known.waiting - known.arrived.length + arrived.length,
    arrived,
    revision: known.revision + 1,
  }
}

/** Replaces rows by `change`'s answer; positions stay. Returns the same object when nothing changed. */
export function changeRows(known: FolderRows, change: (row: MessageSummary) => MessageSummary): FolderRows {
  const changes: [before: MessageSummary, after: MessageSummary][] = []
  const changed = (row: MessageSummary): MessageSummary => {
    const next = known.grouping ? known.grouping.changed(row, change) : change(row)
    if (next !== row) changes.push([row, next])
    return next
  }
  const rows = new Map([...known.rows].map(([position, row]) => [position, changed(row)]))
  const arrived = known.arrived.map(changed)
  if (changes.length === 0) return known
  const unreadChange = changes.reduce(
    (sum, [before, after]) => sum + unreadIn(known, after) - unreadIn(known, before),
    0,
  )
  // An answer that was asked for before does not know of it.
  const revision = known.revision + 1
  return { ...known, rows, arrived, unread: Math.max(known.unread + unreadChange, 0), revision }
}

/** Rows that are known, in order of position. */
export function placedRows(known: FolderRows): PlacedRow[] {
  return [...known.rows].map(([position, row]) => ({ position, row })).sort((a, b) => a.position - b.position)
}

/** The position of a row, or of that with this message, or -1 where it is not among the known rows. */
export function positionOf(known: FolderRows, id: MessageId): number {
  const isIn = (row: MessageSummary) => known.grouping?.messagesOf(row).some((message) => message.id === id)
  for (const [position, row] of known.rows) if (row.id === id || isIn(row)) return position
  return -1
}

export function isUnread(row: Pick<MessageSummary, 'flags'>): boolean {
  return !row.flags.includes('seen')
}
