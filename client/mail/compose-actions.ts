import { type ActionDescription } from './screen-actions.ts'

/** Like `paneActions`, for writing; apart from them, so that nobody who reads loads the words of the composer. */
export const composeActions = {
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
  asTheyLike: {
    id: 'compose.as-they-like',
    labelKey: 'wishes.switch',
    groupKey: 'compose.group',
    keys: 'Alt+Shift+P',
    inFields: true,
  },
  sendingOptions: { id: 'compose.options', labelKey: 'sending-options.open', groupKey: 'compose.group' },
  ownWindow: { id: 'compose.own-window', labelKey: 'own-window.open', groupKey: 'compose.group' },
} as const satisfies Record<string, ActionDescription>
