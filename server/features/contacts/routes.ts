import { Readable } from 'node:stream'
import { listDuplicates, mergeContacts } from '#contract/contact-merge.ts'
import { findWishes } from '#contract/contact-wishes.ts'
import {
  addContact,
  changeContact,
  clearCollected,
  deleteContacts,
  exportContacts,
  listContacts,
  readContact,
  restoreContacts,
} from '#contract/contacts.ts'
import { route, type Route } from '#server/http/route.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import { ContactBook } from './contact-book.ts'
import { findDuplicates, mergeContacts as mergeSome } from './duplicates.ts'
import { wishesOf } from './contact-wishes.ts'
import { importRoute } from './import/import-route.ts'
import { contactListRoutes } from './list-routes.ts'
import { contactMarkRoutes } from './mark-routes.ts'
import { contactSelectionRoutes } from './selection-routes.ts'
import { contactAccountRoutes } from './synced/account-routes.ts'
import type { SyncedBooks } from './synced/synced-books.ts'

/**
 * `hasDirectory`: there is an organisation's to look around in beside. `changed` is told of whose contacts are others now; what it
 * does about that keeps nobody waiting.
 */
export function contactRoutes(
  synced: SyncedBooks,
  hasDirectory: boolean,
  changed: (person: SignedIn) => void,
): Route[] {
  const { contacts } = synced.parts
  const bookOf = ({ signedIn }: LiveSession) => new ContactBook(synced, signedIn.user)
  const telling = async <Made>({ signedIn }: LiveSession, work: Promise<Made>): Promise<Made> => {
    const made = await work
    changed(signedIn)
    return made
  }
  return [
    ...contactAccountRoutes(synced),
    ...contactMarkRoutes(bookOf),
    ...contactListRoutes(bookOf),
    ...contactSelectionRoutes(synced, bookOf),
    route(listDuplicates, (_request, { session }) => findDuplicates(contacts, session.signedIn.user)),
    route(mergeContacts, ({ body }, { session }) =>
      telling(session, mergeSome(contacts, session.signedIn.user, body.contacts)),
    ),
    route(listContacts, async ({ query }, { session }) => ({ ...(await bookOf(session).window(query)), hasDirectory })),
    route(exportContacts, async ({ query }, { session }) => {
      const ids = await bookOf(session).idsOf(query)
      const cards = contacts.cards(session.signedIn.user, ids)
      return { name: 'contacts.vcf', type: 'text/vcard', bytes: Readable.from(cards, { objectMode: false }) }
    }),
    importRoute(contacts, telling),
    route(findWishes, async ({ body }, { session }) => ({
      items: await wishesOf(contacts, session.signedIn.user, body.addresses),
    })),
    route(readContact, ({ params }, { session }) => bookOf(session).read(params.contactId)),
    route(addContact, ({ body: { book, ...fields } }, { session }) =>
      telling(session, bookOf(session).add(fields, book)),
    ),
    route(changeContact, ({ params, body }, { session }) =>
      telling(session, bookOf(session).change(params.contactId, body.fields, body.version)),
    ),
    route(deleteContacts, async ({ body }, { session }) => ({
      ids: await telling(session, bookOf(session).delete(body.ids)),
    })),
    route(clearCollected, async (_request, { session }) => ({ ids: await bookOf(session).clearCollected() })),
    route(restoreContacts, async ({ body }, { session }) => ({
      ids: await telling(session, bookOf(session).restore(body.ids)),
    })),
  ]
}
