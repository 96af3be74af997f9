import { type FolderCommand, useFolderRequest } from '#client/mail/folder-request.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { type Folder } from '#contract/folders.ts'

/** Does what needs no question at once, and asks about the rest. */
export async function runFolderCommand(command: FolderCommand, folder: Folder): Promise<void> {
  if (command !== 'mark-read') {
    useFolderRequest().asked = { command, folder }
    return
  }
  try {
    const { carryOutMarkRead } = await import('./mark-all-read.ts')
    await carryOutMarkRead(folder)
  } catch (error) {
    useOutcome().tell(problemText(error), { failed: true })
  }
}
