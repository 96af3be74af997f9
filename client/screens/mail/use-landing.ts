import { nextTick, onScopeDispose } from 'vue'
import { rowAfter } from '#client/mail/landing.ts'
import { openedBy, rowWith } from '#client/mail/folder-rows.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'

/** Orca loses the new focus when the old place goes in the same turn (measured, Orca 43, Chromium 156). */
const removeDelayMs = 100

interface LandingOptions {
  /** The list on the screen. */
  listId: () => FolderId | null
  openId: () => MessageId | null
  /** Opens a message in place of the one that leaves, with the focus on its heading. */
  openNext: (id: MessageId) => Promise<void>
  /** Closes the message that leaves; `focusList` unless the focus is in the list already. */
  closeMessage: (next: MessageId | null) => Promise<void>
  focusRow: (id: MessageId | null) => Promise<void>
  isFocusInList: () => boolean
  /** Within an open conversation of which some stays; answers whether the focus goes on there. */
  landInside: (leaving: readonly MessageId[]) => boolean
}

/**
 * Where the focus goes when messages leave (archived, deleted, moved): from the open message to the next message's
 * heading, from the list to the next row. The focus moves first; only then may the old place go.
 */
export function useLanding(options: LandingOptions): void {
  const view = useMailView()

  async function land(leaving: readonly MessageId[]): Promise<void> {
    const listId = options.listId()
    const rows = listId ? mailboxCache().rowsOf(listId) : undefined
    const openId = options.openId()
    const openRowId = openId && ((rows && rowWith(rows, openId)?.id) ?? openId)
    const closes = openRowId !== null && leaving.includes(openRowId)
    const nextRow = rows && rowAfter(rows, leaving, closes && view.isInMessage ? openRowId : view.focusedId)
    const next = nextRow?.id ?? null
    if (!closes && view.isInMessage && options.landInside(leaving)) await nextTick()
    else if (closes && view.isInMessage && nextRow) await options.openNext(openedBy(rows, nextRow))
    else if (closes) await options.closeMessage(next)
    // A row of the list hands its focus over by itself, in the right order.
    else if (options.isFocusInList() && next !== null) return
    else if (leaving.some((id) => view.selectedIds.has(id) || id === view.focusedId)) await options.focusRow(next)
    else return
    await nextTick()
    await new Promise((resolve) => setTimeout(resolve, removeDelayMs))
  }

  view.landWith(land)
  onScopeDispose(() => view.landWith(undefined))
}
