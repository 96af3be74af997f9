import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { keyCaps } from '#client/accessibility/key-combination.ts'
import { shownKey } from '#client/accessibility/shortcuts.ts'
import { t } from '#client/i18n/i18n.ts'
import { type MessageId } from '#contract/ids.ts'
import { screenActions } from './screen-actions.ts'
import { isWriting, writesSettled } from './writes.ts'

/** What the bar says about the last action, with what can be done about it. */
export interface Outcome {
  readonly text: string
  readonly failed: boolean
  readonly action?: OutcomeAction | undefined
  /** Something else to do, before the action: to look at what failed. */
  readonly also?: OutcomeAction | undefined
  /** What was thrown. */
  readonly error?: unknown
  /** The action takes back what was done. */
  readonly canBeUndone?: boolean
}

export interface OutcomeAction {
  readonly label: string
  run(): void
}

/** Something that was done and can be taken back. */
export interface Undoable {
  /** What was done, in the person's language: "3 messages archived". */
  readonly text: string
  /** The messages it is about, as they are called now: without any of them it cannot be taken back. */
  readonly needs?: readonly MessageId[]
  /** Takes it back and says so itself. */
  undo(): Promise<void>
}

/** How many steps back are kept; all of them stay reachable by key for as long as the page is open. */
const keptSteps = 20

/**
 * What came of the last action, shown and spoken, and the way back. The bar stays until it is answered, replaced or
 * closed: no clock runs, so that nobody has to hurry (WCAG 2.2.3). Closing the bar does not take the undo key away.
 */
export const useOutcome = defineStore('outcome', () => {
  const shown = shallowRef<Outcome | null>(null)
  const { steps, remember, forget, withdraw } = createSteps()
  let isTakingBack = false
  const canUndo = computed(() => steps.value.length > 0)

  /** Says something and shows it, with nothing to take back. */
  function tell(text: string, options: Partial<Pick<Outcome, 'failed' | 'action' | 'also' | 'error'>> = {}): void {
    const { failed = false, action } = options
    const next = isTakingBack && !failed && !action ? steps.value.at(-1) : undefined
    if (next?.text) {
      showUndo(t('actions.undoNext', { undone: text, next: next.text }))
      return
    }
    shown.value = { ...options, text, failed }
    announce(text, { assertive: failed })
  }

  /** What was taken back, and what the same key takes back next. */
  function showUndo(text: string): void {
    shown.value = { text, failed: false, action: undoAction(), canBeUndone: true }
    announce(text)
  }

  const undoAction = (): OutcomeAction => ({ label: t('ui.undo'), run: () => void undoLatest() })

  /** Says what was done, and the key that takes it back; `failed` when that is not all that was wished. */
  function offerUndo(step: Undoable, options: Partial<Pick<Outcome, 'failed' | 'also' | 'error'>> = {}): void {
    const { failed = false } = options
    remember(step)
    const action = undoAction()
    const key = shownKey(screenActions.undo)
    const done = key === null ? step.text : t('actions.withUndoKey', { done: step.text, key: keyCaps(key).join('+') })
    shown.value = { ...options, text: done, failed, action, canBeUndone: true }
    announce(done, { assertive: failed })
  }

  /** Takes back what was done last; what is still on its way is waited for, so that nobody has to. */
  async function undoLatest(): Promise<void> {
    if (isWriting()) await untilTold()
    const step = steps.value.at(-1)
    if (!step) return
    steps.value = steps.value.slice(0, -1)
    shown.value = null
    isTakingBack = true
    try {
      await step.undo()
    } finally {
      isTakingBack = false
    }
  }

  function hide(): void {
    shown.value = null
  }

  return { shown, canUndo, tell, remember, forget, withdraw, offerUndo, undoLatest, hide }
})

/** Resolves when what is on its way has been done; that is told right after. */
async function untilTold(): Promise<void> {
  await writesSettled()
  await new Promise((resolve) => setTimeout(resolve))
}

/** What can be taken back, the latest at the end. */
function createSteps() {
  const steps = shallowRef<readonly Undoable[]>([])

  /** Something has begun that can be taken back from now on; nothing is said. */
  function remember(step: Undoable): void {
    steps.value = [...steps.value, step].slice(-keptSteps)
  }

  function forget(step: Undoable): void {
    steps.value = steps.value.filter((other) => other !== step)
  }

  /** These messages are no more: what needs only them cannot be taken back. */
  function withdraw(ids: readonly MessageId[]): void {
    const gone = new Set(ids)
    steps.value = steps.value.filter(({ needs }) => !needs?.length || !needs.every((id) => gone.has(id)))
  }

  return { steps, remember, forget, withdraw }
}
