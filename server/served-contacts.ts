import type { Adapters, App } from './app.ts'
import type { Config } from './config.ts'
import { davRoot } from './features/contacts/served/dav-paths.ts'
import { largestCardBytes } from './features/contacts/served/dav-properties.ts'
import { ServedBooks } from './features/contacts/served/served-books.ts'
import type { DavAnswer, DavAsked } from './http/dav.ts'
import { rateLimit } from './http/rate-limit.ts'
import { rulesRenewal } from './own-rules.ts'
import { AppPasswordSignIn } from './sign-in/app-password-sign-in.ts'
import { AppPasswords } from './sign-in/app-passwords.ts'
import { SignInAttempts } from './sign-in/password/attempts.ts'
import type { SignedIn } from './sign-in/signed-in.ts'
import { CardResources } from './storage/card-resources.ts'
import { PersonNotes } from './storage/person-notes.ts'

const minuteMs = 60_000

export const openAppPasswords = ({ storage, sealer, now }: Adapters): AppPasswords =>
  new AppPasswords(new PersonNotes(storage.database, sealer), sealer, now)

/** The address books that are kept here, for programs with passwords of their own. */
export function openServedContacts(
  config: Config,
  adapters: Adapters,
  { contacts, contactWatch }: Pick<App, 'contacts' | 'contactWatch'>,
) {
  const { storage, sealer, directory, now = Date.now } = adapters
  const { limits, mail } = config
  const attempts = new SignInAttempts(
    storage.database,
    { failures: limits.signInFailures, lockMs: limits.signInLockMinutes * minuteMs },
    (text) => sealer.fingerprint(`program\0${text}`),
    now,
  )
  const passwords = openAppPasswords(adapters)
  const signIn = new AppPasswordSignIn({ passwords, directory, attempts, domain: mail.domain ?? null, now })
  // Where mail is opened by people's own passwords, their rules wait until they look at them.
  const opensMail = adapters.tokenMint !== null || (adapters.masterUser ?? null) !== null
  const renewRules = opensMail ? rulesRenewal(config, adapters) : () => undefined
  const books = new ServedBooks({
    ...{ contacts, resources: new CardResources(storage.database, sealer), now },
    segmentOf: (user) => sealer.fingerprint(`address of the books of ${user.toLowerCase()}`).slice(0, 20),
    changed: (person) => {
      contactWatch.changed()
      renewRules(person)
    },
  })
  const limit = rateLimit({ program: limits.readPerMinute })
  return {
    root: davRoot,
    mostBytes: largestCardBytes,
    personOf: (name: string, password: string, network: string) => signIn.person(name, password, network),
    limit: ({ user }: SignedIn) => limit('program', user),
    answer: (person: SignedIn, asked: DavAsked): Promise<DavAnswer> => books.answer(person, asked),
  }
}
