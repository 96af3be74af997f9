import { chooseDefaultIdentity, deleteIdentity, listIdentities, saveIdentity } from '#contract/identities.ts'
import { route, type Route } from '#server/http/route.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { IdentityBook } from './identity-book.ts'

export function identityRoutes(notes: PersonNotes): Route[] {
  const bookOf = ({ signedIn }: LiveSession) => new IdentityBook(notes, signedIn)
  return [
    route(listIdentities, (_request, { session }) => bookOf(session).list()),
    route(saveIdentity, ({ body }, { session }) => bookOf(session).save(body)),
    route(deleteIdentity, ({ body }, { session }) => bookOf(session).delete(body.address)),
    route(chooseDefaultIdentity, ({ body }, { session }) => bookOf(session).choose(body.address)),
  ]
}
