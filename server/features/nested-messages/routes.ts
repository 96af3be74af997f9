import { readNestedMessage } from '#contract/nested-messages.ts'
import { route, type Route } from '#server/http/route.ts'
import { protectionSchema } from '#server/mail/facts-schema.ts'
import type { NestedMessage } from '#server/mail/nested-message.ts'
import { readPackedMessage } from '#server/mail/packed/unpack.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'

const nothing: NestedMessage = {
  ...{ from: [], sender: [], replyTo: [], to: [], cc: [], subject: '', sentAtMs: null },
  ...{ text: null, html: null, attachments: [], protection: [] },
}

const checked = (message: NestedMessage) => ({ ...message, protection: protectionSchema.parse(message.protection) })

export function nestedMessageRoutes(): Route[] {
  return [
    route(readNestedMessage, async ({ params: { messageId, partId } }, { session: { mail } }) => {
      const reference = messageReferenceOf(messageId)
      if (!reference) throw new Problem('message-gone')
      const nested = await mail.nested(reference, partId)
      if (nested) return { ...checked(nested), packed: false, cut: false }
      const { read, cut } = await readPackedMessage(mail, reference, partId)
      return { ...checked(read?.message ?? nothing), packed: true, cut }
    }),
  ]
}
