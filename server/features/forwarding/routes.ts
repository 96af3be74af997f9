import { readForwarding, saveForwarding } from '#contract/forwarding.ts'
import { route, type Route } from '#server/http/route.ts'
import type { OwnForwarding } from '#server/mail/own-rules.ts'

/** Takes note of a change: `on`, `on-without-copy` or `off`, and to how many addresses. */
type Note = (requestId: string, user: string, change: { outcome: string; count: number }) => void

export function forwardingRoutes(rules: OwnForwarding, note: Note): Route[] {
  return [
    route(readForwarding, (_request, { session }) => rules.readForwarding(session.signedIn)),
    route(saveForwarding, async ({ body }, { session, requestId }) => {
      const { isOn, keepsCopy, targets } = body.forwarding
      const state = await rules.saveForwarding(session.signedIn, body.forwarding, body.version)
      const outcome = !isOn ? 'off' : keepsCopy ? 'on' : 'on-without-copy'
      note(requestId, session.signedIn.user, { outcome, count: targets.length })
      return state
    }),
  ]
}
