import { Readable } from 'node:stream'
import { changePhoto, largestPhotoBytes, markFavourite, readPhoto, removePhoto } from '#contract/contact-marks.ts'
import { route, type Route } from '#server/http/route.ts'
import { withPhoto } from '#server/mail/contacts/card-photo.ts'
import { withFavourite } from '#server/mail/contacts/contact-card.ts'
import { pictureKindOf } from '#server/pictures/picture-kind.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { ContactBook } from './contact-book.ts'
import { upTo } from './up-to.ts'

/** Photos and favourites. */
export function contactMarkRoutes(bookOf: (session: LiveSession) => ContactBook): Route[] {
  return [
    route(markFavourite, ({ params, body }, { session }) =>
      bookOf(session).rewrite(params.contactId, null, (card) => withFavourite(card, body.isFavourite)),
    ),
    route(readPhoto, async ({ params }, { session }) => {
      const { type, bytes } = await bookOf(session).photo(params.contactId)
      return { name: 'photo', type, bytes: Readable.from([bytes], { objectMode: false }) }
    }),
    route(changePhoto, async ({ params, query }, visit) => {
      const bytes = await upTo(largestPhotoBytes, visit.bytes())
      if (!pictureKindOf(bytes))
        throw new Problem('invalid-request', { fields: [{ field: 'photo', code: 'wrong-form' }] })
      return bookOf(visit.session).rewrite(params.contactId, query.version, (card) => withPhoto(card, bytes))
    }),
    route(removePhoto, ({ params, body }, { session }) =>
      bookOf(session).rewrite(params.contactId, body.version, (card) => withPhoto(card, null)),
    ),
  ]
}
