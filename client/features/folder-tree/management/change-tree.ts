import { call } from '#client/api/call.ts'
import { giveUpReading } from '#client/mail/folder-turns.ts'
import { whileChangingFolders } from '#client/mail/folder-writes.ts'
import { useFollowedIds } from '#client/mail/followed-ids.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { changeFolder, createFolder, type Folder, type FolderList, listFolders } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { followShown } from './follow-shown.ts'

/**
 * Makes a folder; it is in the cached tree when this resolves.
 * @throws {ApiProblem} with nothing changed
 */
export function addFolder(name: string, parentId: FolderId | null): Promise<Folder> {
  return whileChangingFolders(async () => {
    const made = await call(createFolder, { body: { name, parentId } })
    const list = await readList()
    useFollowedIds().follow([{ was: made.id, now: made.id }], [])
    showList(list ?? withFolders((items) => [...items, made]))
    return made
  })
}

/**
 * Renames a folder or moves it elsewhere. When this resolves, everything that is shown goes by the new ids: the tree, the
 * list that is open, its selection and the open message.
 * @throws {ApiProblem} with nothing changed
 */
export function placeFolder(
  id: FolderId,
  change: { name: string } | { parentId: FolderId | null },
): Promise<{ folder: Folder; ids: readonly { was: FolderId; now: FolderId }[] }> {
  return whileChangingFolders(async () => {
    const answer = await call(changeFolder, { params: { folderId: id }, body: change })
    const [list, ofMessages] = await Promise.all([readList(), followShown(answer.ids)])
    const view = useMailView()
    // All in one turn, so that nothing is drawn that stands half in the time before.
    useFollowedIds().follow(answer.ids, ofMessages)
    showList(list ?? withFolders((items) => placed(items, answer)))
    const nowOf = new Map(ofMessages.map(({ was, now }) => [was, now]))
    if (view.focusedId) view.focusedId = nowOf.get(view.focusedId) ?? view.focusedId
    view.select([...view.selectedIds].map((selected) => nowOf.get(selected) ?? selected))
    view.folderId = answer.ids.find(({ was }) => was === view.folderId)?.now ?? view.folderId
    return answer
  })
}

/** The change itself has gone through, so a list that cannot be read now is no reason to say that it has not. */
async function readList(): Promise<FolderList | null> {
  return call(listFolders, {}).catch(() => null)
}

/** The tree after a change. */
export function showList(list: FolderList | undefined): void {
  if (!list) return
  giveUpReading()
  mailboxCache().cache.setQueryData(keys.folders(), list)
}

export function withFolders(change: (items: readonly Folder[]) => Folder[]): FolderList | undefined {
  const list = mailboxCache().cache.getQueryData<FolderList>(keys.folders())
  return list && { ...list, items: change(list.items) }
}

function placed(
  items: readonly Folder[],
  { folder, ids }: { folder: Folder; ids: readonly { was: FolderId; now: FolderId }[] },
): Folder[] {
  const nowOf = new Map(ids.map(({ was, now }) => [was, now]))
  return items.map((item) => {
    const id = nowOf.get(item.id) ?? item.id
    if (id === folder.id) return folder
    return { ...item, id, parentId: item.parentId && (nowOf.get(item.parentId) ?? item.parentId) }
  })
}
