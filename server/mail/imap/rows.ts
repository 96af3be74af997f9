import { readFlags } from '../flags.ts'
import type { MessageReference, Summary } from '../mail-account.ts'
import { hasAttachment } from '../mime/structure.ts'
import type { RowMemory, WithCare } from './careful-rows.ts'
import { fetchRows } from './ext/fetch.ts'
import type { Selected } from './kept-connection.ts'
import { freshRange, freshRows, type CurrentRow } from './fresh-rows.ts'
import type { FixedRow, RowCache } from './row-cache.ts'

const addressesInList = 20

/** Where a folder's rows live in the cache: one account's folder under one UIDVALIDITY. */
export function folderKeyOf(user: string, client: Selected): string {
  return `${user}\0${client.mailbox.path}\0${client.mailbox.uidValidity}`
}

/** What is remembered of the selected folder's messages that need care. */
export const careOf = ({ user, cache }: RowMemory, client: Selected): WithCare => ({
  folderKey: folderKeyOf(user, client),
  cache,
})

/** Rows of a range of sequence numbers, newest first; those seen before cost only their flags. */
export async function rowsOfRange(
  client: Selected,
  range: { from: number; to: number },
  folderKey: string,
  cache: RowCache,
): Promise<CurrentRow[]> {
  const flagRows = await fetchRows(client, range, ['FLAGS'])
  const missing = flagRows.filter(({ uid }) => !cache.get(folderKey, uid)).map(({ uid }) => uid)
  const fetched = new Map((await freshRows(client, missing, folderKey, cache)).map((row) => [row.fixed.uid, row]))
  return flagRows
    .map((row) => fetched.get(row.uid) ?? currentRow(cache.get(folderKey, row.uid), row.flags))
    .filter((row) => row !== null)
    .sort((a, b) => b.fixed.uid - a.fixed.uid)
}

/** The same where none of them is likely to be known: everything in one command. */
export async function newRowsOfRange(...asked: Parameters<typeof rowsOfRange>): Promise<CurrentRow[]> {
  const [client, range, folderKey, cache] = asked
  if (cache.needsCare(folderKey)) return rowsOfRange(...asked)
  const rows = await freshRange(client, range, folderKey, cache)
  return rows.sort((a, b) => b.fixed.uid - a.fixed.uid)
}

/** Rows by UID; a message that is gone is left out. */
export async function rowsOfUids(
  client: Selected,
  uids: readonly number[],
  folderKey: string,
  cache: RowCache,
): Promise<CurrentRow[]> {
  const known = uids.filter((uid) => cache.get(folderKey, uid))
  const flagRows = known.length > 0 ? await fetchRows(client, { uids: known }, ['FLAGS']) : []
  const unknown = uids.filter((uid) => !known.includes(uid))
  const kept = flagRows.map((row) => currentRow(cache.get(folderKey, row.uid), row.flags)).filter((row) => row !== null)
  return [...kept, ...(await freshRows(client, unknown, folderKey, cache))]
}

function currentRow(fixed: FixedRow | undefined, imapFlags: string[] | undefined): CurrentRow | null {
  return fixed ? { fixed, imapFlags: imapFlags ?? [] } : null
}

export function summaryOf(reference: MessageReference, { fixed, imapFlags }: CurrentRow): Summary {
  return {
    reference,
    from: fixed.from.slice(0, addressesInList),
    to: fixed.to.slice(0, addressesInList),
    subject: fixed.subject,
    preview: fixed.preview,
    receivedAtMs: fixed.receivedAtMs,
    sizeBytes: fixed.sizeBytes,
    ...readFlags(imapFlags),
    hasAttachment: hasAttachment(fixed.parts),
  }
}

/** The reference of a row of the selected folder. */
export function referenceIn(client: Selected, uid: number): MessageReference {
  return { folder: client.mailbox.path, validity: String(client.mailbox.uidValidity), uid }
}
