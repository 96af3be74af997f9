import { readAbsence, saveAbsence } from '#contract/absence.ts'
import { route, type Route } from '#server/http/route.ts'
import type { OwnRules } from '#server/mail/own-rules.ts'

export function absenceRoutes(rules: OwnRules): Route[] {
  return [
    route(readAbsence, (_request, { session }) => rules.readAbsence(session.signedIn)),
    route(saveAbsence, ({ body }, { session }) => rules.saveAbsence(session.signedIn, body.absence, body.version)),
  ]
}
