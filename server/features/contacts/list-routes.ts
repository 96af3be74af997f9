import { changeListMembers, mostListMembers } from '#contract/contact-lists.ts'
import { route, type Route } from '#server/http/route.ts'
import { membersOfCard, withMembers } from '#server/mail/contacts/list-card.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { membersFor } from './card-lists.ts'
import type { ContactBook } from './contact-book.ts'

/** Who is in a list on a card of its own. */
export function contactListRoutes(bookOf: (session: LiveSession) => ContactBook): Route[] {
  return [
    route(changeListMembers, async ({ params, body }, { session }) => {
      const book = bookOf(session)
      const all = await book.all()
      const list = all.find(({ id, kind }) => id === params.contactId && kind === 'list')
      if (!list) throw new Problem('not-found')
      const coming = [...membersFor(body.people, list, all), ...body.add]
      return book.rewrite(list.id, null, (card) => {
        if (coming.length > 0 && membersOfCard(card).length + coming.length > mostListMembers)
          throw new Problem('invalid-request', { fields: [{ field: 'people', code: 'too-many' }] })
        return withMembers(card, coming, body.remove)
      })
    }),
  ]
}
