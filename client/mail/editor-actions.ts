import { type ActionDescription } from './screen-actions.ts'

/** Like `paneActions`, for writing with formatting. */
export const editorActions = {
  strong: { id: 'editor.strong', labelKey: 'editor.strong', groupKey: 'editor.group', keys: 'Ctrl+B' },
  em: { id: 'editor.em', labelKey: 'editor.em', groupKey: 'editor.group', keys: 'Ctrl+I' },
  link: { id: 'editor.link', labelKey: 'editor.link', groupKey: 'editor.group', keys: 'Ctrl+Shift+K' },
  heading1: { id: 'editor.heading1', labelKey: 'editor.heading1', groupKey: 'editor.group', keys: 'Ctrl+Alt+1' },
  heading2: { id: 'editor.heading2', labelKey: 'editor.heading2', groupKey: 'editor.group', keys: 'Ctrl+Alt+2' },
  heading3: { id: 'editor.heading3', labelKey: 'editor.heading3', groupKey: 'editor.group', keys: 'Ctrl+Alt+3' },
  paragraph: { id: 'editor.paragraph', labelKey: 'editor.paragraph', groupKey: 'editor.group', keys: 'Ctrl+Alt+0' },
  indent: { id: 'editor.indent', labelKey: 'editor.indent', groupKey: 'editor.group', keys: 'Ctrl+]' },
  outdent: { id: 'editor.outdent', labelKey: 'editor.outdent', groupKey: 'editor.group', keys: 'Ctrl+[' },
  toolbar: { id: 'editor.toolbar', labelKey: 'editor.toToolbar', groupKey: 'editor.group', keys: 'Alt+F10' },
} as const satisfies Record<string, ActionDescription>
