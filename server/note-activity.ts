import type { Adapters } from './app.ts'
import { errorFields } from './observability/logger.ts'
import { ActivityLog, type Deed } from './storage/activity-log.ts'

/**
 * Notes what was done in somebody's mailbox. The log is told how many entries there are by now, because it may lie where whoever
 * has the database cannot change it: that shows when an older state of the whole table is put back. Never fails.
 */
export function activityNote({ storage, sealer, logger, now = Date.now }: Adapters) {
  const log = new ActivityLog(storage.database, sealer)
  return async (owner: string, deed: Deed): Promise<void> => {
    try {
      const count = await log.add(owner, deed, now())
      logger.info('activity', { account: sealer.fingerprint(owner.toLowerCase()).slice(0, 12), count })
    } catch (error) {
      logger.error('activity', errorFields(error))
    }
  }
}
