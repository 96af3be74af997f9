import { computed, nextTick, ref, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { formatNumber } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Address } from '#contract/messages.ts'
import { type FolderRows } from './folder-rows.ts'
import { useMailView } from './mail-view.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { searchKeyOf } from './found-list.ts'
import { isEverything, knownIds, type SelectedKind, type WholeSelection } from './selection.ts'
import { selectionText } from './selection-text.ts'

interface SelectableList {
  rows: () => FolderRows | undefined
  /** Reads rows that are not known yet, both ends included. */
  need: (from: number, to: number) => Promise<void>
  listbox: () => { focusRow(id: string): Promise<boolean>; focusKept(): void } | null | undefined
}

/** Where a selection needs to know each of its messages, so many rows are loaded for it at most. */
const mostLoaded = 2_000
const rowsAtOnce = 200

export type SelectWhat = 'all' | 'unread' | 'flagged' | 'from' | 'none'

/** Selecting in a list of messages by key, by the mark of each row, and in a mode for those who only press. */
export function useRowSelection(list: SelectableList) {
  const mode = useSelectMode(list)

  function onSelect(ids: readonly string[], { all }: { all: boolean }): void {
    if (all) void selectKind(list, {})
    else change(ids)
  }

  async function selectBy(what: SelectWhat): Promise<void> {
    if (what === 'none') return mode.endSelecting()
    const from = what === 'from' ? senderHere()?.address : undefined
    const kinds: Record<string, SelectedKind> = { unread: { unread: true }, flagged: { flagged: true } }
    await selectKind(list, from === undefined ? (kinds[what] ?? {}) : { from })
  }

  return { ...mode, onSelect, selectBy }
}

/** Who has written the message the person is at. */
export function senderHere(): Address | undefined {
  const { focusedId, openId, selectedIds } = useMailView()
  const id = focusedId ?? openId ?? [...selectedIds][0]
  return id ? mailboxCache().findMessage(id)?.from[0] : undefined
}

function clear(): void {
  const view = useMailView()
  if (view.selection !== null) announce(t('actions.selectionCleared'))
  view.select([])
}

/** The selection is now these rows; of a whole selection that means: it is without one that was taken off. */
function change(ids: readonly string[]): void {
  const view = useMailView()
  const { whole } = view
  if (ids.length === 0) {
    clear()
    return
  }
  if (whole) changeWhole(whole, ids as MessageId[])
  else view.select(ids as MessageId[])
  announce(selectionText())
}

function changeWhole(whole: WholeSelection, ids: readonly MessageId[]): void {
  const view = useMailView()
  const wanted = new Set(ids)
  const removed = [...view.selectedIds].filter((id) => !wanted.has(id))
  const added = ids.filter((id) => !view.selectedIds.has(id))
  const except = new Set(whole.except)
  for (const id of added) except.delete(id)
  // More than one at once are rows that were loaded while a range grew, and not taken off by anyone.
  if (added.length === 0 && removed.length === 1) for (const id of removed) except.add(id)
  view.selectWhole({ ...whole, except })
}

/** What a search found is no folder, and a kind of conversation is none of messages: the server cannot be told of the whole. */
const isFoundList = (rows: FolderRows | undefined) =>
  rows !== undefined && (searchKeyOf(rows.folderId) !== null || rows.grouping !== undefined)

/** Every message of a kind: by name where all are loaded or few enough, else as a whole that the server knows. */
async function selectKind({ rows, need }: SelectableList, kind: SelectedKind): Promise<void> {
  const view = useMailView()
  const total = rows()?.total ?? 0
  const isLoaded = () => (rows()?.rows.size ?? 0) >= total
  const mustKnow = !isEverything(kind) || isFoundList(rows())
  for (let from = 0; from < total && total <= mostLoaded && mustKnow && !isLoaded(); from += rowsAtOnce) {
    await need(from, Math.min(from + rowsAtOnce, total) - 1)
  }
  const known = rows()
  if (!known) return
  const whole: WholeSelection = { folderId: known.folderId, kind, except: new Set() }
  const ids = knownIds(whole)
  if (isLoaded() && ids.length === 0) {
    announce(t('actions.noneOfKind'))
    return
  }
  const isFound = isFoundList(known)
  if (isLoaded() || isFound) view.select(ids)
  else view.selectWhole(whole)
  const isPart = isFound && !isLoaded()
  announce(isPart ? t('actions.selectedOf', { count: ids.length, total: formatNumber(total) }) : selectionText())
}

function useSelectMode({ listbox }: SelectableList) {
  const view = useMailView()
  const isSelectMode = ref(false)
  const isSelecting = computed(() => isSelectMode.value || view.selection !== null)

  // Once what was selected is dealt with, presses open again.
  watch(
    () => view.selection === null,
    (isNone) => {
      if (isNone) isSelectMode.value = false
    },
  )

  /** In select mode, and on the mark at the start of a row, a press selects instead of opening. */
  function onRowPress(event: MouseEvent): void {
    const target = event.target as Element
    const id = target.closest<HTMLElement>('[data-row-id]')?.dataset.rowId
    if (id === undefined || event.shiftKey || !(isSelectMode.value || target.closest('[data-toggle]'))) return
    event.stopPropagation()
    const ids = new Set<string>(view.selectedIds)
    if (!ids.delete(id)) ids.add(id)
    change([...ids])
    void listbox()?.focusRow(id)
  }

  /** By pointer: presses, or boxes where there are some, now select. The first row gets the focus, so that keys go on from there as well. */
  function beginSelecting(): void {
    isSelectMode.value = true
    announce(t(usePreferences().listMode === 'headings' ? 'message-list.selectModeBoxes' : 'message-list.selectModeOn'))
    listbox()?.focusKept()
  }

  async function endSelecting(): Promise<void> {
    isSelectMode.value = false
    clear()
    await nextTick()
    listbox()?.focusKept()
  }

  /** Another list is shown: nothing of the last one stays selected. */
  function forgetSelection(): void {
    isSelectMode.value = false
    view.select([])
  }

  return { isSelecting, onRowPress, beginSelecting, endSelecting, forgetSelection }
}
