import {
  ArrowDown,
  ArrowDownAZ,
  ArrowUp,
  Eye,
  EyeOff,
  FolderInput,
  FolderPlus,
  Folders,
  MailCheck,
  PencilLine,
  Star,
  StarOff,
  Trash2,
} from '@lucide/vue'
import { type Component } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import { shownKey } from '#client/accessibility/shortcuts.ts'
import { type ArrangeCommand, type FolderCommand } from '#client/mail/folder-request.ts'
import { paneActions } from '#client/mail/pane-actions.ts'
import { type MenuItem } from '#client/ui/menu-button/menu-item.ts'
import { type Folder } from '#contract/folders.ts'
import { hiddenFolders } from '../shown-folders.ts'
import { type ArrangedTree, canArrange } from './arrange-rules.ts'
import { canBeEmptied, isPossible } from './folder-rules.ts'

const icons: Record<FolderCommand | ArrangeCommand, Component> = {
  favourite: Star,
  unfavourite: StarOff,
  'move-up': ArrowUp,
  'move-down': ArrowDown,
  sort: ArrowDownAZ,
  hide: EyeOff,
  unhide: Eye,
  'hide-mailbox': EyeOff,
  hidden: Folders,
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
    case 'hidden':
      return null
    case 'mark-read':
      return t('folders.whyNothingUnread')
    case 'empty':
      return t('folders.whyEmpty')
    default:
      return t(folder.role === folder.serverRole ? 'folders.whyFixed' : 'folders.whyChosen')
  }
}

/** The menu of a folder. What cannot be done now stays and says why; emptying is offered only where it exists. */
export function folderMenu(folder: Folder, tree: ArrangedTree): MenuItem[] {
  const ofFolder = (command: FolderCommand): MenuItem => ({
    id: command,
    label: commandLabel(command, folder),
    icon: icons[command],
    disabledReason: whyNot(command, folder, tree.folders) ?? undefined,
    danger: command === 'delete' || command === 'empty',
    separatorBefore: ['mark-read', 'delete', 'empty', 'hidden'].includes(command),
  })
  const before: FolderCommand[] = ['new', 'rename', 'move']
  const after: FolderCommand[] = ['mark-read', canBeEmptied(folder) ? 'empty' : 'delete']
  const count = hiddenFolders(tree.folders).length
  const hidden = count > 0 ? [{ ...ofFolder('hidden'), label: t('folders.hiddenCount', { count }) }] : []
  return [...before.map(ofFolder), ...arrangingItems(folder, tree), ...after.map(ofFolder), ...hidden]
}

const moves = { 'move-up': paneActions.folderUp, 'move-down': paneActions.folderDown } as const

/** At the ends, up and down stay and say why; the others are there where they would change something. */
function arrangingItems(folder: Folder, tree: ArrangedTree): MenuItem[] {
  const item = (command: ArrangeCommand): MenuItem => ({
    id: command,
    label: t(`folder-tree.${command}`),
    icon: icons[command],
  })
  const move = (command: keyof typeof moves): MenuItem => ({
    ...item(command),
    shortcut: shownKey(moves[command]),
    disabledReason: canArrange(command, folder, tree)
      ? undefined
      : t(command === 'move-up' ? 'folders.whyFirst' : 'folders.whyLast'),
  })
  const favourite = (['favourite', 'unfavourite'] as const).filter((command) => canArrange(command, folder, tree))
  const last = (['sort', 'hide', 'unhide', 'hide-mailbox'] as const).filter((command) =>
    canArrange(command, folder, tree),
  )
  const [first, ...rest] = [...favourite.map(item), move('move-up'), move('move-down'), ...last.map(item)]
  return first ? [{ ...first, separatorBefore: true }, ...rest] : []
}

function commandLabel(command: FolderCommand, { role }: Folder): string {
  return t(command === 'empty' ? `folder-tree.empty-${role ?? 'trash'}` : `folder-tree.${command}`)
}
