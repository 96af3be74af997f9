import { nextTick } from 'vue'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { useFolderRequest } from '#client/mail/folder-request.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { whileChangingFolders } from '#client/mail/folder-writes.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { ownFolder } from '#client/mail/use-mailbox.ts'
import { deleteFolder, emptyFolder, type Folder } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { shownFolders } from '../shown-folders.ts'
import { bringBack } from './bring-back-folder.ts'
import { placeFolder, showList, withFolders } from './change-tree.ts'
import { foldersInside } from './folder-rules.ts'
import { mostPatienceMs, sayWhenSlow, tellFailure } from './telling.ts'

/** Orca loses the new focus when the old place goes in the same turn (measured, Orca 43, Chromium 156). */
const removeDelayMs = 100

const pause = () => new Promise((resolve) => setTimeout(resolve, removeDelayMs))

/** Opens what is around a folder, lets the dialog go and takes the focus to the folder's line. */
export async function landOn(id: FolderId): Promise<void> {
  const request = useFolderRequest()
  const places = request.places()
  await places?.reveal(id)
  request.asked = null
  // Until the dialog has let go of the page, nothing behind it can take the focus; then it must come before the dialog's own.
  await nextTick()
  places?.focus(id)
}

/** After a folder was made: says so, with the way back. */
export function offerUnmaking(made: Folder): void {
  const text = t('folders.created', { folder: folderName(made) })
  useOutcome().offerUndo({ text, undo: () => unmake(made) })
}

/** Only as long as it is empty: nobody who takes back a folder wants to lose what has come into it. */
async function unmake(made: Folder): Promise<void> {
  const words = { folder: folderName(made) }
  try {
    await whileChangingFolders(async () => {
      await call(deleteFolder, { params: { folderId: made.id }, query: { onlyEmpty: 'true' } })
      if (made.id === useMailView().folderId) await leave([made])
      // Of a line that has the focus the tree itself goes on to the one beside it.
      else showList(withFolders((items) => items.filter(({ id }) => id !== made.id)))
    })
    useOutcome().tell(t('folders.unmade', words))
  } catch (error) {
    const isInUse = error instanceof ApiProblem && error.type === 'folder-not-empty'
    if (isInUse) useOutcome().tell(t('folders.notUnmade', words), { failed: true })
    else tellFailure(t('folders.notPutBack'), error, () => void unmake(made))
  }
}

/** After a folder was renamed or moved: says so, with the way back. `before` is what to change it to for that. */
export function offerWayBack(
  { id }: Folder,
  before: { name: string } | { parentId: FolderId | null },
  text: string,
): void {
  useOutcome().offerUndo({ text, undo: () => putBack(id, before) })
}

async function putBack(id: FolderId, before: { name: string } | { parentId: FolderId | null }): Promise<void> {
  const hadFocus = useFolderRequest().places()?.hasFocus() ?? false
  try {
    const { folder } = await placeFolder(id, before)
    await useFolderRequest().places()?.reveal(folder.id)
    if (hadFocus) useFolderRequest().places()?.focus(folder.id)
    useOutcome().tell(t('folders.putBack', { folder: folderName(folder) }))
  } catch (error) {
    tellFailure(t('folders.notPutBack'), error, () => void putBack(id, before))
  }
}

/** Deletes a folder with all that is inside, after the person has said yes. Failures are told, never thrown. */
export async function carryOutDelete(folder: Folder): Promise<void> {
  const words = { folder: folderName(folder) }
  const inside = foldersInside(folder, mailboxCache().folders())
  const query = { withSubfolders: inside.length > 0 ? ('true' as const) : ('false' as const) }
  try {
    await whileChangingFolders(async () => {
      const done = await sayWhenSlow(t('folders.deleting', words), () =>
        call(deleteFolder, { params: { folderId: folder.id }, query }, { timeoutMs: mostPatienceMs }),
      )
      await leave([folder, ...inside])
      const count = done.movedToTrash + done.deletedForEver
      const key = done.deletedForEver > 0 ? 'folders.deletedForEver' : 'folders.deleted'
      const text = t(count === 0 ? 'folders.deletedEmpty' : key, { ...words, count })
      const { gone } = done
      if (gone) useOutcome().offerUndo({ text, undo: () => bringBack(folder, gone) })
      else useOutcome().tell(text)
    })
  } catch (error) {
    tellFailure(t('folders.notDeleted', words), error, () => void carryOutDelete(folder))
  }
}

/** The focus and the list go on first; only then the lines of the folders leave the tree. */
async function leave(gone: readonly [Folder, ...Folder[]]): Promise<void> {
  await goOnFrom(gone)
  const ids = new Set(gone.map(({ id }) => id))
  showList(withFolders((items) => items.filter(({ id }) => !ids.has(id))))
}

/** Before lines leave the tree: the focus goes to `next`, else to what stands beside the first, and from a list that was open to the inbox. */
export async function goOnFrom(gone: readonly [Folder, ...Folder[]], next?: FolderId): Promise<void> {
  const folders = shownFolders(mailboxCache().folders())
  const places = useFolderRequest().places()
  const ids = new Set(gone.map(({ id }) => id))
  const isShown = gone.some(({ id }) => id === useMailView().folderId)
  const inbox = ownFolder(folders, 'inbox')
  const heir = isShown ? inbox?.id : (next ?? heirOf(gone[0], folders, ids))
  const hadFocus = places?.hasFocus() ?? false
  if (isShown && inbox) await places?.open(inbox.id)
  if ((hadFocus || isShown) && heir !== undefined) {
    places?.focus(heir)
    await pause()
  }
}

/** The next folder beside it, else the one before, else the one around it. */
function heirOf(folder: Folder, folders: readonly Folder[], gone: ReadonlySet<FolderId>): FolderId | undefined {
  const beside = folders.filter(
    ({ id, parentId, owner }) =>
      parentId === folder.parentId && owner === folder.owner && (id === folder.id || !gone.has(id)),
  )
  const at = beside.findIndex(({ id }) => id === folder.id)
  return (beside[at + 1] ?? beside[at - 1])?.id ?? folder.parentId ?? undefined
}

/** Empties Trash or Junk for good, after the person has said yes. Failures are told, never thrown. */
export async function carryOutEmpty(folder: Folder): Promise<void> {
  const words = { folder: folderName(folder) }
  const { rowsOf, setRows, changeFolder, cache } = mailboxCache()
  try {
    const { deletedForEver } = await sayWhenSlow(t('folders.emptying', words), () =>
      call(emptyFolder, { params: { folderId: folder.id } }, { timeoutMs: mostPatienceMs }),
    )
    await useMailView().leave([...(rowsOf(folder.id)?.rows.values() ?? [])].map(({ id }) => id))
    const rows = rowsOf(folder.id)
    const revision = (rows?.revision ?? 0) + 1
    if (rows) setRows({ ...rows, total: 0, unread: 0, rows: new Map(), waiting: 0, arrived: [], revision })
    changeFolder(folder.id, (emptied) => ({ ...emptied, total: 0, unread: 0 }))
    useOutcome().tell(t('folders.emptied', { ...words, count: deletedForEver }))
  } catch (error) {
    // It may have got half-way.
    for (const key of [keys.rows(folder.id), keys.folders()]) {
      void cache.invalidateQueries({ key }).catch(() => undefined)
    }
    tellFailure(t('folders.notEmptied', words), error, () => void carryOutEmpty(folder))
  }
}
