import type { ImapFlow } from 'imapflow'
import { atom, command, onAnswer, sequence } from './command.ts'
import { allUids } from './extended-search.ts'
import { uidSet } from './uid-set.ts'

const told = new WeakMap<ImapFlow, number>()

/**
 * Counts what the server tells of changes in the selected folder, whoever made them and whichever command it came with: new
 * messages, removals, flags. With CONDSTORE a FETCH that nobody asked for carries its MODSEQ (RFC 7162, 3.2), and so does that of
 * a silent STORE (3.1.3); ours never ask for one. A letter that has the word in it counts too, which does no harm.
 */
export function countChanges(client: ImapFlow): void {
  told.set(client, 0)
  onAnswer(client, (payload) => {
    if (payload[0] !== star) return
    const start = payload.toString('latin1', 0, 40)
    const isChange = /^\* (?:\d+ (?:EXISTS|EXPUNGE)|VANISHED)/i.test(start)
    if (isChange || (/^\* \d+ FETCH/i.test(start) && payload.includes('MODSEQ')))
      told.set(client, changesTold(client) + 1)
  })
}

/** The same number as before: the selected folder is as it was then, as far as the server has told. */
export function changesTold(client: ImapFlow): number {
  return told.get(client) ?? 0
}

/** Where more have changed than can be told at once, the newest of them. */
const mostMarks = 1_000

/** Has the server say, as if of itself, which marks messages of the selected folder have that changed since (RFC 7162, 3.1.5). */
export async function tellMarksSince(client: ImapFlow, modseq: bigint): Promise<void> {
  const criteria = [atom('MODSEQ'), atom(String(modseq + 1n))]
  const uids = [...(await allUids(client, { criteria }, 400_000))].slice(-mostMarks)
  if (uids.length > 0) await command(client, 'UID FETCH', [sequence(uidSet(uids)), [atom('UID'), atom('FLAGS')]])
}

const star = '*'.charCodeAt(0)
