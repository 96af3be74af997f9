import { type QueryCache } from '@pinia/colada'
import { type MessageId } from '#contract/ids.ts'
import { mailboxCache } from './mailbox-cache.ts'

const allKnown = new WeakMap<QueryCache, Set<MessageId>>()

/** Messages whose arrival in their folder is no news (any more): it was told, or the person brought them there. Grows by what comes in. */
export function knownArrivals(): Set<MessageId> {
  const { cache } = mailboxCache()
  const known = allKnown.get(cache) ?? new Set()
  allKnown.set(cache, known)
  return known
}
