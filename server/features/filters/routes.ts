import { readFilters, saveFilters } from '#contract/filters.ts'
import { route, type Route } from '#server/http/route.ts'
import type { OwnFilters } from '#server/mail/own-rules.ts'

export function filterRoutes(rules: OwnFilters): Route[] {
  return [
    route(readFilters, (_request, { session }) => rules.readFilters(session.signedIn)),
    route(saveFilters, ({ body }, { session }) => rules.saveFilters(session.signedIn, body.filters, body.version)),
  ]
}
