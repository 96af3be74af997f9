import { useQueryCache } from '@pinia/colada'
import { onScopeDispose } from 'vue'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { openLiveUpdates } from '#client/api/live-updates.ts'
import { applyLiveEvent, type LiveView } from '#client/mail/apply-live-event.ts'
import { useBulkJobs } from '#client/mail/bulk/bulk-jobs.ts'
import { useConnection } from '#client/mail/connection.ts'
import { contactChanges } from '#client/mail/contacts/contact-changes.ts'
import { afterFolderChanges } from '#client/mail/folder-writes.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { createNewMailAnnouncer } from '#client/mail/new-mail-announcer.ts'
import { useSessionWatch } from '#client/mail/session-watch.ts'
import { type LiveEvent } from '#contract/events.ts'
import { type FolderId } from '#contract/ids.ts'

/** Follows the server's events for as long as the layout is there: cache, counts, session and connection. */
export function useLiveMail(): { reopen(): void } {
  const connection = useConnection()
  const session = useSessionWatch()
  const { hear, catchUp, stop } = useLiveCache()

  function onEvent(event: LiveEvent): void {
    switch (event.type) {
      case 'mail-server':
        connection.hasMailServer = event.state === 'back'
        if (event.state === 'back') void catchUp()
        break
      case 'job':
        useBulkJobs().hear(event)
        break
      case 'session-ending':
        session.ending = { endsAtMs: event.endsAtMs, canExtend: event.canExtend }
        break
      case 'session-ended':
        // Without a session the stream can only be refused; signing in again opens it anew.
        close()
        void session.askToSignInAgain(event.reason)
        break
      default:
        hear(event)
    }
  }

  const open = () =>
    openLiveUpdates({
      onEvent,
      onState(state, missed) {
        connection.isLive = state !== 'lost'
        if (state !== 'open' || !missed) return
        contactChanges.value += 1
        void catchUp()
      },
    })
  let close = open()
  onScopeDispose(() => {
    close()
    stop()
  })

  function reopen(): void {
    close()
    close = open()
  }
  return { reopen }
}

type CacheEvent = Exclude<LiveEvent, { type: 'mail-server' | 'job' | 'session-ending' | 'session-ended' }>

/** How events meet the cache and the reader. */
function useLiveCache() {
  const cache = useQueryCache()
  const preferences = usePreferences()
  const view = useMailView()
  const announcer = createNewMailAnnouncer(() => preferences.newMailAnnouncements)

  const liveView: LiveView = {
    holdsBack: (folderId) => folderId === view.folderId && view.isReading,
    onArrived(folderId, count, items) {
      const { folders } = mailboxCache()
      const folder = folders().find(({ id }) => id === folderId)
      const isOfInterest = folder?.role === 'inbox' || folderId === view.folderId
      if (folder && isOfInterest) announcer.arrived(folderName(folder), count, items)
    },
    onOutOfStep: (folderId) => void readAgain(keys.rows(folderId)),
  }

  async function readAgain(key: string[]): Promise<void> {
    await cache.invalidateQueries({ key }).catch(() => undefined)
  }

  /** After a gap nothing is certain, nor when folders have changed, since another may have the same name; what is on the screen is read again at once, the rest when it is next shown. */
  async function catchUp(): Promise<void> {
    await Promise.all([keys.allRows(), keys.folders(), ['outbox']].map(readAgain))
    await view.readShownAgain().catch(() => undefined)
  }

  /** More of a folder is in conversations, or some of it in others. */
  function regrouped(folderId: FolderId): void {
    if (mailboxCache().rowsOf(folderId)?.grouping) void readAgain(keys.rows(folderId))
  }

  function hear(event: CacheEvent): void {
    if (event.type === 'outbox') void readAgain(['outbox'])
    else if (event.type === 'contacts') contactChanges.value += 1
    else if (event.type === 'folders') afterFolderChanges(() => void catchUp())
    else if (event.type === 'grouped') regrouped(event.folderId)
    else applyLiveEvent(event, liveView)
  }

  return { hear, catchUp, stop: () => announcer.stop() }
}
