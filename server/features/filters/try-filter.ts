import { type Filter, type FilterTrial, mostTried } from '#contract/filters.ts'
import type { FolderPath, MailAccount } from '#server/mail/mail-account.ts'
import { presentSummary } from '#server/mail/presenters.ts'
import type { KnownSenders } from '#server/mail/known-senders.ts'
import { catches, wishOf } from '#server/mail/filter-verdict.ts'

/** @param mail an account of its own, so that nothing else waits for it; closed afterwards */
export async function tryFilter(
  mail: MailAccount,
  filter: Pick<Filter, 'needs' | 'conditions'>,
  { folder, offset, known }: { folder: FolderPath; offset: number; known: KnownSenders },
): Promise<FilterTrial> {
  try {
    const stretch = { offset, limit: mostTried }
    const sifted = await mail.sifting.sift(folder, stretch, wishOf([filter]), (message) =>
      catches(filter, message, known),
    )
    return { ...sifted, caught: sifted.caught.map(presentSummary) }
  } finally {
    mail.close()
  }
}
