import { computed, type Ref, watch } from 'vue'
import { type RouteLocationRaw, useRoute, useRouter } from 'vue-router'
import { afterNavigationFocus } from '#client/accessibility/page-title.ts'
import { type FocusTarget } from '#client/accessibility/focus.ts'
import { useFollowedIds } from '#client/mail/followed-ids.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { useSearches } from '#client/mail/searches.ts'
import { ownFolder, useFolders } from '#client/mail/use-mailbox.ts'
import { type Folder } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'

/** Which pane is shown where there is room for one only. */
export type Pane = 'folders' | 'list' | 'content'

/** Reads what the address says and goes elsewhere; the address is the only place where that is decided. */
export function useMailRoute() {
  const route = useRoute()
  const router = useRouter()
  const view = useMailView()
  const { folders, folderById } = useFolders()

  const param = (name: string): string | null => {
    const value = route.params[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const keepsList = computed(() => route.name === 'compose' || route.name === 'folders')
  const draftKey = computed(() => (route.name === 'compose' ? param('draftKey') : null))
  const namedId = computed(() => param('messageId') as MessageId | null)
  const namedFolderId = computed(() => param('folderId') as FolderId | null)
  const { openId, askedFolderId } = useNamesNow(namedId, namedFolderId, (id) => folderById(id) !== undefined)
  /** Writing and the folders keep the results that were there before. */
  const searchKey = computed(() => param('searchKey') ?? (keepsList.value ? view.searchKey : null))
  /** Writing and the folders keep the list that was there before; at first it is the inbox. */
  const folder = computed<Folder | undefined>(() =>
    askedFolderId.value
      ? folderById(askedFolderId.value)
      : (folderById(view.folderId) ?? ownFolder(folders.value, 'inbox')),
  )
  const hasContent = computed(() => openId.value !== null || draftKey.value !== null)
  const pane = computed<Pane>(() => (route.name === 'folders' ? 'folders' : hasContent.value ? 'content' : 'list'))

  watch(
    [folder, openId, searchKey],
    ([shown, open, search], [, , before]) => {
      if (shown) view.folderId = shown.id
      view.openId = open
      view.searchKey = search
      if (before && before !== search) useSearches().stop(before)
    },
    { immediate: true },
  )

  /** `focus` says where the focus goes then; 'none' when the caller moves it itself. */
  async function go(to: RouteLocationRaw, focus: FocusTarget | 'none', replace = false): Promise<void> {
    afterNavigationFocus(focus)
    await (replace ? router.replace(to) : router.push(to))
  }

  const folderRoute = (folderId: FolderId) => ({ name: 'folder', params: { folderId } })
  /** The list on the screen, or a message of it. */
  function listRoute(messageId?: MessageId): RouteLocationRaw {
    const opened = messageId === undefined ? {} : { messageId }
    if (searchKey.value !== null)
      return { name: messageId ? 'found' : 'search', params: { searchKey: searchKey.value, ...opened } }
    if (!folder.value) return { name: 'folders' }
    return { name: messageId ? 'message' : 'folder', params: { folderId: folder.value.id, ...opened } }
  }

  return { folder, askedFolderId, searchKey, openId, draftKey, pane, go, folderRoute, listRoute }
}

/** An address of before leads to where its folder and message are now, unless there is another folder in its place. */
function useNamesNow(
  namedId: Readonly<Ref<MessageId | null>>,
  namedFolderId: Readonly<Ref<FolderId | null>>,
  exists: (id: FolderId) => boolean,
) {
  const router = useRouter()
  const followed = useFollowedIds()
  const openId = computed(() => namedId.value && followed.messageNow(namedId.value))
  const askedFolderId = computed(() => {
    const id = namedFolderId.value
    return id && !exists(id) ? followed.folderNow(id) : id
  })

  // The address follows; a message that could not be followed is left.
  watch(
    () => (askedFolderId.value === namedFolderId.value ? null : askedFolderId.value),
    (folderId) => {
      if (folderId === null) return
      const isFollowed = openId.value !== namedId.value
      const params = isFollowed ? { folderId, messageId: openId.value } : { folderId }
      afterNavigationFocus('none')
      void router.replace({ name: isFollowed ? 'message' : 'folder', params })
    },
    { flush: 'post', immediate: true },
  )
  return { openId, askedFolderId }
}
