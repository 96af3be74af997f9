import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { t } from '#client/i18n/i18n.ts'
import { composeActions } from '#client/mail/compose-actions.ts'
import { type Draft } from '#client/mail/draft.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { canOpenWindow, moveToWindow } from './own-window.ts'

/** Offers to go on in a window of its own. `flush` puts what is still in the editor into the draft. Call it in setup. */
export function useOpenWindow(draft: () => Draft, flush: () => void): () => Promise<void> {
  async function open(): Promise<void> {
    // Uploads belong to the window that began them.
    if (draft().files.some(({ state }) => state === 'arriving')) {
      useOutcome().tell(t('own-window.filesArriving'), { failed: true })
      return
    }
    flush()
    const isOpen = await moveToWindow(draft())
    if (!isOpen) useOutcome().tell(t('own-window.blocked'), { failed: true })
  }

  useAction(
    defineAction({
      ...composeActions.ownWindow,
      when: () => canOpenWindow() && draft().state === 'writing' && draft().prefilledText !== null,
      run: () => void open(),
    }),
  )
  return open
}
