import { t } from '#client/i18n/i18n.ts'
import { folderIcon, folderName, folderPath } from '#client/mail/folder-role.ts'
import { type TreeNode } from '#client/ui/tree-view/tree-node.ts'
import { type Folder } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { shownFolders } from './shown-folders.ts'

/** One mailbox: the person's own (owner null) or one shared with them. */
export interface Mailbox {
  readonly owner: string | null
  readonly nodes: readonly TreeNode[]
}

/** The folders of one mailbox by what they are in. */
type FoldersInside = ReadonlyMap<FolderId | null, readonly Folder[]>

/** Groups the folders to show by mailbox, the own one first, and nests them; the server's order is kept. */
export function mailboxesOf(all: readonly Folder[], currentId: FolderId | null): Mailbox[] {
  const folders = shownFolders(all)
  const owners = [null, ...new Set(folders.flatMap(({ owner }) => (owner === null ? [] : [owner])))]
  return owners
    .map((owner) => {
      const own = folders.filter((folder) => folder.owner === owner)
      const ids = new Set(own.map(({ id }) => id))
      const roots = own.filter(({ parentId }) => parentId === null || !ids.has(parentId))
      const inside = Map.groupBy(own, ({ parentId }) => parentId)
      return {
        owner,
        nodes: roots.filter(isWorthShowing(inside)).map((folder) => nodeOf(folder, inside, currentId)),
      }
    })
    .filter(({ nodes }) => nodes.length > 0)
}

/** The favourites as lines of their own; each says what it is in, and shows that where two have one name. */
export function favouriteNodes(
  favourites: readonly Folder[],
  folders: readonly Folder[],
  currentId: FolderId | null,
): TreeNode[] {
  const named = Map.groupBy(favourites, folderName)
  return favourites.map((folder) => {
    const path = folderPath(folder, folders)
    const isAlone = named.get(folderName(folder))?.length === 1
    return { ...lineOf(folder, currentId), label: labelOf(folder, path), ...(isAlone ? {} : { text: path }) }
  })
}

/** A folder that holds neither messages nor folders is only the server's scaffolding. */
const isWorthShowing = (inside: FoldersInside) => (folder: Folder) => folder.holdsMessages || inside.has(folder.id)

function nodeOf(folder: Folder, inside: FoldersInside, currentId: FolderId | null): TreeNode {
  const children = (inside.get(folder.id) ?? [])
    .filter(({ id }) => id !== folder.id)
    .map((child) => nodeOf(child, inside, currentId))
  return { ...lineOf(folder, currentId), ...(children.length > 0 ? { children } : {}) }
}

function lineOf(folder: Folder, currentId: FolderId | null): TreeNode {
  const count = countOf(folder)
  return {
    id: folder.id,
    label: labelOf(folder),
    text: folderName(folder),
    icon: folderIcon(folder),
    ...(count > 0 ? { count } : {}),
    ...(folder.id === currentId ? { current: true } : {}),
    ...(folder.holdsMessages ? {} : { muted: true }),
  }
}

/** Sent mail was written by the person; the views of all mail and of flagged mail would count what another folder counts. */
const uncounted: readonly Folder['role'][] = ['sent', 'all', 'flagged']

/** Drafts wait to be finished, so all of them count; elsewhere the unread do. What is not known yet is no number. */
function countOf(folder: Folder): number {
  if (uncounted.includes(folder.role)) return 0
  return (folder.role === 'drafts' ? folder.total : folder.unread) ?? 0
}

function labelOf(folder: Folder, name = folderName(folder)): string {
  const { role, serverRole } = folder
  // The name of one that the person chose does not say what its picture shows.
  const isChosen = role !== null && role !== serverRole
  const whole = isChosen ? t('folder-tree.usedAs', { folder: name, role: t(`mail.role.${role}`) }) : name
  const words = { folder: whole, count: countOf(folder) }
  if (!folder.holdsMessages) return t('folder-tree.onlyFolders', words)
  if (words.count === 0) return words.folder
  return t(role === 'drafts' ? 'folder-tree.withDrafts' : 'folder-tree.withUnread', words)
}

/** Ids of the folders around one, so that it can be shown. */
export function ancestorsOf(folders: readonly Folder[], id: FolderId | null): string[] {
  const ancestors: string[] = []
  let at = folders.find((folder) => folder.id === id)?.parentId
  while (at && !ancestors.includes(at)) {
    ancestors.push(at)
    const parentId: FolderId | null | undefined = folders.find((folder) => folder.id === at)?.parentId
    at = parentId
  }
  return ancestors
}
