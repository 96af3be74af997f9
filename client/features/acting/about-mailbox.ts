import { useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import { othersMailboxQuery, othersQuotaText } from '#client/mail/storage/others-storage.ts'
import { storageQuery } from '#client/mail/storage/storage.ts'
import { type Folder } from '#contract/folders.ts'

/** Sentences about the mailbox of somebody else in which a folder lies; none until they are known, and where nothing is. */
export function useAboutMailbox(folder: () => Folder) {
  const { data } = useQuery(() => othersMailboxQuery(folder().id))
  const { data: own } = useQuery(storageQuery())
  return computed(() => {
    const { readMarks, quota } = data.value ?? {}
    const mayMark = folder().shared?.refuses.includes('mark-read') === false
    return [
      ...(readMarks && mayMark ? [t(`others-mailbox.${readMarks}`)] : []),
      ...(quota ? [othersQuotaText(quota, own.value?.warnAtPercent ?? [])] : []),
    ]
  })
}
