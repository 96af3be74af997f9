import { nextTick, type Ref } from 'vue'
import { focusSoon, isReachable } from '#client/accessibility/focus.ts'
import { startDraft } from '#client/mail/drafts.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type useMailRoute } from './use-mail-route.ts'
import { useOwnDrafts } from './use-own-drafts.ts'

interface Panes {
  folders: Readonly<Ref<HTMLElement | null>>
  list: Readonly<Ref<HTMLElement | null>>
  content: Readonly<Ref<HTMLElement | null>>
  folderPane: Readonly<Ref<{ focus(): void } | null>>
  listPane: Readonly<Ref<{ focus(id?: MessageId | null): Promise<void> } | null>>
}

const isShown = (pane: Panes['list']) => pane.value !== null && isReachable(pane.value)

export const isFocusInList = () => document.activeElement?.closest('[role="listbox"]')?.id === 'message-list'

/** Goes from pane to pane: first the address, then the focus, as the table of focus moves says. */
export function useMailMoves(route: ReturnType<typeof useMailRoute>, panes: Panes) {
  const view = useMailView()
  const goOnWithDraft = useOwnDrafts()
  const { openId, go, folderRoute, listRoute } = route

  /** The heading that reading or writing begins with. */
  const heading = () => panes.content.value?.querySelector<HTMLElement>('article h2, h1:not(.place), h2')

  async function open(id: MessageId): Promise<void> {
    if (await goOnWithDraft(id)) return
    view.isInMessage = true
    if (id === openId.value) await focusSoon(heading)
    else await go(listRoute(id), heading, openId.value !== null)
  }

  /** A row, or the heading for null; unless said, the row the person comes from. */
  async function focusList(id: MessageId | null | undefined = openId.value ?? view.focusedId ?? undefined) {
    view.isInMessage = false
    await nextTick()
    await panes.listPane.value?.focus(id)
  }

  async function chooseFolder(id: FolderId): Promise<void> {
    await go(folderRoute(id), 'none')
    await focusList()
  }

  /** Back to the row the message was opened from; the message stays where there is room for both. */
  async function backToList(): Promise<void> {
    const id = openId.value ?? view.focusedId ?? undefined
    if (!isShown(panes.list)) await go(listRoute(), 'none')
    await focusList(id)
  }

  /** The open message has left: its pane closes, and the focus goes to `next` unless it is in the list already. */
  async function closeMessage(next: MessageId | null): Promise<void> {
    const staysInList = isFocusInList() && next !== null
    await go(listRoute(), 'none', true)
    if (!staysInList) await focusList(next)
  }

  async function goFolders(): Promise<void> {
    if (!isShown(panes.folders)) await go({ name: 'folders' }, 'none')
    await nextTick()
    panes.folderPane.value?.focus()
  }

  function write(): void {
    void go({ name: 'compose', params: { draftKey: startDraft({ kind: 'new' }) } }, heading)
  }

  return {
    heading,
    open,
    focusList,
    chooseFolder,
    backToList,
    closeMessage,
    goFolders,
    write,
  }
}
