import { isSamePlace, type Place } from './place.ts'
import type { MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import { isProblem } from '#server/problem.ts'
import type { Snooze, Snoozes } from '#server/storage/snoozes.ts'

export interface Return {
  outcome: 'done' | 'gone' | 'refused'
  moved: MessageReference | null
}

const gone: Return = { outcome: 'gone', moved: null }

/**
 * Brings one message back and forgets that it was away. The lease must be ours. Every step may be repeated after a crash: what
 * is no longer where it waited has come back already, or somebody took it elsewhere, and is left alone.
 */
export async function bringBack(mail: MailAccount, store: Snoozes, snooze: Snooze, asUnread: boolean): Promise<Return> {
  const at = await placeOf(mail, store, snooze)
  if (!at) {
    await store.remove(snooze.id)
    return gone
  }
  if (asUnread) await mail.changeFlags([at], [], ['seen'])
  const paths = (await mail.recentFolders()).filter(({ holdsMessages }) => holdsMessages).map(({ path }) => path)
  const wanted = paths.includes(snooze.from.folder) ? snooze.from.folder : 'INBOX'
  const [result = gone] = await mail.move([at], wanted)
  // A folder that has become read-only does not keep a message away for ever.
  const [last = gone] = result.outcome === 'refused' && wanted !== 'INBOX' ? await mail.move([at], 'INBOX') : [result]
  if (last.outcome !== 'refused') await store.remove(snooze.id)
  return last
}

/** Where the message waits, or null when it does not wait any more. */
async function placeOf(mail: MailAccount, store: Snoozes, snooze: Snooze): Promise<Place | null> {
  try {
    if (snooze.at) {
      const [marks] = await mail.marksOf([snooze.at])
      if (marks) return snooze.at
    }
    return await foundAgain(mail, store, snooze)
  } catch (error) {
    if (isProblem(error, 'folder-gone')) return null
    throw error
  }
}

/** By its Message-ID, where its UID is not known or the folder was made anew; never one that another snooze is about. */
async function foundAgain(mail: MailAccount, store: Snoozes, { id, user, at, folder, messageId }: Snooze) {
  if (messageId === null) return null
  const { validity, uids } = await mail.pick(folder, { messageId })
  if (at?.validity === validity) return null
  const others = (await store.of(user)).filter((other) => other.id !== id)
  const places = uids.map((uid): Place => ({ folder, validity, uid }))
  return places.find((place) => !others.some((other) => other.at && isSamePlace(other.at, place))) ?? null
}

/** Finds out what became of a move that was under way when a process ended. The lease must be ours. */
export async function resolveLeaving(mail: MailAccount, store: Snoozes, snooze: Snooze): Promise<void> {
  const [marks] = await mail.marksOf([snooze.from])
  const at = marks ? null : await placeOf(mail, store, snooze)
  // Still where it was: nobody was told that it is snoozed.
  if (at) await store.settle({ ...snooze, state: 'away', at })
  else await store.remove(snooze.id)
}
