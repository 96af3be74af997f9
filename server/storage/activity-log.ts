import type { Kysely } from 'kysely'
import type { ActivityAction } from '#contract/activity.ts'
import type { FolderRole } from '#contract/folders.ts'
import { type Numbered, SealedLog } from './sealed-log.ts'
import type { Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** One thing done, without a word of any message. */
export interface Deed {
  /** User name of who did it, or of whom it was about. */
  user: string
  action: ActivityAction
  folder: string
  role: FolderRole | null
  count: number
  /** Message-IDs of messages it was done to, where the operator keeps them. */
  messageIds?: readonly string[]
}

export type DoneDeed = Numbered<Deed>

/** What was done in each mailbox, in order. */
export class ActivityLog extends SealedLog<Deed> {
  constructor(database: Kysely<Schema>, sealer: Sealer) {
    const partsOf = ({ user, action, folder, role, count, messageIds }: Deed) => [
      ...[user, action, folder, role, count],
      ...(messageIds ? [messageIds] : []),
    ]
    super(database, sealer, { table: 'activity', partsOf })
  }

  /** When each person last did something there; what the owner gave and ended is none of that. */
  async lastUses(owner: string): Promise<Map<string, number>> {
    const about: readonly ActivityAction[] = ['given', 'ended', 'answered-for', 'shared-for']
    const isUse = ({ action }: Deed) => !about.includes(action)
    const { entries } = await this.read(owner, { most: Infinity, fits: isUse })
    return new Map(entries.toReversed().map(({ user, atMs }) => [user, atMs]))
  }
}
