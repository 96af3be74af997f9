import { nextTick, type Ref, watch } from 'vue'
import { type FolderRows } from '#client/mail/folder-rows.ts'
import { newestUnread } from '#client/mail/landing.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { type MessageId } from '#contract/ids.ts'

/** Just signed in: the focus lands on the newest unread row. */
export function useFirstLanding(
  rows: Readonly<Ref<FolderRows | undefined>>,
  listPane: Readonly<Ref<{ focus(id?: MessageId | null): Promise<void> } | null>>,
): void {
  const view = useMailView()
  watch(
    () => view.landsOnNewest && rows.value !== undefined,
    async (lands) => {
      if (!lands || !rows.value) return
      view.landsOnNewest = false
      await nextTick()
      // Whoever was quicker and has gone to a row or opened it stays there.
      if (document.activeElement !== document.body) return
      await listPane.value?.focus(newestUnread(rows.value)?.id)
    },
    { immediate: true, flush: 'post' },
  )
}
