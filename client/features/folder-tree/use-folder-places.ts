import { nextTick, onScopeDispose, reactive, type Ref, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { afterNavigationFocus } from '#client/accessibility/page-title.ts'
import { type FolderPlaces, useFolderRequest } from '#client/mail/folder-request.ts'
import { useFollowedIds } from '#client/mail/followed-ids.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { type FolderId } from '#contract/ids.ts'
import { ancestorsOf } from './folder-nodes.ts'

interface PaneState {
  root: Readonly<Ref<HTMLElement | null>>
  expandedIds: Ref<Set<string>>
  folderId: () => FolderId | null
}

const isFavourite = (element: Element) => element.closest('[data-favourites]') !== null

/** Follows which folder the person is on, and lets changes of folders move the focus to where it goes on. */
export function useFolderPlaces({ root, expandedIds, folderId }: PaneState) {
  const request = useFolderRequest()
  /** The folder the person is or was on: in each mailbox, and at last. */
  const restedIn = reactive({ last: null as FolderId | null, mailboxes: new Map<string | null, FolderId>() })
  const isAmongFolders = ref(false)
  const isAmongFavourites = ref(false)

  const hasFocus = () => root.value?.contains(document.activeElement) ?? false

  function restOn(id: FolderId | null): void {
    const folder = mailboxCache()
      .folders()
      .find((one) => one.id === id)
    if (!folder) return
    restedIn.last = folder.id
    restedIn.mailboxes.set(folder.owner, folder.id)
  }
  watch(folderId, (id) => hasFocus() || restOn(id), { immediate: true })

  /** A dialog or the palette is about where the person came from. */
  function onFocusIn({ target }: FocusEvent): void {
    if (!(target instanceof Element) || target.closest('[role="dialog"], [role="alertdialog"]')) return
    isAmongFolders.value = root.value?.contains(target) ?? false
    isAmongFavourites.value = isFavourite(target)
  }
  document.addEventListener('focusin', onFocusIn)

  request.placeWith(placesIn({ root, expandedIds, isAmongFavourites, hasFocus, restOn }))
  onScopeDispose(() => {
    document.removeEventListener('focusin', onFocusIn)
    request.placeWith(undefined)
  })

  return { restOn, restedIn, isAmongFolders, isAmongFavourites }
}

interface PlacesState extends Omit<PaneState, 'folderId'> {
  isAmongFavourites: Readonly<Ref<boolean>>
  hasFocus: () => boolean
  restOn: (id: FolderId) => void
}

/** How the pane takes part in changes of folders. */
function placesIn({ root, expandedIds, isAmongFavourites, hasFocus, restOn }: PlacesState): FolderPlaces {
  const router = useRouter()
  const followed = useFollowedIds()
  const linesOf = (id: FolderId) =>
    [...(root.value?.querySelectorAll<HTMLElement>('[data-node-id]') ?? [])].filter(
      (line) => line.dataset['nodeId'] === id,
    )

  return {
    async reveal(id) {
      const now = [...expandedIds.value].map((expanded) => followed.folderNow(expanded as FolderId))
      expandedIds.value = new Set([...now, ...ancestorsOf(mailboxCache().folders(), id)])
      restOn(id)
      await nextTick()
    },
    focus(id) {
      const lines = linesOf(id)
      const line = lines.find((one) => isFavourite(one) === isAmongFavourites.value) ?? lines[0]
      line?.focus()
    },
    focusInTree(id) {
      linesOf(id)
        .find((line) => !isFavourite(line))
        ?.focus()
    },
    hasFocus,
    async open(id) {
      afterNavigationFocus('none')
      await router.replace({ name: 'folder', params: { folderId: id } })
    },
  }
}
