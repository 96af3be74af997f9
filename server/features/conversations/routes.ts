import { findConversation, listConversations, readConversation } from '#contract/conversations.ts'
import { route, type Route } from '#server/http/route.ts'
import { presentConversations, presentWholeConversation } from '#server/mail/presenters.ts'
import { folderOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'

export function conversationRoutes(): Route[] {
  return [
    route(listConversations, async ({ params, query }, { session: { mail } }) =>
      presentConversations(await mail.conversations.window(folderOf(params.folderId), query.offset, query.limit)),
    ),

    route(findConversation, async ({ params, query: { dateMs, messageId } }, { session: { mail } }) => {
      const folder = folderOf(params.folderId)
      if (dateMs !== undefined) return { offset: await mail.conversations.positionAt(folder, dateMs) }
      const reference = messageId === undefined ? null : messageReferenceOf(messageId)
      const isHere = reference?.folder === folder
      return { offset: isHere ? await mail.conversations.positionOf(reference) : null }
    }),

    route(readConversation, async ({ params }, { session: { mail } }) => {
      const reference = messageReferenceOf(params.messageId)
      if (!reference) throw new Problem('message-gone')
      return presentWholeConversation(await mail.conversations.read(reference))
    }),
  ]
}
