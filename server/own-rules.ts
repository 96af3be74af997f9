import type { Adapters } from './app.ts'
import { identityOf } from './clocks.ts'
import type { Config } from './config.ts'
import { IdentityBook } from './features/identities/identity-book.ts'
import type { OwnRules } from './mail/own-rules.ts'
import { SieveRules } from './mail/sieve/rules/sieve-rules.ts'
import { PersonNotes } from './storage/person-notes.ts'

/** Rules on the mail server, which know all addresses their person writes from. */
export function openOwnRules({ mail }: Config, adapters: Adapters): OwnRules {
  const notes = new PersonNotes(adapters.storage.database, adapters.sealer)
  return new SieveRules({
    scripts: adapters.scripts,
    identityOf: identityOf(adapters),
    addressesOf: async (person) => (await new IdentityBook(notes, person).list()).items.map(({ address }) => address),
    domain: mail.domain ?? null,
  })
}
