import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { useFolderRequest } from '#client/mail/folder-request.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { placeFavourite, removeFavourite } from '#contract/folder-arrangement.ts'
import { type Folder, type FolderList } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { type ArrangedTree } from './arrange-rules.ts'
import { offering, stepOf, writeArrangement } from './arrange-writes.ts'
import { showList } from './change-tree.ts'

/** Orca loses the new focus when the old place goes in the same turn (measured, Orca 43, Chromium 156). */
const removeDelayMs = 100

const known = () => mailboxCache().cache.getQueryData<FolderList>(keys.folders())

function show(favourites: readonly FolderId[]): void {
  const list = known()
  if (list) showList({ ...list, favourites: [...favourites] })
}

/** Puts it before another favourite, on the screen and on the server. */
function put({ id, ...folder }: Folder, before: FolderId | null): Promise<boolean> {
  const others = (known()?.favourites ?? []).filter((each) => each !== id)
  const at = before === null ? -1 : others.indexOf(before)
  show(at === -1 ? [...others, id] : others.toSpliced(at, 0, id))
  return writeArrangement(t('folders.notArranged', { folder: folderName(folder) }), async () => {
    await call(placeFavourite, { params: { folderId: id }, body: { before } })
  })
}

/** Favourites whose lines are about to go: nothing else may go on to them. */
const going = new Set<FolderId>()

async function takeOff({ id, ...folder }: Folder): Promise<boolean> {
  going.add(id)
  await goOnFrom(id)
  show((known()?.favourites ?? []).filter((each) => each !== id))
  going.delete(id)
  return writeArrangement(t('folders.notArranged', { folder: folderName(folder) }), async () => {
    await call(removeFavourite, { params: { folderId: id } })
  })
}

/** The focus goes on to the next favourite, else the one before, else to the folder in its tree; only then its line goes. */
async function goOnFrom(id: FolderId): Promise<void> {
  const places = useFolderRequest().places()
  const active = document.activeElement
  if (!places?.hasFocus() || !active?.closest('[data-favourites]')) return
  const favourites = (known()?.favourites ?? []).filter((each) => each === id || !going.has(each))
  const at = favourites.indexOf(id)
  const heir = favourites[at + 1] ?? favourites[at - 1]
  if (heir === undefined) {
    await places.reveal(id)
    places.focusInTree(id)
  } else if (active.closest(`[data-node-id="${id}"]`)) places.focus(heir)
  await new Promise((resolve) => setTimeout(resolve, removeDelayMs))
}

const nextTo = (id: FolderId): FolderId | null => {
  const favourites = known()?.favourites ?? []
  return favourites[favourites.indexOf(id) + 1] ?? null
}

export async function addFavourite(folder: Folder): Promise<void> {
  const words = { folder: folderName(folder) }
  const undo = async () => {
    if (await takeOff(folder)) useOutcome().tell(t('folders.unfavoured', words))
  }
  await offering({ text: t('folders.favoured', words), undo }, () => put(folder, null))
}

export async function takeOffFavourites(folder: Folder): Promise<void> {
  const words = { folder: folderName(folder) }
  const before = nextTo(folder.id)
  const undo = async () => {
    if (await put(folder, before)) useOutcome().tell(t('folders.favoured', words))
  }
  await offering({ text: t('folders.unfavoured', words), undo }, () => takeOff(folder))
}

export async function moveFavourite(folder: Folder, by: 1 | -1, tree: ArrangedTree): Promise<void> {
  const step = stepOf(folder, by, tree)
  if (!step) return
  const before = nextTo(folder.id)
  const undo = async () => {
    if (await put(folder, before)) useOutcome().tell(t('folders.putBack', { folder: folderName(folder) }))
  }
  const at = step.after.findIndex(({ id }) => id === folder.id)
  await offering({ text: step.text, undo }, () => put(folder, step.after[at + 1]?.id ?? null))
}
