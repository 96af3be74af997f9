import { liveEvents } from '#contract/events.ts'
import { route, type Route } from '#server/http/route.ts'
import type { MailChange } from '#server/mail/mail-account.ts'
import { presentChange } from '#server/mail/presenters.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'

/** What is left to tell of a change once it has been looked at; null at once when it need not be looked at. */
type Look = (session: LiveSession, change: MailChange) => Promise<MailChange | null> | null

export function eventRoutes(look: Look): Route[] {
  return [
    route(liveEvents, (_request, { session }) => {
      session.checkRoom()
      return (stream) => {
        const tell = inTurn((change) => stream.send(presentChange(change)))
        const stopMail = session.mail.watch((change) => tell(change, look(session, change)))
        const stopSession = session.watch({
          ending: (endsAtMs, canExtend) => stream.send({ type: 'session-ending', endsAtMs, canExtend }),
          told: (event) => stream.send(event),
          ended: (reason) => {
            stream.send({ type: 'session-ended', reason })
            stream.close()
          },
          stopping: () => stream.close(),
        })
        return () => {
          stopMail()
          stopSession()
        }
      }
    }),
  ]
}

/** Tells changes in the order they came, also when one has to wait; at once when none does. */
function inTurn(tell: (change: MailChange) => void) {
  let waiting = 0
  let before: Promise<void> = Promise.resolve()
  return (change: MailChange, looked: Promise<MailChange | null> | null): void => {
    if (!looked && waiting === 0) {
      tell(change)
      return
    }
    waiting += 1
    before = before.then(async () => {
      const left = looked ? await looked : change
      waiting -= 1
      if (left) tell(left)
    })
  }
}
