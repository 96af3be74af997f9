import { type Action, defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { roleOf } from '#client/mail/folder-of-target.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { type Command, describeCommand, useMessageCommands } from '#client/mail/message-commands.ts'
import { sizeOf } from '#client/mail/selection.ts'

/** Puts every message command into the registry that keys, palette and key help read. */
export function useMessageActions(): void {
  const view = useMailView()

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
  )
}
