import { type Folder, type FolderAction } from '#contract/folders.ts'
import { folderFor, folderOf } from './folder-of-target.ts'
import { type CommandId } from './message-commands.ts'
import { type Target } from './selection.ts'

const takesAway: FolderAction = 'remove'
/** What each command does to the folder that messages are in; what is not named here changes nothing there. */
const does: Partial<Record<string, FolderAction>> = {
  archive: takesAway,
  delete: takesAway,
  'delete-for-ever': takesAway,
  move: takesAway,
  junk: takesAway,
  'not-junk': takesAway,
  label: 'label',
  flag: 'mark',
  unflag: 'mark',
  'mark-read': 'mark-read',
  'mark-unread': 'mark-read',
} satisfies Partial<Record<CommandId, FolderAction>>
const goesTo = { archive: 'archive', delete: 'trash', junk: 'junk', 'not-junk': 'inbox' } as const

/** The folder of another's mailbox that does not permit a command, and what it does not permit; null where nothing is known to stand in its way. */
export function refusalOf(id: string, target: Target): { folder: Folder; action: FolderAction } | null {
  const refusing = (folder: Folder | undefined, action: FolderAction | undefined) =>
    folder && action && folder.shared?.refuses.includes(action) ? { folder, action } : null
  const role = id in goesTo ? goesTo[id as keyof typeof goesTo] : null
  return refusing(folderOf(target), does[id]) ?? (role && refusing(folderFor(role, target), 'add'))
}
