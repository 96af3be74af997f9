import { deleteTemplate, listTemplates, saveTemplate } from '#contract/templates.ts'
import { route, type Route } from '#server/http/route.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { TemplateBook } from './template-book.ts'

export function templateRoutes(notes: PersonNotes): Route[] {
  const bookOf = ({ signedIn }: LiveSession) => new TemplateBook(notes, signedIn.user)
  return [
    route(listTemplates, (_request, { session }) => bookOf(session).list()),
    route(saveTemplate, ({ body }, { session }) => bookOf(session).save(body)),
    route(deleteTemplate, ({ body }, { session }) => bookOf(session).delete(body.id)),
  ]
}
