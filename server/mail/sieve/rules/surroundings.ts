import type { KnownSenders, KnownWish } from '../../known-senders.ts'
import type { FilterReach } from '../../own-rules.ts'

/** What rules have to know of their person and the organisation. */
export interface Surroundings {
  addresses: readonly string[]
  /** False where the directory does not let mail of this person be sent on. */
  mayForward?: boolean
  insideDomains: readonly string[]
  /** Who is among the contacts and in groups, once it was looked up for the rules that are written. */
  known?: KnownSenders
  lookUp?: (wish: KnownWish) => Promise<KnownSenders>
  /** Targets outside that were confirmed, in lower case; null, as without it, where they need not be. */
  confirmed?: readonly string[] | null
  /** Somebody else sees to the rules, who may not have mail sent on (`refuseNewRedirects`). */
  startsNoRedirect?: boolean
  /** What they may change of filters (`refuseOutOfBounds`); nothing without it. */
  reach?: FilterReach
  /** How this server rejects. */
  refusal?: 'ereject' | 'reject'
  /** Some filter rejects, so that what is done before it has to be noted. */
  someReject?: boolean
}
