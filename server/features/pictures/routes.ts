import { Readable } from 'node:stream'
import { allowPictures, fetchPicture, listPictureConsents, revokePictures, signPictures } from '#contract/pictures.ts'
import { route, type Route } from '#server/http/route.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import { type FetchedPicture, PictureRefused, type PictureSource } from '#server/pictures/picture-source.ts'
import { Problem } from '#server/problem.ts'
import type { Sealer } from '#server/storage/sealing.ts'
import { namesAddress } from './named-in.ts'
import type { PictureConsents } from './picture-consents.ts'
import { PictureTickets } from './picture-tickets.ts'
import { Turns } from './turns.ts'

/** Four at a time for one person (security.md 31); each may hold 10 MB, so all together have a bound too. */
const most = { inAll: 24, each: 4 }

export function pictureRoutes(consents: PictureConsents, sealer: Sealer, source: PictureSource): Route[] {
  const tickets = new PictureTickets(sealer)
  const turns = new Turns(most)
  return [
    route(listPictureConsents, async (_request, { session }) => ({
      items: await consents.list(session.signedIn.user),
    })),

    route(allowPictures, ({ body }, { session }) => consents.allow(session.signedIn.user, body)),

    route(revokePictures, async ({ params }, { session }) => {
      await consents.revoke(session.signedIn.user, params.consentId)
    }),

    route(signPictures, async ({ params, body }, { session }) => {
      const reference = messageReferenceOf(params.messageId)
      if (!reference) throw new Problem('message-gone')
      const message = await session.mail.read(reference)
      const { pictureConsent: consent } = await consents.of(session.signedIn.user, message)
      if (!consent) throw new Problem('not-allowed')
      const isNamed = namesAddress(message.html?.content ?? '')
      return {
        tickets: body.addresses.map((address) =>
          isNamed(address) ? tickets.make(session, address, consent.id) : null,
        ),
      }
    }),

    route(fetchPicture, async ({ params }, { session }) => {
      const ticket = tickets.read(session, params.ticket)
      if (!ticket) throw new Problem('not-found')
      const { user } = session.signedIn
      const isAllowed = (await consents.list(user)).some(({ id }) => id === ticket.consentId)
      if (!isAllowed) throw new Problem('not-found')
      const { type, bytes } = await turns.take(user, () => fetchFrom(source, ticket.address))
      return { name: `picture.${type.slice('image/'.length)}`, type, bytes: Readable.from([bytes]) }
    }),
  ]
}

/** One problem for every reason, so that nobody can feel their way through our network by it. */
async function fetchFrom(source: PictureSource, address: string): Promise<FetchedPicture> {
  try {
    return await source.fetch(address)
  } catch (error) {
    if (error instanceof PictureRefused) throw new Problem('picture-refused', {}, error)
    throw error
  }
}
