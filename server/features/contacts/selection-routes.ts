import { Readable } from 'node:stream'
import { changeGroup, exportSomeContacts, listContactIds } from '#contract/contact-selection.ts'
import { route, type Route } from '#server/http/route.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { changeGroupOf } from './change-group.ts'
import type { ContactBook } from './contact-book.ts'
import type { SyncedBooks } from './synced/synced-books.ts'

/** What is done with contacts that were chosen. */
export function contactSelectionRoutes(synced: SyncedBooks, bookOf: (session: LiveSession) => ContactBook): Route[] {
  return [
    route(listContactIds, async ({ query }, { session }) => ({
      ids: (await bookOf(session).fitting(query)).map(({ id }) => id),
    })),
    route(exportSomeContacts, ({ body }, { session }) => {
      const cards = synced.parts.contacts.cards(session.signedIn.user, body.ids)
      return { name: 'contacts.vcf', type: 'text/vcard', bytes: Readable.from(cards, { objectMode: false }) }
    }),
    route(changeGroup, async ({ body: { ids, ...group } }, { session }) => ({
      ids: await changeGroupOf(synced, session.signedIn.user, ids, group),
    })),
  ]
}
