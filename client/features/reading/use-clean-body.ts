import { shallowRef, type ShallowRef, watch } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import type { CleanMail } from '#client/mail/received/clean.ts'
import { takeClean } from '#client/mail/received/ready-bodies.ts'
import { repairWords } from '#client/mail/received/repair-words.ts'
import { type Message } from '#contract/messages.ts'

export interface CleanBody {
  /** Null while it is being cleaned and for a message without HTML. */
  readonly clean: Readonly<ShallowRef<CleanMail | null>>
  /** The sanitiser could not be loaded or gave up: then only the text is shown, never the HTML as it came. */
  readonly failed: Readonly<ShallowRef<boolean>>
}

/** Cleans the HTML of a message. The sanitiser is fetched when the first such message is opened. */
export function useCleanBody(message: () => Message, subjectLevel?: () => number): CleanBody {
  const clean = shallowRef<CleanMail | null>(null)
  const failed = shallowRef(false)
  watch(
    // Not the message itself: it is another object when a flag changes, and the frame would load again.
    [() => message().id, () => t('reading.unnamedPicture'), () => message().html?.content.length] as const,
    async ([id, , length], before) => {
      const { html } = message()
      // More of the same message takes the place of what is there, so that nobody loses their place.
      if (id !== before[0]) clean.value = null
      failed.value = false
      if (html === null) return
      const ready = takeClean(html, subjectLevel?.())
      if (ready) {
        clean.value = ready
        return
      }
      try {
        const { cleanMail } = await import('#client/mail/received/clean.ts')
        if (message().id === id && message().html?.content.length === length)
          clean.value = cleanMail(html.content, repairWords(), subjectLevel?.())
      } catch {
        failed.value = true
      }
    },
    { immediate: true },
  )
  return { clean, failed }
}
