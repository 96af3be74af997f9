import { type ArrangeCommand, type FolderCommand, useFolderRequest } from '#client/mail/folder-request.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { type Folder } from '#contract/folders.ts'

/** Does what needs no question at once, and asks about the rest. */
export async function runFolderCommand(
  command: FolderCommand | ArrangeCommand,
  folder: Folder,
  isAmongFavourites = false,
): Promise<void> {
  try {
    if (command === 'mark-read') {
      const { carryOutMarkRead } = await import('./mark-all-read.ts')
      await carryOutMarkRead(folder)
    } else if (isArrangement(command)) {
      const { arrange } = await import('./arrange.ts')
      await arrange(command, folder, isAmongFavourites)
    } else useFolderRequest().asked = { command, folder }
  } catch (error) {
    useOutcome().tell(problemText(error), { failed: true })
  }
}

const isArrangement = (command: FolderCommand | ArrangeCommand): command is ArrangeCommand =>
  ['favourite', 'unfavourite', 'move-up', 'move-down', 'sort', 'hide', 'unhide', 'hide-mailbox'].includes(command)
