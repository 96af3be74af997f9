import { useRouter } from 'vue-router'
import { keptRowSelector } from '#client/accessibility/focus.ts'
import { afterNavigationFocus } from '#client/accessibility/page-title.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Draft, isWorthKeeping } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { useSaver } from './drafts/saver.ts'
import { closeInOrder, isOwnWindow } from './window/own-window.ts'

/** Ways out of a draft: back to where the writing began, with the text kept or (until it is undone) thrown away. */
export function useLeaving() {
  const router = useRouter()
  const drafts = useDrafts()
  const outcome = useOutcome()
  const saver = useSaver()

  function leave(): void {
    // There is nowhere to go back to: it says that the message has gone, and what can be undone.
    if (isOwnWindow()) return
    const state: unknown = history.state
    const cameFrom = typeof state === 'object' && state !== null && 'back' in state ? state.back : null
    if (typeof cameFrom !== 'string' || cameFrom.startsWith('/sign-in')) {
      void router.push({ name: 'home' })
      return
    }
    afterNavigationFocus(whereWritingBegan(cameFrom))
    router.back()
  }

  /** The draft stays one of the open ones; a window of its own closes. */
  function closeAndKeep(): void {
    if (isOwnWindow()) closeInOrder()
    else leave()
  }

  function discard(draft: Draft): void {
    const isMissed = isWorthKeeping(draft)
    leave()
    const removed = drafts.remove(draft.key)
    if (!removed) return
    // Also where nothing is missed: it may have been saved before.
    const discarding = saver.discard(removed)
    if (!isMissed) return
    outcome.offerUndo({
      text: t('compose.discarded'),
      async undo() {
        await discarding
        drafts.restore(removed)
        await router.push({ name: 'compose', params: { draftKey: removed.key } })
      },
    })
  }

  return { leave, closeAndKeep, discard }
}

/** The subject of the message that was open, or the row the person was on. */
function whereWritingBegan(path: string): () => HTMLElement | null {
  const isMessage = /^\/mail\/[^/]+\/[^/?#]+/.test(path)
  return () => document.querySelector(isMessage ? 'main article h2' : keptRowSelector)
}
