import { defineQueryOptions } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { formatSize } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Quota } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { describeOthersMailbox } from '#contract/others-mailbox.ts'
import { fullnessOf } from './storage.ts'

/** What else there is to say of the mailbox of somebody else in which a folder lies. */
export const othersMailboxQuery = defineQueryOptions((folderId: FolderId) => ({
  key: ['others-mailbox', folderId],
  query: ({ signal }) => call(describeOthersMailbox, { params: { folderId } }, { signal }),
  staleTime: 60_000,
}))

/** How full it is, with what that means where it is fuller than the operator's first threshold. */
export function othersQuotaText(quota: Quota, warnAtPercent: readonly number[]): string {
  const fullness = fullnessOf({ quota, warnAtPercent: [...warnAtPercent], full: null })
  const words = { used: formatSize(quota.usedBytes), limit: formatSize(quota.limitBytes) }
  if (fullness?.isFull) return t('others-mailbox.quotaFull', words)
  return t(fullness && fullness.level > 0 ? 'others-mailbox.quotaNear' : 'others-mailbox.quota', words)
}
