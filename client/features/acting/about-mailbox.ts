import { defineQueryOptions, useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { call } from '#client/api/call.ts'
import { formatSize } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { fullnessOf, storageQuery } from '#client/mail/storage/storage.ts'
import { type Folder, type Quota } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { describeOthersMailbox } from '#contract/others-mailbox.ts'

const aboutQuery = defineQueryOptions((folderId: FolderId) => ({
  key: ['others-mailbox', folderId],
  query: ({ signal }) => call(describeOthersMailbox, { params: { folderId } }, { signal }),
  staleTime: 60_000,
}))

/** Sentences about the mailbox of somebody else in which a folder lies; none until they are known, and where nothing is. */
export function useAboutMailbox(folder: () => Folder) {
  const { data } = useQuery(() => aboutQuery(folder().id))
  const { data: own } = useQuery(storageQuery())
  return computed(() => {
    const { readMarks, quota } = data.value ?? {}
    const mayMark = folder().shared?.refuses.includes('mark-read') === false
    return [
      ...(readMarks && mayMark ? [t(`others-mailbox.${readMarks}`)] : []),
      ...(quota ? [quotaText(quota, own.value?.warnAtPercent ?? [])] : []),
    ]
  })
}

/** With what it means where it is fuller than the operator's first threshold. */
function quotaText(quota: Quota, warnAtPercent: readonly number[]): string {
  const fullness = fullnessOf({ quota, warnAtPercent: [...warnAtPercent], full: null })
  const words = { used: formatSize(quota.usedBytes), limit: formatSize(quota.limitBytes) }
  if (fullness?.isFull) return t('others-mailbox.quotaFull', words)
  return t(fullness && fullness.level > 0 ? 'others-mailbox.quotaNear' : 'others-mailbox.quota', words)
}
