import type { Adapters, App } from './app.ts'
import type { Config } from './config.ts'
import { withLists } from './features/contacts/card-lists.ts'
import { ContactWatch } from './features/contacts/contact-watch.ts'
import { contactRoutes } from './features/contacts/routes.ts'
import { suggestContacts } from './features/contacts/suggest-contacts.ts'
import { KeptAccounts } from './features/contacts/synced/kept-accounts.ts'
import { SyncedBooks } from './features/contacts/synced/synced-books.ts'
import { directoryListRoutes } from './features/directory-lists/routes.ts'
import { programDirectoryRoutes } from './features/directory/program-directory.ts'
import { EveryDirectory } from './features/directory/every-directory.ts'
import { directoryRoutes } from './features/directory/routes.ts'
import { ColleaguesAway } from './features/people/colleagues-away.ts'
import { peopleRoutes } from './features/people/routes.ts'
import { PeopleSearch } from './features/people/search-people.ts'
import type { Route } from './http/route.ts'
import { errorFields } from './observability/logger.ts'
import { shownAbsences } from './own-rules.ts'
import type { SignedIn } from './sign-in/signed-in.ts'
import type { Contacts } from './storage/contacts.ts'
import { PersonNotes } from './storage/person-notes.ts'

/* Contacts and the directory know each other only here: who writes to somebody is offered both in one list. */

/** Open pages know at once of contacts that somebody else changed. */
export function startContactWatch(
  { logger }: Pick<Adapters, 'logger'>,
  { contacts, live }: Pick<App, 'contacts' | 'live'>,
): ContactWatch {
  const watch = new ContactWatch({
    versions: (users) => contacts.versions(users),
    people: () => live.people(),
    tell: (user) => live.tellPerson(user, { type: 'contacts' }),
    onFailure: (error) => logger.error('contacts', errorFields(error)),
  })
  contacts.listen(() => watch.changed())
  return watch
}

export function openPeople(
  config: Config,
  adapters: Adapters,
  contacts: Contacts,
  renewRules: (person: SignedIn) => void,
): Route[] {
  const { directory, storage, sealer, cardServers: servers, now = Date.now } = adapters
  const accounts = new KeptAccounts(new PersonNotes(storage.database, sealer))
  const synced = new SyncedBooks({ contacts, accounts, servers, now })
  const ownPeople = async (user: string, query: string) => {
    await synced.refreshLater(user)
    return suggestContacts(withLists(await contacts.list(user)), query)
  }
  const { directoryBrowser, otherDirectories } = adapters
  const own = { name: config.directory?.name ?? config.organisation, isOutside: false }
  const searched = [...(directory ? [{ ...own, people: directory }] : []), ...otherDirectories]
  const browsed = [...(directoryBrowser ? [{ ...own, browser: directoryBrowser }] : []), ...otherDirectories]
  const away = new ColleaguesAway(directory, shownAbsences(config, adapters), now)
  return [
    ...directoryRoutes(new EveryDirectory(browsed), (address) => away.of(address)),
    ...programDirectoryRoutes(config.directory?.forPrograms ?? null),
    ...directoryListRoutes({ directory: adapters.lists, policy: config.lists?.making ?? null }),
    ...contactRoutes(synced, directoryBrowser !== null, renewRules),
    ...peopleRoutes(new PeopleSearch(searched, now), away, ownPeople),
  ]
}
