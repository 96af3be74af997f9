import { type ArrangeCommand } from '#client/mail/folder-request.ts'
import { type Folder } from '#contract/folders.ts'
import { shownFolders } from '../shown-folders.ts'
import { isFixed } from './folder-rules.ts'

/** What commands that arrange folders go by. */
export interface ArrangedTree {
  readonly folders: readonly Folder[]
  readonly favourites: readonly Folder[]
  /** Up and down are meant among the favourites. */
  readonly isAmongFavourites?: boolean | undefined
}

/** The folders of one place in their order: what is beside a folder in its tree, itself among them, or the favourites. */
export function besideIn(folder: Folder, { folders, favourites, isAmongFavourites }: ArrangedTree): readonly Folder[] {
  if (isAmongFavourites) return favourites
  const mailbox = shownFolders(folders).filter(({ owner }) => owner === folder.owner)
  const ids = new Set(mailbox.map(({ id }) => id))
  const placeOf = ({ parentId }: Folder) => (parentId !== null && ids.has(parentId) ? parentId : null)
  return mailbox.filter((each) => placeOf(each) === placeOf(folder))
}

/** Where a folder stands among `besideIn`, from 0, and how many there are. */
function positionIn(folder: Folder, tree: ArrangedTree): { at: number; count: number } {
  const beside = besideIn(folder, tree)
  return { at: beside.findIndex(({ id }) => id === folder.id), count: beside.length }
}

/** Whether a command that arranges folders would change something; only the server knows whether folders are sorted already. */
export function canArrange(command: ArrangeCommand, folder: Folder, tree: ArrangedTree): boolean {
  const isFavourite = tree.favourites.some(({ id }) => id === folder.id)
  if (command === 'favourite') return !isFavourite && folder.holdsMessages
  if (command === 'unfavourite') return isFavourite
  if (command === 'unhide') return folder.hidden
  if (command === 'hide-mailbox') return folder.owner !== null && !folder.shared?.mailboxHidden
  if (command === 'hide') return !folder.hidden && !isFixed(folder, tree.folders)
  const { at, count } = positionIn(folder, tree)
  if (command === 'sort') return count > 1 && !tree.isAmongFavourites
  return command === 'move-up' ? at > 0 : at !== -1 && at < count - 1
}
