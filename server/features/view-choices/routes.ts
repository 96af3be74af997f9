import { chooseView, forgetView, listViewChoices } from '#contract/view-choices.ts'
import { route, type Route } from '#server/http/route.ts'
import type { ViewBook } from './view-book.ts'

export function viewChoiceRoutes(views: ViewBook): Route[] {
  return [
    route(listViewChoices, async (_request, { session }) => ({ items: await views.list(session.signedIn.user) })),

    route(chooseView, async ({ body: { sender, view } }, { session }) => {
      await views.choose(session.signedIn.user, sender, view)
    }),

    route(forgetView, async ({ body: { sender } }, { session }) => {
      await views.forget(session.signedIn.user, sender)
    }),
  ]
}
