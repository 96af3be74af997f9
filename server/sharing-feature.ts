import type { Adapters, Parts } from './app.ts'
import type { Config } from './config.ts'
import { openMailOf } from './clocks.ts'
import { activityRoutes } from './features/activity/routes.ts'
import { type Note, watchedAccounts } from './features/activity/watched-accounts.ts'
import { type NoteShare, sharingRoutes } from './features/sharing/routes.ts'
import { RightsWatch } from './features/sharing/rights-watch.ts'
import { SeenAccess } from './features/sharing/seen-access.ts'
import { SharesUnderWay } from './features/sharing/shares-under-way.ts'
import type { SharingFeature } from './features/sharing/share-list.ts'
import { SharingClock } from './features/sharing/sharing-clock.ts'
import { offersManaging, openManaging } from './managed-feature.ts'
import { openHandOver } from './hand-over-feature.ts'
import type { Route } from './http/route.ts'
import type { OwnerNames } from './mail/owner-names.ts'
import { activityNote } from './note-activity.ts'
import { errorFields } from './observability/logger.ts'
import { keptSinceMs } from './security-feature.ts'
import type { LiveSessions } from './sessions/live-sessions.ts'
import { ActivityLog } from './storage/activity-log.ts'
import { PersonNotes } from './storage/person-notes.ts'
import { RightsChanges } from './storage/rights-changes.ts'
import { Shares } from './storage/shares.ts'

const failureOf =
  ({ logger }: Adapters) =>
  (error: unknown) =>
    logger.error('sharing', errorFields(error))

const rightsChangesOf = ({ storage, sealer }: Adapters) => new RightsChanges(storage.database, sealer)

const logOf = ({ storage, sealer }: Adapters) => new ActivityLog(storage.database, sealer)

/** Accounts over which nothing is done in the mailbox of another without being noted for whose it is. */
export function accountsOf({ sharing: { sentCopies }, audit }: Config, adapters: Adapters): Adapters['accounts'] {
  const { accounts, now = Date.now } = adapters
  const add = activityNote(adapters)
  const note: Note = (owner, deed) => void add(owner, deed)
  return watchedAccounts(accounts, note, { now, sentCopies, keepsMessageIds: audit.messageIds })
}

export async function sweepSharing(config: Config, adapters: Adapters): Promise<void> {
  const nowMs = (adapters.now ?? Date.now)()
  await logOf(adapters).sweep(keptSinceMs(config, adapters))
  await rightsChangesOf(adapters).sweep(nowMs)
}

/** A delegate's open pages know of new rights and of ended ones at once: connections are renewed, folders read again. */
function startRightsWatch(config: Config, adapters: Adapters, live: LiveSessions): RightsWatch {
  const { directory, now = Date.now } = adapters
  return new RightsWatch({
    ...{ changes: rightsChangesOf(adapters), now, onFailure: failureOf(adapters) },
    people: () => live.people(),
    forgetRights: (user) => live.forgetRights(user),
    groupsOf: config.sharing.groups && directory ? (user) => directory.groupsOf(user) : null,
  })
}

export function ownSharingRoutes(
  config: Config,
  adapters: Adapters,
  {
    live,
    rightsWatch,
    ownerNames,
    security,
  }: Pick<Parts, 'live' | 'rightsWatch' | 'security'> & { ownerNames: OwnerNames },
): Route[] {
  const { storage, sealer, directory, tokenMint, logger, now = Date.now } = adapters
  const log = logOf(adapters)
  const noteActivity = activityNote(adapters)
  const note: NoteShare = (visit, { user, ...change }) => {
    const owner = visit.session.signedIn.user
    security.note(owner, change.outcome === 'given' ? 'share-given' : 'share-ended', visit)
    logger.info('sharing', {
      requestId: visit.requestId,
      ...change,
      account: sealer.fingerprint(owner.toLowerCase()).slice(0, 12),
    })
    void noteActivity(owner, { user, action: change.outcome, folder: '', role: null, count: change.count })
  }
  const sharing: SharingFeature = {
    ...{ shares: new Shares(storage.database, sealer), directory, ownerNames, now },
    actsWhileSignedOut: tokenMint !== null,
    offersGroups: config.sharing.groups,
    offersManaging: offersManaging(adapters),
    senders: adapters.senders,
    seen: new SeenAccess(new PersonNotes(storage.database, sealer)),
    underWay: new SharesUnderWay(),
    lastUses: (owner) => log.lastUses(owner),
    onChange: (grantee) => void rightsWatch.changed(grantee),
  }
  return [
    ...activityRoutes({ ...{ log, ownerNames }, ...config.audit, managed: openManaging(adapters, { live }) }),
    ...sharingRoutes(sharing, note),
    ...openHandOver(config, adapters, { live, sharing, security }),
  ]
}

/** What begins, ends and is noticed by itself. */
export function startSharingClocks(
  config: Config,
  adapters: Adapters,
  live: LiveSessions,
): { sharingClock: SharingClock; rightsWatch: RightsWatch } {
  const { storage, sealer, now = Date.now } = adapters
  const rightsWatch = startRightsWatch(config, adapters, live)
  const sharingClock = new SharingClock({
    ...{ shares: new Shares(storage.database, sealer), now, onFailure: failureOf(adapters) },
    senders: adapters.senders,
    openMail: openMailOf(adapters, live),
    onChange: (grantee) => void rightsWatch.changed(grantee),
  })
  return { sharingClock, rightsWatch }
}
