import { shallowRef, watch } from 'vue'
import { type MessageId } from '#contract/ids.ts'

/** A part of a message. */
export interface Place {
  messageId: MessageId
  partId: string
}

/** What the server reads out of a part of a message: null while it is on its way, and where it could not be asked for. */
export function usePart<T>(place: () => Place, ask: (place: Place) => Promise<T>) {
  const content = shallowRef<T | null>(null)
  const problem = shallowRef<unknown>(null)

  async function read(): Promise<void> {
    const asked = place()
    const isStill = () => asked.messageId === place().messageId && asked.partId === place().partId
    problem.value = null
    try {
      const found = await ask(asked)
      if (isStill()) content.value = found
    } catch (error) {
      if (isStill()) problem.value = error
    }
  }

  watch(
    [() => place().messageId, () => place().partId],
    () => {
      content.value = null
      void read()
    },
    { immediate: true },
  )
  return { content, problem, read }
}
