import type { ImapFlow, ImapResponse } from 'imapflow'
import { atom, command, handOn, mailbox, sequence, text } from './command.ts'
import { readRow } from './fetch.ts'
import { expandSet, uidSet } from './uid-set.ts'

/** UID STORE ±FLAGS.SILENT in the selected mailbox; throws when the server says no. */
export async function storeFlags(
  client: ImapFlow,
  uids: readonly number[],
  sign: '+' | '-',
  flags: readonly string[],
): Promise<void> {
  await command(client, 'UID STORE', [sequence(uidSet(uids)), atom(`${sign}FLAGS.SILENT`), flags.map(atom)])
}

/** UID STORE ±FLAGS in the selected mailbox, with the flags each message has then, as far as the server tells them (RFC 9051, 6.4.6). */
export async function storeAndTell(
  client: ImapFlow,
  uids: readonly number[],
  sign: '+' | '-',
  flags: readonly string[],
  tell: (uid: number, flags: string[]) => void,
): Promise<void> {
  await command(client, 'UID STORE', [sequence(uidSet(uids)), atom(`${sign}FLAGS`), flags.map(atom)], {
    FETCH: (response) => {
      const row = readRow(response)
      if (row?.flags && uids.includes(row.uid)) tell(row.uid, row.flags)
      // What others change meanwhile comes with it.
      else handOn(client, 'FETCH', response)
    },
  })
}

/** UID EXPUNGE (RFC 4315): removes exactly these, whatever else is marked as deleted. */
export async function expunge(client: ImapFlow, uids: readonly number[]): Promise<void> {
  await command(client, 'UID EXPUNGE', [sequence(uidSet(uids))])
}

/** Where copies went: the target's UIDVALIDITY and old UID → new UID (RFC 4315 COPYUID). */
export interface CopiedTo {
  validity: string
  uids: Map<number, number>
}

/** UID MOVE (RFC 6851) or UID COPY; null where the server does not tell the new UIDs. */
export async function transfer(
  client: ImapFlow,
  name: 'UID MOVE' | 'UID COPY',
  uids: readonly number[],
  path: string,
): Promise<CopiedTo | null> {
  let copied: CopiedTo | null = null
  const read = (response: ImapResponse) => {
    copied = readCopyUid(response) ?? copied
  }
  read(
    await command(client, name, [sequence(uidSet(uids)), mailbox(client, path)], {
      OK: read,
    }),
  )
  return copied
}

function readCopyUid(response: ImapResponse): CopiedTo | null {
  const first = response.attributes?.[0]
  const section = first && !Array.isArray(first) ? first.section : undefined
  if (!section || text(section[0]).toUpperCase() !== 'COPYUID') return null
  const from = expandSet(text(section[2]))
  const to = expandSet(text(section[3]))
  if (from.length === 0 || from.length !== to.length) return null
  return { validity: text(section[1]), uids: new Map(from.map((uid, index) => [uid, to[index] ?? 0])) }
}
