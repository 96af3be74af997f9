import { type Action, defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { type ArrangeCommand, type FolderCommand } from '#client/mail/folder-request.ts'
import { paneActions } from '#client/mail/pane-actions.ts'
import { useFolders } from '#client/mail/use-mailbox.ts'
import { type Folder } from '#contract/folders.ts'
import { canArrange } from './arrange-rules.ts'
import { canBeEmptied, isPossible } from './folder-rules.ts'
import { runFolderCommand } from './run-folder-command.ts'

interface Place {
  /** The folder that the commands are about at the moment. */
  target: () => Folder | undefined
  isAmongFolders: () => boolean
  isAmongFavourites: () => boolean
}

/** Puts the commands on a folder into the palette, and gives them their keys. */
export function useFolderActions({ target, isAmongFolders, isAmongFavourites }: Place): void {
  const { folders, favourites } = useFolders()
  const described = (name: string) => ({
    id: `folder.${name}`,
    labelKey: `folder-tree.${name}`,
    groupKey: 'folder-tree.group',
  })
  const about = (
    description: Pick<Action, 'id' | 'labelKey' | 'groupKey' | 'keys'>,
    command: FolderCommand | ArrangeCommand,
    fits: (folder: Folder) => boolean,
  ) =>
    defineAction({
      ...description,
      when() {
        const folder = target()
        return folder !== undefined && fits(folder)
      },
      run() {
        const folder = target()
        if (folder) void runFolderCommand(command, folder, isAmongFavourites())
      },
    })
  const actionFor = (command: FolderCommand, name: string, fits: (folder: Folder) => boolean = () => true) =>
    about(described(name), command, (folder) => fits(folder) && isPossible(command, folder, folders.value))
  const tree = () => ({
    folders: folders.value,
    favourites: favourites.value,
    isAmongFavourites: isAmongFavourites(),
  })
  const arrangeFor = (command: ArrangeCommand) =>
    about(described(command), command, (folder) => canArrange(command, folder, tree()))
  useAction(
    actionFor('new', 'new'),
    actionFor('rename', 'rename'),
    actionFor('move', 'move'),
    arrangeFor('favourite'),
    arrangeFor('unfavourite'),
    // Elsewhere on the page the same keys must not move a folder that nobody looks at.
    about(paneActions.folderUp, 'move-up', isAmongFolders),
    about(paneActions.folderDown, 'move-down', isAmongFolders),
    ...(['sort', 'hide', 'unhide', 'hide-mailbox'] as const).map(arrangeFor),
    actionFor('hidden', 'hidden'),
    actionFor('mark-read', 'mark-read'),
    actionFor('empty', 'empty-trash', ({ role }) => role === 'trash'),
    actionFor('empty', 'empty-junk', ({ role }) => role === 'junk'),
    actionFor('delete', 'delete', (folder) => !canBeEmptied(folder)),
  )
}
