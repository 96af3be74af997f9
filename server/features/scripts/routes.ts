import { changeForeignRules, readForeignRules } from '#contract/foreign-rules.ts'
import * as contract from '#contract/scripts.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import type { ForeignScripts, OwnScripts } from '#server/mail/own-scripts.ts'

/** Makes a change of scripts, and takes note where mail goes to more places after it. */
type Noting = <State>(visit: SignedInVisit, change: () => Promise<State>) => Promise<State>

export function scriptRoutes(scripts: OwnScripts, foreign: ForeignScripts, noting: Noting): Route[] {
  return [
    route(contract.readScripts, (_request, { session }) => scripts.readScripts(session.signedIn)),
    route(contract.readScript, ({ query }, { session }) => scripts.readScript(session.signedIn, query.name)),
    route(contract.checkScript, async ({ body }, { session }) => ({
      notes: await scripts.checkScript(session.signedIn, body.text),
    })),
    route(contract.saveScript, ({ body }, visit) =>
      noting(visit, () => scripts.saveScript(visit.session.signedIn, body)),
    ),
    route(contract.runScript, ({ body }, visit) =>
      noting(visit, () => scripts.runScript(visit.session.signedIn, body.name)),
    ),
    route(contract.deleteScript, ({ body }, { session }) =>
      scripts.deleteScript(session.signedIn, body.name, body.version),
    ),
    route(readForeignRules, ({ query }, { session }) => foreign.readRules(session.signedIn, query.name)),
    route(changeForeignRules, ({ body: { name, version, change } }, { session: { signedIn } }) =>
      change === 'take' ? foreign.takeRules(signedIn, name, version) : foreign.returnRules(signedIn, name, version),
    ),
  ]
}
