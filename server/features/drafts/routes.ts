import { forgetDraftKeys, openDraftKeys } from '#contract/draft-keys.ts'
import { discardDraft, openDraft, saveDraft } from '#contract/drafts.ts'
import { route, type Route } from '#server/http/route.ts'
import { type BuildDraft, dropDraft, keepDraft, originOf, type OwnerOf } from './draft-keeper.ts'
import type { DraftKeys } from './draft-keys.ts'

export function draftRoutes(build: BuildDraft, keys: DraftKeys, ownerOf: OwnerOf): Route[] {
  return [
    route(saveDraft, ({ body }, { session }) => keepDraft(build, session, body.place, body.message, ownerOf)),
    route(discardDraft, ({ body }, { session: { mail } }) => dropDraft(mail, body)),
    route(openDraft, ({ params }, { session: { mail } }) => originOf(mail, params.messageId)),
    route(openDraftKeys, async ({ body }, { session: { signedIn } }) => ({
      items: await keys.open(signedIn.user, body.known),
    })),
    route(forgetDraftKeys, ({ body }, { session: { signedIn } }) => keys.forget(signedIn.user, body.ids)),
  ]
}
