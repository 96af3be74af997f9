import { computed, shallowRef, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Message } from '#contract/messages.ts'
import { type MessageView } from '#contract/view-choice.ts'

/**
 * Which of its views a message is shown in: the one chosen now, else for its sender before, else by what the check says.
 * A choice is kept for the sender unless `remembers` is false.
 */
export function useViews(message: () => Message | undefined, remembers = true) {
  const chosen = shallowRef<MessageView | null>(null)
  const judged = shallowRef<MessageView | null>(null)
  watch(
    () => message()?.id,
    () => {
      chosen.value = null
      judged.value = null
    },
  )
  /** Null until the check has said. */
  const shown = computed(() => chosen.value ?? message()?.chosenView ?? judged.value)

  function choose(view: MessageView): void {
    const now = message()
    if (!now || view === shown.value) return
    chosen.value = view
    announce(t(`views.now.${view}`))
    if (remembers) void import('#client/mail/view-choices.ts').then(({ rememberView }) => rememberView(now, view))
  }

  return { shown, judged, choose }
}
