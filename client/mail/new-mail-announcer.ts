import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { peopleOf, subjectOf } from './sender-name.ts'

/** New mail is spoken at most this often; what comes in between is told together. */
const quietMs = 30_000

export interface NewMailAnnouncer {
  /** `items` may know fewer than `count`. */
  arrived(folderName: string, count: number, items: readonly MessageSummary[]): void
  stop(): void
}

/** Speaks of new mail politely: the first at once, further ones together after half a minute. */
export function createNewMailAnnouncer(isWanted: () => boolean): NewMailAnnouncer {
  let timer: ReturnType<typeof setTimeout> | undefined
  let gathered: { folderName: string; count: number; items: readonly MessageSummary[] } | undefined

  function speak(): void {
    timer = undefined
    if (!gathered) return
    const { folderName, count, items } = gathered
    gathered = undefined
    timer = setTimeout(speak, quietMs)
    const [only] = items
    if (!isWanted()) return
    if (count === 1 && only) {
      announce(t('message-list.newArrived', { people: peopleOf(only, null), subject: subjectOf(only) }))
    } else {
      announce(t('message-list.newArrivedMany', { count, folder: folderName }))
    }
  }

  return {
    arrived(folderName, count, items) {
      const before = gathered?.folderName === folderName ? gathered : undefined
      gathered = { folderName, count: (before?.count ?? 0) + count, items: [...items, ...(before?.items ?? [])] }
      if (timer === undefined) speak()
    },
    stop: () => clearTimeout(timer),
  }
}
