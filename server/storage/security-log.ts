import type { Kysely } from 'kysely'
import type { SecurityEventKind } from '#contract/security-events.ts'
import { SealedLog } from './sealed-log.ts'
import type { Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** Something that touched the security of somebody's account: no secret, nobody else's name or address, no subject. */
export interface SecurityEvent {
  kind: SecurityEventKind
  /** The names of the browser and of the system it came from, and its network address; null and empty where nobody's browser did it. */
  browser: string | null
  system: string | null
  network: string
  /** How many messages or sessions; 0 where that says nothing. */
  count: number
}

export class SecurityLog extends SealedLog<SecurityEvent> {
  constructor(database: Kysely<Schema>, sealer: Sealer) {
    const partsOf = ({ kind, browser, system, network, count }: SecurityEvent) => [
      ...[kind, browser, system, network, count],
    ]
    super(database, sealer, { table: 'security_event', partsOf })
  }
}
