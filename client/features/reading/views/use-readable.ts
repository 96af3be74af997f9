import { type Component, computed, type ComputedRef, shallowRef, type ShallowRef, watch } from 'vue'
import type { CleanMail } from '#client/mail/received/clean.ts'
import type { Readable } from '#client/mail/received/reading/readable.ts'
import { rebuiltOf } from '#client/mail/received/ready-bodies.ts'
import { readableWords } from '#client/mail/received/repair-words.ts'
import { type MessageView } from '#contract/view-choice.ts'

export interface RebuiltBody {
  /** Null while it is being rebuilt, and where that failed: then the original is all there is. */
  readonly readable: Readonly<ShallowRef<Readable | null>>
  readonly failed: Readonly<ShallowRef<boolean>>
  /** Says what the message holds. It comes with the code for rebuilding, so that nothing moves when it comes. */
  readonly panel: Readonly<ShallowRef<Component | null>>
  /** What goes into the frame. Where it could not be rebuilt it is the original, whatever was asked for. */
  readonly shown: ComputedRef<CleanMail | null>
}

/** From here on rebuilding pauses between its steps. */
const large = 60_000

/** Once it has come. */
let structurePanel: Component | null = null

/**
 * Rebuilds a cleaned message for reading. The code for it is fetched when the first formatted message is opened. `view` is null
 * until the check has said.
 */
export function useReadable(clean: () => CleanMail | null, view: () => MessageView | null): RebuiltBody {
  const readable = shallowRef<Readable | null>(null)
  const failed = shallowRef(false)
  const panel = shallowRef<Component | null>(null)
  watch(
    clean,
    async (mail) => {
      failed.value = false
      if (mail === null) {
        readable.value = null
        return
      }
      const ready = structurePanel && rebuiltOf(mail)
      if (ready) {
        panel.value = structurePanel
        readable.value = ready
        return
      }
      try {
        const [{ readableInSteps }, { default: structure }] = await Promise.all([
          import('#client/mail/received/reading/readable.ts'),
          import('./MessageStructure.vue'),
        ])
        const steps = readableInSteps(mail, readableWords())
        let step = steps.next()
        while (step.done !== true && clean() === mail) {
          if (mail.html.length > large) await new Promise((resolve) => setTimeout(resolve))
          step = steps.next()
        }
        if (step.done !== true || clean() !== mail) return
        panel.value = structurePanel = structure
        readable.value = step.value
      } catch {
        if (clean() === mail) failed.value = true
      }
    },
    { immediate: true },
  )
  const shown = computed(() => {
    const isRebuilt = view() === null || (view() === 'reading' && !failed.value)
    return isRebuilt ? (readable.value?.mail ?? null) : clean()
  })
  return { readable, failed, panel, shown }
}
