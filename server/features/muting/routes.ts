import { muteConversations as endpoint } from '#contract/muting.ts'
import { route, type Route } from '#server/http/route.ts'
import { messageIdOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import type { Mutes } from '#server/storage/mutes.ts'
import { muteConversations } from './mute-conversations.ts'

export function mutingRoutes(mutes: Mutes, worksWhileSignedOut: boolean): Route[] {
  return [
    route(endpoint, async ({ body: { ids, muted } }, { session: { mail, signedIn } }) => {
      const known = ids.map((id) => ({ id, reference: messageReferenceOf(id) }))
      const references = known.flatMap(({ reference }) => reference ?? [])
      const { outcomes, changed, conversations } = await muteConversations(
        { mail, mutes, user: signedIn.user },
        references,
        muted,
      )
      const byReference = new Map(references.map((reference, index) => [reference, outcomes[index] ?? 'gone']))
      return {
        items: known.map(({ id, reference }) => ({ id, outcome: (reference && byReference.get(reference)) ?? 'gone' })),
        changedIds: changed.map(messageIdOf),
        conversations,
        worksWhileSignedOut,
      }
    }),
  ]
}
