import { nextTick, onScopeDispose, reactive, type Ref, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { afterNavigationFocus } from '#client/accessibility/page-title.ts'
import { useFolderRequest } from '#client/mail/folder-request.ts'
import { useFollowedIds } from '#client/mail/followed-ids.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { type FolderId } from '#contract/ids.ts'
import { ancestorsOf } from './folder-nodes.ts'

interface PaneState {
  root: Readonly<Ref<HTMLElement | null>>
  expandedIds: Ref<Set<string>>
  folderId: () => FolderId | null
}

/** Follows which folder the person is on, and lets changes of folders move the focus to where it goes on. */
export function useFolderPlaces({ root, expandedIds, folderId }: PaneState) {
  const router = useRouter()
  const request = useFolderRequest()
  const followed = useFollowedIds()
  /** The folder the person is or was on: in each mailbox, and at last. */
  const restedIn = reactive({ last: null as FolderId | null, mailboxes: new Map<string | null, FolderId>() })
  const isAmongFolders = ref(false)

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
  }
  document.addEventListener('focusin', onFocusIn)

  request.placeWith({
    async reveal(id) {
      const now = [...expandedIds.value].map((expanded) => followed.folderNow(expanded as FolderId))
      expandedIds.value = new Set([...now, ...ancestorsOf(mailboxCache().folders(), id)])
      restOn(id)
      await nextTick()
    },
    focus(id) {
      const lines = root.value?.querySelectorAll<HTMLElement>('[data-node-id]') ?? []
      for (const line of lines) if (line.dataset['nodeId'] === id) line.focus()
    },
    hasFocus,
    async open(id) {
      afterNavigationFocus('none')
      await router.replace({ name: 'folder', params: { folderId: id } })
    },
  })
  onScopeDispose(() => {
    document.removeEventListener('focusin', onFocusIn)
    request.placeWith(undefined)
  })

  return { restOn, restedIn, isAmongFolders }
}
