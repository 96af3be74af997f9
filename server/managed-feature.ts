import type { Adapters, Parts } from './app.ts'
import { openMailOf } from './clocks.ts'
import { changedMessage } from './features/managed-mailboxes/changed-message.ts'
import { type ManagingServices, onlyOwnRules, SharedManaging } from './features/managed-mailboxes/managed-mailboxes.ts'
import type { ManagedMailboxes } from './mail/managed-mailboxes.ts'
import { OwnerNames } from './mail/owner-names.ts'
import { activityNote } from './note-activity.ts'
import { errorFields } from './observability/logger.ts'
import { Shares } from './storage/shares.ts'

/** Rules are not shared by mail servers: to see to those of another we sign in as them, which takes tokens. */
export const offersManaging = ({ tokenMint, scripts, directory }: Adapters) =>
  tokenMint !== null && scripts !== null && directory !== null

/** Who may see to the rules of whose mailbox, and what is noted and told of it. */
export function openManaging(adapters: Adapters, { live }: Pick<Parts, 'live'>): ManagedMailboxes {
  const { directory, storage, sealer, now = Date.now } = adapters
  if (!directory || !offersManaging(adapters)) return onlyOwnRules
  return new SharedManaging({
    ...{ directory, ownerNames: new OwnerNames(directory), shares: new Shares(storage.database, sealer), now },
    note: noteChange(adapters, live),
  })
}

/** A line in the log without names, an entry in the activity of whose mailbox it is, and a message to them, which the change does not depend on. */
function noteChange(adapters: Adapters, live: Parts['live']): ManagingServices['note'] {
  const { sealer, logger, now = Date.now } = adapters
  const noteActivity = activityNote(adapters)
  const open = openMailOf(adapters, live)
  const mark = (user: string) => sealer.fingerprint(user.toLowerCase()).slice(0, 12)
  return async ({ requestId, session }, owner, action, isRole) => {
    const by = session.signedIn
    logger.info('managing', { requestId, outcome: action, account: mark(owner.user), by: mark(by.user) })
    await noteActivity(owner.user, { user: by.user, action, folder: '', role: null, count: 0 })
    if (isRole) return
    const mail = open(owner.user)
    try {
      const bytes = await changedMessage(owner, by, action, now())
      await mail?.copies.put('INBOX', { bytes, receivedAtMs: now(), flags: [], labels: [] })
    } catch (error) {
      logger.error('managing', errorFields(error))
    } finally {
      mail?.close()
    }
  }
}
