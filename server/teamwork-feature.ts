import type { Adapters } from './app.ts'
import type { Config } from './config.ts'
import { openMailOf } from './clocks.ts'
import { Colleagues } from './features/teamwork/colleagues.ts'
import { teamworkRoutes } from './features/teamwork/routes.ts'
import { writingRoutes } from './features/teamwork/writing.ts'
import type { Route } from './http/route.ts'
import type { OwnerNames } from './mail/owner-names.ts'
import type { LiveSessions } from './sessions/live-sessions.ts'
import { Writings } from './storage/writing.ts'

const writingsOf = ({ storage, sealer }: Adapters) => new Writings(storage.database, sealer)

export const sweepWritings = (adapters: Adapters): Promise<void> =>
  writingsOf(adapters).sweep((adapters.now ?? Date.now)())

/** What people who share a mailbox know of each other there. */
export function ownTeamworkRoutes(
  config: Config,
  adapters: Adapters,
  { live, ownerNames }: { live: LiveSessions; ownerNames: OwnerNames },
): Route[] {
  const { directory, now = Date.now } = adapters
  const knowsGroups = config.sharing.groups
  const colleagues = new Colleagues({ directory, ownerNames, knowsGroups, openMail: openMailOf(adapters, live), now })
  return [...teamworkRoutes(colleagues), ...writingRoutes(writingsOf(adapters), now)]
}
