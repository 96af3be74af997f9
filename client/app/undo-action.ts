import { type Action, defineAction } from '#client/accessibility/shortcuts.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { screenActions } from '#client/mail/screen-actions.ts'
import { isWriting } from '#client/mail/writes.ts'

/** The undo key, on every screen: what was changed there says that it can be undone so. */
export function undoAction(): Action {
  const outcome = useOutcome()
  return defineAction({
    ...screenActions.undo,
    when: () => (outcome.canUndo || isWriting()) && !isTyping(),
    run: () => void outcome.undoLatest(),
  })
}

/** In a field, Ctrl+Z takes back typing. */
function isTyping(): boolean {
  const typed = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]'
  return document.activeElement?.matches(typed) ?? false
}
