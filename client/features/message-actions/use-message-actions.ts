import { type Action, defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { roleOf } from '#client/mail/folder-of-target.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { type Command, describeCommand, useMessageCommands } from '#client/mail/message-commands.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { screenActions } from '#client/mail/screen-actions.ts'
import { sizeOf } from '#client/mail/selection.ts'
import { isWriting } from '#client/mail/writes.ts'

/** Puts every message command, and taking the last one back, into the registry that keys, palette and key help read. */
export function useMessageActions(): void {
  const view = useMailView()
  const outcome = useOutcome()

  const actionFor = (command: Command): Action =>
    defineAction({
      ...describeCommand(command.id),
      when: () => command.enabled(view.target),
      run: () => command.run(view.target),
    })

  useAction(
    ...useMessageCommands().map(actionFor),
    defineAction({
      id: 'delete-in-trash',
      labelKey: 'actions.delete-for-ever',
      groupKey: 'actions.group',
      keys: 'Delete',
      hidden: true,
      when: () => roleOf(view.target) === 'trash' && (sizeOf(view.target) ?? 0) > 0,
      run: () => {
        view.askingToDelete = view.target
      },
    }),
    defineAction({
      ...screenActions.undo,
      when: () => (outcome.canUndo || isWriting()) && !isTyping(),
      run: () => void outcome.undoLatest(),
    }),
  )
}

/** In a field, Ctrl+Z takes back typing. */
function isTyping(): boolean {
  return document.activeElement?.matches('input, textarea, select, [contenteditable="true"]') ?? false
}
