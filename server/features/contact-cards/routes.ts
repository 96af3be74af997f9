import { readContactCards } from '#contract/contact-cards.ts'
import { route, type Route } from '#server/http/route.ts'
import { readCards } from '#server/mail/contacts/read-cards.ts'
import { decodeCharset } from '#server/mail/mime/decode-text.ts'
import { readPartStart } from '#server/mail/read-part.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'

/** Cards bring photographs; longer than this is an address book, not a letter. */
const limitBytes = 4_000_000

export function contactCardRoutes(): Route[] {
  return [
    route(readContactCards, async ({ params }, { session: { mail } }) => {
      const reference = messageReferenceOf(params.messageId)
      if (!reference) throw new Problem('message-gone')
      const part = await readPartStart(mail, reference, params.partId, limitBytes)
      const read = readCards(decodeCharset(part.bytes, ''))
      return { ...read, cut: read.cut || part.cut }
    }),
  ]
}
