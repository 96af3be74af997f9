import { type ActionDescription } from './screen-actions.ts'

/** Like `screenActions`, for the panes that are loaded later: their names come with those panes. */
export const paneActions = {
  saveSearch: { id: 'search.save', labelKey: 'saved-searches.save', groupKey: 'app.group.do' },
  folderUp: {
    id: 'folder.move-up',
    labelKey: 'folder-tree.move-up',
    groupKey: 'folder-tree.group',
    keys: 'Alt+Shift+ArrowUp',
  },
  folderDown: {
    id: 'folder.move-down',
    labelKey: 'folder-tree.move-down',
    groupKey: 'folder-tree.group',
    keys: 'Alt+Shift+ArrowDown',
  },
} as const satisfies Record<string, ActionDescription>
