import { type ArrangeCommand } from '#client/mail/folder-request.ts'
import { mailboxCache, keys } from '#client/mail/mailbox-cache.ts'
import { favouritesAmong } from '#client/mail/use-mailbox.ts'
import { type Folder, type FolderList } from '#contract/folders.ts'
import { addFavourite, moveFavourite, takeOffFavourites } from './arrange-favourites.ts'
import { moveAmongSiblings, sortByName } from './arrange-order.ts'
import { type ArrangedTree } from './arrange-rules.ts'
import { hideFolder, showFolder } from './hide-folders.ts'
import { hideMailbox, showMailbox } from './hide-mailbox.ts'

/** Arranges the folders for this person, on the screen at once, says so and offers to undo it. Failures are told, never thrown. */
export async function arrange(command: ArrangeCommand, folder: Folder, isAmongFavourites: boolean): Promise<void> {
  if (command === 'favourite') return addFavourite(folder)
  if (command === 'unfavourite') return takeOffFavourites(folder)
  if (command === 'sort') return sortByName(folder)
  if (command === 'hide') return hideFolder(folder)
  if (command === 'unhide') return folder.shared?.mailboxHidden ? showMailbox(folder) : showFolder(folder)
  if (command === 'hide-mailbox') return hideMailbox(folder)
  const list = mailboxCache().cache.getQueryData<FolderList>(keys.folders())
  const tree: ArrangedTree = { folders: list?.items ?? [], favourites: favouritesAmong(list), isAmongFavourites }
  const by = command === 'move-up' ? -1 : 1
  return isAmongFavourites ? moveFavourite(folder, by, tree) : moveAmongSiblings(folder, by, tree)
}
