import { type ActionDescription } from './screen-actions.ts'

/** Like `paneActions`, for an open message. */
export const readingActions = {
  pictures: { id: 'reading.pictures', labelKey: 'pictures.action', groupKey: 'actions.group', keys: 'Ctrl+Shift+F' },
  showSource: { id: 'reading.source', labelKey: 'reading.showSource', groupKey: 'actions.group' },
  saveMessage: { id: 'reading.save', labelKey: 'reading.saveMessage', groupKey: 'actions.group' },
  print: { id: 'reading.print', labelKey: 'reading.print', groupKey: 'actions.group' },
  original: {
    id: 'reading.original',
    labelKey: 'views.toggleOriginal',
    groupKey: 'actions.group',
    keys: 'Ctrl+Shift+O',
  },
  nextText: {
    id: 'reading.next-text',
    labelKey: 'next-text.action',
    groupKey: 'app.group.go',
    keys: 'Alt+Shift+N',
    singleKey: 'j',
  },
  askReadable: { id: 'reading.ask-readable', labelKey: 'views.ask', groupKey: 'actions.group' },
  plainText: { id: 'reading.plain-text', labelKey: 'views.name.text', groupKey: 'actions.group' },
  copyAddress: { id: 'reading.copy-address', labelKey: 'sender-actions.copy', groupKey: 'actions.group' },
  allFromSender: { id: 'reading.all-from-sender', labelKey: 'sender-actions.all', groupKey: 'actions.group' },
} as const satisfies Record<string, ActionDescription>
