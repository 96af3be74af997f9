import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { type FolderCommand } from '#client/mail/folder-request.ts'
import { useFolders } from '#client/mail/use-mailbox.ts'
import { type Folder } from '#contract/folders.ts'
import { canBeEmptied, isPossible } from './folder-rules.ts'
import { runFolderCommand } from './run-folder-command.ts'

/** Puts the commands on a folder into the palette. `target` is the folder that they are about at the moment. */
export function useFolderActions(target: () => Folder | undefined): void {
  const { folders } = useFolders()
  const actionFor = (command: FolderCommand, name: string, fits: (folder: Folder) => boolean = () => true) =>
    defineAction({
      id: `folder.${name}`,
      labelKey: `folder-tree.${name}`,
      groupKey: 'folder-tree.group',
      when() {
        const folder = target()
        return folder !== undefined && fits(folder) && isPossible(command, folder, folders.value)
      },
      run() {
        const folder = target()
        if (folder) void runFolderCommand(command, folder)
      },
    })
  useAction(
    actionFor('new', 'new'),
    actionFor('rename', 'rename'),
    actionFor('move', 'move'),
    actionFor('mark-read', 'mark-read'),
    actionFor('empty', 'empty-trash', ({ role }) => role === 'trash'),
    actionFor('empty', 'empty-junk', ({ role }) => role === 'junk'),
    actionFor('delete', 'delete', (folder) => !canBeEmptied(folder)),
  )
}
