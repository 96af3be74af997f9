import { Problem } from '#server/problem.ts'
import { readFlags } from '../flags.ts'
import type { FolderPath, MailChange, MessageReference, MessageSet } from '../mail-account.ts'
import { changeFlagsIn, deleteFrom, moveFrom } from './change.ts'
import { atom } from './ext/command.ts'
import { fetchRows } from './ext/fetch.ts'
import { searchUids } from './ext/search.ts'
import type { KeptConnection, Selected } from './kept-connection.ts'
import { referenceIn } from './rows.ts'
import { countsOf } from './window.ts'

/** Small enough that one lot takes well under a second, so that nothing runs into a command's time limit. */
const lotSize = 500
const unreadLotSize = 1_000

type Tell = (change: MailChange) => void

interface Cleared {
  count: number
  /** Null where the server does not tell it of each, or there is none. */
  moved: MessageSet | null
}

export const nothingCleared: Cleared = { count: 0, moved: null }

/**
 * Moves everything in a folder to another, or deletes it for ever (`to: null`), the oldest first. What others put in or take
 * out meanwhile is dealt with as well.
 *
 * @returns how many messages, and where they are now
 * @throws Problem `not-allowed`, `mailbox-full`, `folder-gone`
 */
export async function clearFolder(
  connection: KeptConnection,
  folder: FolderPath,
  to: FolderPath | null,
  tell: Tell,
): Promise<Cleared> {
  const places: (MessageReference | null)[] = []
  for (let idle = 0; idle < 3;) {
    const lot = await connection.runIn(folder, (client) => clearLot(client, to, tell))
    if (lot === null) return { count: places.length, moved: asSet(places) }
    places.push(...lot)
    // All of a lot may have been taken by another program; when that goes on, something else is wrong.
    idle = lot.length === 0 ? idle + 1 : 0
  }
  throw new Problem('mail-server-unavailable')
}

function asSet(places: readonly (MessageReference | null)[]): MessageSet | null {
  const known = places.filter((place) => place !== null)
  const [first] = known
  const isWhole = known.length === places.length && known.every(({ validity }) => validity === first?.validity)
  return first && isWhole ? { ...first, uids: known.map(({ uid }) => uid) } : null
}

/** Where each message that left the folder is now; null when the folder was empty. */
async function clearLot(
  client: Selected,
  to: FolderPath | null,
  tell: Tell,
): Promise<(MessageReference | null)[] | null> {
  const { exists } = client.mailbox
  if (exists === 0) return null
  const rows = await fetchRows(client, { from: 1, to: Math.min(exists, lotSize) }, ['FLAGS'])
  const references = rows.map(({ uid }) => referenceIn(client, uid))
  const done =
    to === null
      ? (await deleteFrom(client, references)).map((outcome) => ({ outcome, moved: null }))
      : await moveFrom(client, references, { to, verdict: null })
  if (done.some(({ outcome }) => outcome === 'refused')) throw new Problem('not-allowed')
  const removed = references.filter((_, index) => done[index]?.outcome === 'done')
  if (removed.length > 0) {
    tell({ type: 'removed', folder: client.mailbox.path, references: removed, ...(await countsOf(client)) })
  }
  return done.filter(({ outcome }) => outcome === 'done').map(({ moved }) => moved)
}

/** Marks everything in a folder as read, the newest first; gives what was not. Throws `not-allowed`, `folder-gone`. */
export async function markFolderRead(
  connection: KeptConnection,
  folder: FolderPath,
  tell: Tell,
): Promise<MessageReference[]> {
  const changed: MessageReference[] = []
  let to = await connection.runIn(folder, (client) => Promise.resolve(client.mailbox.exists))
  for (; to > 0; to -= unreadLotSize) {
    const range = { from: Math.max(1, to - unreadLotSize + 1), to }
    changed.push(...(await connection.runIn(folder, (client) => markLotRead(client, range, tell))))
  }
  return changed
}

async function markLotRead(
  client: Selected,
  { from, to }: { from: number; to: number },
  tell: Tell,
): Promise<MessageReference[]> {
  const range = { from, to: Math.min(to, client.mailbox.exists) }
  if (range.from > range.to) return []
  const unread = await searchUids(client, range, [atom('UNSEEN')])
  if (unread.length === 0) return []
  const references = unread.map((uid) => referenceIn(client, uid))
  const { outcomes, after } = await changeFlagsIn(client, references, { add: ['seen'], remove: [] })
  if (outcomes.includes('refused')) throw new Problem('not-allowed')
  const items = references.flatMap((reference) => {
    const flags = after.get(reference.uid)
    return flags ? [{ reference, ...readFlags(flags) }] : []
  })
  const { path } = client.mailbox
  if (items.length > 0) tell({ type: 'flags', folder: path, items })
  tell({ type: 'counts', folder: path, ...(await countsOf(client)) })
  return items.map(({ reference }) => reference)
}
