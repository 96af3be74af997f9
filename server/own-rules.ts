import type { Adapters } from './app.ts'
import { identityOf } from './clocks.ts'
import type { Config } from './config.ts'
import { absenceRoutes } from './features/absence/routes.ts'
import { filterRoutes } from './features/filters/routes.ts'
import { forwardingRoutes } from './features/forwarding/routes.ts'
import { IdentityBook } from './features/identities/identity-book.ts'
import type { Route } from './http/route.ts'
import { SieveFilters } from './mail/sieve/rules/sieve-filters.ts'
import { SieveForwarding } from './mail/sieve/rules/sieve-forwarding.ts'
import { SieveRules } from './mail/sieve/rules/sieve-rules.ts'
import type { RuleServices } from './mail/sieve/rules/with-scripts.ts'
import { PersonNotes } from './storage/person-notes.ts'

/** Rules on the mail server, which know all addresses their person writes from. */
export function ownRuleRoutes({ mail, forwarding }: Config, adapters: Adapters): Route[] {
  const notes = new PersonNotes(adapters.storage.database, adapters.sealer)
  const services: RuleServices = {
    scripts: adapters.scripts,
    identityOf: identityOf(adapters),
    addressesOf: async (person) => (await new IdentityBook(notes, person).list()).items.map(({ address }) => address),
    domain: mail.domain ?? null,
  }
  return [
    ...absenceRoutes(new SieveRules(services)),
    ...filterRoutes(new SieveFilters(services)),
    ...forwardingRoutes(new SieveForwarding(services, forwarding), noteForwarding(adapters)),
  ]
}

/** A line for whoever looks after the security of mail: that somebody's mail goes elsewhere, never to whom. */
function noteForwarding({ logger, sealer }: Adapters) {
  return (requestId: string, user: string, change: { outcome: string; count: number }) =>
    logger.info('forwarding', { requestId, ...change, account: sealer.fingerprint(user.toLowerCase()).slice(0, 12) })
}
