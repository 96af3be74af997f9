import { type ActionDescription } from './screen-actions.ts'

/** Like `screenActions`, for the panes that are loaded later: their names come with those panes. */
export const paneActions = {
  send: {
    id: 'compose.send',
    labelKey: 'compose.send',
    groupKey: 'compose.group',
    keys: 'Ctrl+Enter',
    inFields: true,
  },
  sendLater: {
    id: 'compose.send-later',
    labelKey: 'compose.sendLater',
    groupKey: 'compose.group',
    keys: 'Ctrl+Shift+Enter',
    inFields: true,
  },
  attach: {
    id: 'compose.attach',
    labelKey: 'files.attach',
    groupKey: 'compose.group',
    keys: 'Alt+Shift+A',
    inFields: true,
  },
  insertTemplate: {
    id: 'compose.insert-template',
    labelKey: 'templates.insert',
    groupKey: 'compose.group',
    keys: 'Alt+Shift+T',
    inFields: true,
  },
  sendingOptions: { id: 'compose.options', labelKey: 'sending-options.open', groupKey: 'compose.group' },
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
