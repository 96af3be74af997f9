import { computed, type ComputedRef } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import { type ShownLabel } from '#client/mail/label-looks.ts'
import { useLabels } from '#client/mail/labels/labels-query.ts'
import { useFolders } from '#client/mail/use-mailbox.ts'
import { type FilterBounds } from '#contract/filters.ts'
import { type Folder } from '#contract/folders.ts'

/** Whose mailbox filters are for, and what they can name there. */
export interface FilterScope {
  /** What it is called; null for the person's own. */
  whose: string | null
  /** As requests name it; left out for the person's own. */
  mailbox: string | undefined
  folders: readonly Folder[]
  labels: readonly ShownLabel[]
  /** What a folder is called that is not among them. */
  unknownFolder: string
}

/** Asked for once, not by each filter. Call it in setup. */
export function useFilterScope(
  whose: () => string | null,
  mailbox: () => string | undefined,
  bounds: () => FilterBounds | undefined,
): ComputedRef<FilterScope> {
  const { folders } = useFolders()
  const { mailboxes } = useLabels()
  const labelsOf = (name: string | null) => mailboxes.value.find(({ owner }) => owner === name)?.labels ?? []
  return computed(() => {
    if (whose() === null)
      return {
        ...{ whose: null, mailbox: undefined, folders: folders.value, labels: labelsOf(null) },
        unknownFolder: t('filters.goneFolder'),
      }
    const ids = new Set(bounds()?.folderIds)
    const theirs = folders.value.filter(({ id }) => ids.has(id))
    // Named as in the mailbox that they are in: the page says already whose it is.
    const named = theirs.map((folder) => ({ ...folder, owner: null }))
    const labels = theirs[0] ? labelsOf(theirs[0].owner) : []
    const unknownFolder = t('their-filters.unseenFolder')
    return { whose: whose(), mailbox: mailbox(), folders: named, labels, unknownFolder }
  })
}
