import { deleteTemplate, listTemplates, saveTemplate, type TemplateList } from '#contract/templates.ts'
import { route, type Route } from '#server/http/route.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { TemplateBook } from './template-book.ts'
import { UnitTemplates } from './unit-templates.ts'

export function templateRoutes(notes: PersonNotes, ownerNames: OwnerNames): Route[] {
  const ownBook = ({ signedIn }: LiveSession) => new TemplateBook(notes, signedIn.user)
  const unitsOf = ({ mail }: LiveSession) => new UnitTemplates(notes, ownerNames, mail)
  const bookOf = async (session: LiveSession, unit?: string) =>
    unit === undefined ? ownBook(session) : unitsOf(session).toChange(unit)

  /** A person's own can be had also while the mail server is away. */
  async function all(session: LiveSession): Promise<TemplateList> {
    const [items, units] = await Promise.all([
      ownBook(session).list(),
      unitsOf(session)
        .list()
        .catch(() => []),
    ])
    return { items, units }
  }

  return [
    route(listTemplates, (_request, { session }) => all(session)),
    route(saveTemplate, async ({ body: { unit, ...template } }, { session }) => {
      await (await bookOf(session, unit)).save(template)
      return all(session)
    }),
    route(deleteTemplate, async ({ body: { id, unit } }, { session }) => {
      await (await bookOf(session, unit)).delete(id)
      return all(session)
    }),
  ]
}
