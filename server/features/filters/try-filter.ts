import { type Filter, type FilterTrial, mostTried, type SilentFor } from '#contract/filters.ts'
import { fateOf } from '#server/mail/filter-fate.ts'
import { catches, isFromOneOf, wishOf } from '#server/mail/filter-verdict.ts'
import type { KnownSenders } from '#server/mail/known-senders.ts'
import type { FolderPath, MailAccount } from '#server/mail/mail-account.ts'
import type { SiftedMessage, SiftWish } from '#server/mail/mail-sifting.ts'
import type { RunningRules } from '#server/mail/own-rules.ts'
import { presentSummary } from '#server/mail/presenters.ts'
import { sparedFromRejecting } from '#server/mail/rejecting.ts'
import { standingOf } from '#server/mail/sender-standing.ts'
import { answerFields, whyUnanswered } from '#server/mail/unanswered.ts'

/** What comes before a filter that answers: its filters are only those. */
export type Before = Pick<RunningRules, 'filters' | 'senders' | 'own' | 'acknowledges'>

interface Tried {
  folder: FolderPath
  offset: number
  known: KnownSenders
  /** Null where it does not answer. */
  before: Before | null
}

/** @param mail an account of its own, so that nothing else waits for it; closed afterwards */
export async function tryFilter(
  mail: MailAccount,
  filter: Pick<Filter, 'needs' | 'conditions'>,
  { folder, offset, known, before }: Tried,
): Promise<FilterTrial> {
  const reasons: (SilentFor | null)[] = []
  try {
    const stretch = { offset, limit: mostTried }
    const { caught, ...sifted } = await mail.sifting.sift(folder, stretch, wishFor(filter, before), (message) => {
      const isCaught = catches(filter, message, known)
      if (isCaught) reasons.push(before && whySilent(message, before, known))
      return isCaught
    })
    const unanswered = caught.map(presentSummary).flatMap(({ id }, index) => {
      const why = reasons[index]
      return why ? [{ id, why }] : []
    })
    return { ...sifted, caught: caught.map(presentSummary), unanswered }
  } finally {
    mail.close()
  }
}

function wishFor(filter: Pick<Filter, 'needs' | 'conditions'>, before: Before | null): SiftWish {
  if (!before) return wishOf([filter])
  const { blocked, allowed } = before.senders
  const wish = wishOf([
    ...[filter, ...before.filters, isFromOneOf(blocked), isFromOneOf(allowed), sparedFromRejecting(before.own)],
  ])
  return { ...wish, fields: [...wish.fields, ...answerFields] }
}

function whySilent(message: SiftedMessage, before: Before, known: KnownSenders): SilentFor | null {
  if (standingOf(message, before.senders) === 'blocked') return 'blocked'
  const left = whyUnanswered(message.header.fields, before.own)
  if (left) return left
  const { caughtBy, isRejected } = fateOf(before.filters, message, { ...known, own: before.own })
  const isAnswered = caughtBy.some(({ actions }) => actions.some((action) => action.do === 'reply'))
  if (isAnswered || before.acknowledges) return 'answered'
  return isRejected || caughtBy.at(-1)?.stops ? 'ended' : null
}
