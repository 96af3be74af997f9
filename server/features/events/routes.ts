import { liveEvents } from '#contract/events.ts'
import { route, type Route } from '#server/http/route.ts'
import { presentChange } from '#server/mail/presenters.ts'

export function eventRoutes(): Route[] {
  return [
    route(liveEvents, (_request, { session }) => {
      session.checkRoom()
      return (stream) => {
        const stopMail = session.mail.watch((change) => stream.send(presentChange(change)))
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
