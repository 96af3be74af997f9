import type { Filter } from '#contract/filters.ts'
import type { FolderId } from '#contract/ids.ts'
import type { SiftedMessage } from './mail-sifting.ts'
import { type KnownSenders, nobodyKnown } from './known-senders.ts'
import { catches } from './filter-verdict.ts'
import { sparedFromRejecting } from './rejecting.ts'

/** What filters do with a message. */
export interface FilterFate {
  /** Those that catch it, in their order. */
  caughtBy: Filter[]
  /** Where it goes, and by which of those. */
  filed: { folderId: FolderId; by: number }[]
  /** It is left where it would have gone otherwise as well. */
  isKept: boolean
  /** Its sender is told that nobody took it, and all ends there. */
  isRejected: boolean
}

/**
 * As a mail server goes through them: each that is on sees the message, up to one that catches it and ends the others, or rejects it.
 *
 * @param before.isDone rules before the filters have answered it or sent it on, so that it cannot be rejected any more
 */
export function fateOf(
  filters: readonly Filter[],
  message: SiftedMessage,
  known: KnownSenders = nobodyKnown,
  { isDone = false } = {},
): FilterFate {
  const fate: FilterFate = { caughtBy: [], filed: [], isKept: true, isRejected: false }
  let isSpared = isDone || catches(sparedFromRejecting(known.own ?? []), message)
  for (const filter of filters) {
    if (!filter.isOn || !catches(filter, message, known)) continue
    const by = fate.caughtBy.push(filter) - 1
    for (const action of filter.actions) {
      // RFC 5228, 2.10.2: filing and throwing away both end the implicit keep; RFC 3894: a copy does not. Pigeonhole 0.5 files a
      // message in each folder once, the first time; where that was a copy, it stays in the inbox although it is moved there later.
      if (action.do === 'discard' || (action.do === 'move' && !isFiled(fate, action.folderId))) fate.isKept = false
      if (action.do === 'reject' && !isSpared) return { ...fate, isKept: false, isRejected: true }
      if (['move', 'copy', 'forward', 'reply'].includes(action.do)) isSpared = true
      if (action.do === 'move' || action.do === 'copy') fate.filed.push({ folderId: action.folderId, by })
    }
    if (filter.stops) return fate
  }
  return fate
}

const isFiled = ({ filed }: FilterFate, wanted: FolderId) => filed.some(({ folderId }) => folderId === wanted)
