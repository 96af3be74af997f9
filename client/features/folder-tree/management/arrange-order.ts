import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { readAgain } from '#client/mail/folder-turns.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { orderFolders, sortFolders } from '#contract/folder-arrangement.ts'
import { type Folder } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { type ArrangedTree } from './arrange-rules.ts'
import { offering, stepOf, writeArrangement } from './arrange-writes.ts'
import { showList, withFolders } from './change-tree.ts'

/** Moves a folder one place up or down among those beside it. */
export async function moveAmongSiblings(folder: Folder, by: 1 | -1, tree: ArrangedTree): Promise<void> {
  const step = stepOf(folder, by, tree)
  if (!step) return
  // Unless the server has said what the order was before, nothing has been changed there.
  let before: FolderId[] | null | undefined
  const ids = step.after.map(({ id }) => id)
  showOrder(ids)
  await offering({ text: step.text, undo: () => putBack(folder, before) }, () =>
    writeArrangement(t('folders.notArranged', { folder: folderName(folder) }), async () => {
      ;({ before } = await call(orderFolders, { body: { ids } }))
    }),
  )
}

/** Lets a folder and those beside it stand by role and name again. */
export async function sortByName(folder: Folder): Promise<void> {
  const words = { folder: folderName(folder) }
  await writeArrangement(t('folders.notArranged', words), async () => {
    const { before } = await call(sortFolders, { params: { folderId: folder.id } })
    if (before === null) useOutcome().tell(t('folders.sortedAlready'))
    else useOutcome().offerUndo({ text: t('folders.sorted'), undo: () => putBack(folder, before) })
  })
  await readAgain()
}

async function putBack(folder: Folder, order: FolderId[] | null | undefined): Promise<void> {
  const words = { folder: folderName(folder) }
  if (order) showOrder(order)
  const isDone = await writeArrangement(t('folders.notPutBack'), async () => {
    if (order) await call(orderFolders, { body: { ids: order } })
    else if (order === null) await call(sortFolders, { params: { folderId: folder.id } })
  })
  if (!isDone) return
  if (!order) await readAgain()
  useOutcome().tell(t('folders.putBack', words))
}

/** Shows folders of one place in this order, each with all that is inside it. */
function showOrder(ids: readonly FolderId[]): void {
  showList(
    withFolders((items) => {
      const byId = new Map(items.map((folder) => [folder.id, folder]))
      const inside = Map.groupBy(items, ({ parentId }) => parentId)
      const withInside = (folder: Folder): Folder[] => [folder, ...(inside.get(folder.id) ?? []).flatMap(withInside)]
      const moved = ids.flatMap((id) => byId.get(id) ?? []).flatMap(withInside)
      const isMoved = new Set(moved)
      const first = items.findIndex((folder) => isMoved.has(folder))
      return first === -1 ? [...items] : items.filter((folder) => !isMoved.has(folder)).toSpliced(first, 0, ...moved)
    }),
  )
}
