import { computed, type Ref } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { type Search, useSearches } from '#client/mail/searches.ts'
import { ownFolder, useFolders } from '#client/mail/use-mailbox.ts'
import { readQueryText, writeQueryText } from './query-text.ts'
import { folderWords } from './resolve-query.ts'

/** Where a search looks, and searching for the same in the one folder or in all of them. */
export function useScope(search: Readonly<Ref<Search | undefined>>, onBegun: (key: string) => void) {
  const searches = useSearches()
  const { folders, folderById } = useFolders()

  /** The only folder that is searched. */
  const onlyFolder = computed(() => folderById(search.value?.query.folderId))
  /** The folder that was searched from. */
  const cameFrom = computed(() => folderById(search.value?.cameFrom.folderId) ?? ownFolder(folders.value, 'inbox'))
  const otherScope = computed(() => {
    if (onlyFolder.value) return t('search.inAllFolders')
    return cameFrom.value ? t('search.onlyHere', { folder: folderName(cameFrom.value) }) : null
  })

  async function begin(text: string): Promise<void> {
    const { startSearch } = await import('./start-search.ts')
    const begun = startSearch(text)
    if ('key' in begun) onBegun(begun.key)
  }

  function changeScope(): void {
    if (!search.value) return
    const { parts } = readQueryText(search.value.text)
    const narrow = cameFrom.value ? folderWords(cameFrom.value, folders.value) : ''
    void begin(writeQueryText({ ...parts, in: onlyFolder.value ? '' : narrow }))
  }

  function searchAgain({ includeBody }: { includeBody: boolean }): void {
    searches.isInText = includeBody
    if (search.value) void begin(search.value.text)
  }

  return { onlyFolder, cameFrom, otherScope, changeScope, searchAgain }
}
