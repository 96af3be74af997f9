import { discardDraft, openDraft, saveDraft } from '#contract/drafts.ts'
import { route, type Route } from '#server/http/route.ts'
import { type BuildDraft, dropDraft, keepDraft, originOf } from './draft-keeper.ts'

export function draftRoutes(build: BuildDraft): Route[] {
  return [
    route(saveDraft, ({ body }, { session }) => keepDraft(build, session, body.place, body.message)),
    route(discardDraft, ({ body }, { session: { mail } }) => dropDraft(mail, body)),
    route(openDraft, ({ params }, { session: { mail } }) => originOf(mail, params.messageId)),
  ]
}
