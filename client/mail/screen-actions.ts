import { type Action } from '#client/accessibility/shortcuts.ts'

/** What an action is called and which keys it has, without what it does. */
export type ActionDescription = Pick<Action, 'id' | 'labelKey' | 'groupKey' | 'keys' | 'singleKey' | 'inFields'>

/**
 * The actions with a key that live on screens which are not always open. The screens register them from here, and lists of
 * all keys read them here.
 */
export const screenActions = {
  search: { id: 'search', labelKey: 'search-box.open', groupKey: 'app.group.go', keys: 'Ctrl+/', singleKey: '/' },
  write: { id: 'write', labelKey: 'app.newMessage', groupKey: 'app.group.do', singleKey: 'c' },
  nextUnread: { id: 'next-unread', labelKey: 'app.nextUnread', groupKey: 'app.group.go', singleKey: 'u' },
  next: { id: 'next', labelKey: 'app.nextMessage', groupKey: 'app.group.go', singleKey: 'n' },
  previous: { id: 'previous', labelKey: 'app.previousMessage', groupKey: 'app.group.go', singleKey: 'p' },
  goToDate: { id: 'go-to-date', labelKey: 'message-list.goToDate', groupKey: 'app.group.go', singleKey: 'g' },
  undo: { id: 'undo', labelKey: 'actions.undo', groupKey: 'actions.group', keys: 'Ctrl+Z', singleKey: 'z' },
} as const satisfies Record<string, ActionDescription>
