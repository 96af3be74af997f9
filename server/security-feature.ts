import type { Adapters } from './app.ts'
import type { Config } from './config.ts'
import { securityEventRoutes } from './features/security-events/routes.ts'
import type { Route } from './http/route.ts'
import { errorFields } from './observability/logger.ts'
import { SecurityNotes } from './sessions/security-notes.ts'
import { KnownDevices } from './storage/known-devices.ts'
import { OneUse } from './storage/one-use.ts'
import { PersonNotes } from './storage/person-notes.ts'
import { SecurityLog } from './storage/security-log.ts'

const dayMs = 24 * 60 * 60_000

const logOf = ({ storage, sealer }: Adapters) => new SecurityLog(storage.database, sealer)
const devicesOf = ({ storage, sealer }: Adapters) => new KnownDevices(new PersonNotes(storage.database, sealer))

/** Before this moment nothing is kept of what was done in mailboxes and to accounts. */
export const keptSinceMs = ({ audit }: Config, { now = Date.now }: Adapters) => now() - audit.keepDays * dayMs

export function openSecurityNotes(adapters: Adapters): SecurityNotes {
  const { storage, sealer, directory, logger, now = Date.now } = adapters
  return new SecurityNotes({
    ...{ log: logOf(adapters), devices: devicesOf(adapters), directory, now },
    oneUse: new OneUse(storage.database, sealer, now),
    onFailure: (error) => logger.error('security-events', errorFields(error)),
  })
}

export const sweepSecurity = (config: Config, adapters: Adapters): Promise<void> =>
  logOf(adapters).sweep(keptSinceMs(config, adapters))

export const ownSecurityRoutes = ({ audit: { keepDays } }: Config, adapters: Adapters): Route[] =>
  securityEventRoutes({ log: logOf(adapters), devices: devicesOf(adapters), keepDays })
