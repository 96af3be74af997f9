import { useQuery } from '@pinia/colada'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { type Folder, type FolderList, type FolderRole } from '#contract/folders.ts'
import { type MessageId } from '#contract/ids.ts'
import { type MessageSort } from '#contract/message-order.ts'
import { foldersQuery, messageQuery, savedSearchesQuery, sessionQuery } from './queries.ts'

/** Who is signed in, under which addresses, and until when. Known on every screen behind the sign-in. */
export function useSession() {
  const query = useQuery(sessionQuery())
  return { ...query, session: computed(() => query.data.value) }
}

/** Every folder with its counts, and ways to find one. */
export function useFolders() {
  const query = useQuery(foldersQuery())
  const folders = computed<readonly Folder[]>(() => query.data.value?.items ?? [])
  /** Those of them the person has put among the favourites, in their order. */
  const favourites = computed(() => favouritesAmong(query.data.value))
  const quota = computed(() => query.data.value?.quota ?? null)
  /** What this mail server can sort by. */
  const sorts = computed<readonly MessageSort[]>(() => query.data.value?.sorts ?? [])
  /** Whether it can put messages into conversations. */
  const groups = computed(() => query.data.value?.groups ?? false)
  const folderById = (id: string | null | undefined): Folder | undefined =>
    folders.value.find((folder) => folder.id === id)
  return {
    ...query,
    folders,
    favourites,
    quota,
    sorts,
    groups,
    folderById,
    folderWithRole: (role: FolderRole) => ownFolder(folders.value, role),
  }
}

export function favouritesAmong(list: FolderList | undefined): readonly Folder[] {
  if (!list || list.favourites.length === 0) return []
  const byId = new Map(list.items.map((folder) => [folder.id, folder]))
  return list.favourites.flatMap((id) => byId.get(id) ?? [])
}

/** The searches the person keeps, in their order. */
export function useSavedSearches() {
  const { data } = useQuery(savedSearchesQuery())
  return computed(() => data.value ?? [])
}

/** The person's own folder for a purpose; never the one of a mailbox shared with them. */
export function ownFolder(folders: readonly Folder[], role: FolderRole): Folder | undefined {
  return folders.find((folder) => folder.role === role && folder.owner === null)
}

/** One whole message, from the cache when it was opened or prefetched before. */
export function useMessage(id: MaybeRefOrGetter<MessageId>) {
  return useQuery(() => messageQuery(toValue(id)))
}
