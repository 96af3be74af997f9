import { FolderInput, FolderPlus, MailCheck, PencilLine, Trash2 } from '@lucide/vue'
import { type Component } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import { type FolderCommand } from '#client/mail/folder-request.ts'
import { type MenuItem } from '#client/ui/menu-button/menu-item.ts'
import { type Folder } from '#contract/folders.ts'
import { canBeEmptied, isPossible } from './folder-rules.ts'

const icons: Record<FolderCommand, Component> = {
  new: FolderPlus,
  rename: PencilLine,
  move: FolderInput,
  'mark-read': MailCheck,
  empty: Trash2,
  delete: Trash2,
}

/** The sentence to show where a command cannot be chosen, or null. */
function whyNot(command: FolderCommand, folder: Folder, folders: readonly Folder[]): string | null {
  if (isPossible(command, folder, folders)) return null
  switch (command) {
    case 'new':
      return null
    case 'mark-read':
      return t('folders.whyNothingUnread')
    case 'empty':
      return t('folders.whyEmpty')
    default:
      return t('folders.whyFixed')
  }
}

/** The menu of a folder. What cannot be done now stays and says why; emptying is offered only where it exists. */
export function folderMenu(folder: Folder, folders: readonly Folder[]): MenuItem[] {
  const shown: FolderCommand[] = ['new', 'rename', 'move', 'mark-read', canBeEmptied(folder) ? 'empty' : 'delete']
  return shown.map((command) => ({
    id: command,
    label: commandLabel(command, folder),
    icon: icons[command],
    disabledReason: whyNot(command, folder, folders) ?? undefined,
    danger: command === 'delete' || command === 'empty',
    separatorBefore: command === 'mark-read' || command === 'delete' || command === 'empty',
  }))
}

function commandLabel(command: FolderCommand, { role }: Folder): string {
  return t(command === 'empty' ? `folder-tree.empty-${role ?? 'trash'}` : `folder-tree.${command}`)
}
