import type { ImapFlow } from 'imapflow'
import { atom, command, onAnswer, sequence } from './command.ts'

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

/** Has the server say once more which marks of the selected folder have changed since (RFC 7162, 3.1.4.1), as if of itself. */
export async function tellMarksSince(client: ImapFlow, modseq: bigint): Promise<void> {
  const since = [atom('CHANGEDSINCE'), atom(String(modseq))]
  await command(client, 'UID FETCH', [sequence('1:*'), [atom('FLAGS')], since])
}

const star = '*'.charCodeAt(0)
