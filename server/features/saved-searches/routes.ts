import { deleteSavedSearch, listSavedSearches, renameSavedSearch, saveSearch } from '#contract/saved-searches.ts'
import { route, type Route } from '#server/http/route.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { SearchBook } from './search-book.ts'

export function savedSearchRoutes(notes: PersonNotes): Route[] {
  const bookOf = ({ signedIn }: LiveSession) => new SearchBook(notes, signedIn.user)
  return [
    route(listSavedSearches, async (_request, { session }) => ({ items: await bookOf(session).list() })),
    route(saveSearch, ({ body }, { session }) => bookOf(session).save(body)),
    route(renameSavedSearch, ({ params, body }, { session }) =>
      bookOf(session).rename(params.savedSearchId, body.name),
    ),
    route(deleteSavedSearch, async ({ params }, { session }) => {
      await bookOf(session).delete(params.savedSearchId)
    }),
  ]
}
