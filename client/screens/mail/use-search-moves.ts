import { onScopeDispose, type Ref } from 'vue'
import { useSearches } from '#client/mail/searches.ts'
import { showAllFrom } from '#client/mail/sender-search.ts'
import { type MessageId } from '#contract/ids.ts'
import { type useMailRoute } from './use-mail-route.ts'

interface SearchPlaces {
  list: Readonly<Ref<HTMLElement | null>>
  focusList: (id?: MessageId | null) => Promise<void>
}

/** From a search back to its folder, and from its results to those of another. */
export function useSearchMoves(route: ReturnType<typeof useMailRoute>, { list, focusList }: SearchPlaces) {
  const { folder, searchKey, go, folderRoute } = route
  const searches = useSearches()

  /** Back to the folder that was searched from, and to the row that was left. */
  async function closeSearch(): Promise<void> {
    const { folderId, rowId } = searches.find(searchKey.value)?.cameFrom ?? {}
    const to = folderId ?? folder.value?.id
    await go(to ? folderRoute(to) : { name: 'home' }, 'none')
    await focusList(rowId ?? undefined)
  }

  /** The focus waits at the heading for the first result. */
  async function showResults(key: string): Promise<void> {
    await go({ name: 'search', params: { searchKey: key } }, () => list.value?.querySelector('h1'))
  }

  /** What has a label, of all folders. */
  async function showLabelled(name: string): Promise<void> {
    const { searchFor } = await import('#client/features/search/search-for.ts')
    const key = searchFor({ label: name })
    if (key !== null) await showResults(key)
  }

  async function showFrom(address: string): Promise<void> {
    const { searchFor } = await import('#client/features/search/search-for.ts')
    const key = searchFor({ from: address })
    if (key !== null) await showResults(key)
  }
  showAllFrom.value = (address) => void showFrom(address)
  onScopeDispose(() => (showAllFrom.value = null))

  return { closeSearch, showLabelled, showResults }
}
