import { useQueryCache } from '@pinia/colada'
import { type MessageId } from '#contract/ids.ts'
import { keys } from './mailbox-cache.ts'

/** Enough to go back and forth in what was just read; a message is 8 KB on average. */
const mostKept = 40

/**
 * Bounds the messages that are kept: whoever reads on all day, or lets many be fetched ahead that are never opened, must not
 * fill the memory. The longest unused go first; one that is on the screen stays. Needs an active Pinia.
 */
export function keptMessages(most = mostKept): { use(id: MessageId): void } {
  const cache = useQueryCache()
  const used = new Set<MessageId>()

  function forgetOldest(): void {
    const [oldest] = used
    if (oldest === undefined) return
    used.delete(oldest)
    const entry = cache.get(keys.message(oldest))
    if (entry?.active) used.add(oldest)
    else if (entry) cache.remove(entry)
  }

  return {
    use(id) {
      used.delete(id)
      used.add(id)
      if (used.size > most) forgetOldest()
    },
  }
}
