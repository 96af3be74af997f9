import { downloadExport, readExport, startExport, stopExport } from '#contract/mail-export.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { chooseExported } from './choose-exported.ts'
import { MailExport } from './mail-export.ts'

const mostKept = 3

/** `onExport`: somebody takes so many messages out. */
export function exportRoutes(onExport: (visit: SignedInVisit, count: number) => void): Route[] {
  const keptOfSessions = new WeakMap<LiveSession, MailExport[]>()
  const keptOf = (session: LiveSession): MailExport[] => keptOfSessions.get(session) ?? []
  const find = (session: LiveSession, id: string): MailExport => {
    const found = keptOf(session).find((each) => each.id === id)
    if (!found) throw new Problem('not-found')
    return found
  }
  return [
    route(startExport, async ({ body }, visit) => {
      const { session } = visit
      const chosen = await chooseExported(session.mail, body.messages)
      const others = keptOf(session)
      const made = new MailExport(
        chosen,
        body.format,
        others.every(({ areSizesTrue }) => areSizesTrue),
      )
      const ended = others.filter(({ isRunning }) => !isRunning)
      const kept = others.filter((each) => each.isRunning || ended.indexOf(each) >= ended.length + 1 - mostKept)
      keptOfSessions.set(session, [...kept, made])
      const progress = made.progress()
      onExport(visit, progress.total)
      return progress
    }),

    route(readExport, ({ params }, { session }) => find(session, params.exportId).progress()),

    route(stopExport, ({ params }, { session }) => {
      const found = find(session, params.exportId)
      found.stop()
      return found.progress()
    }),

    route(downloadExport, async ({ params }, { session }) => {
      const found = find(session, params.exportId)
      if (keptOf(session).some((each) => each !== found && each.isRunning))
        throw new Problem('too-many-requests', { retryAfterSeconds: 5 })
      // Over with the session: whoever signs out leaves nothing running.
      const stop = () => found.stop()
      const file = await found.file({
        mail: () => session.mail.beside(),
        opened: (bytes) => bytes.once('close', session.watch({ ending: () => undefined, ended: stop, stopping: stop })),
      })
      return { name: 'mail.zip', type: 'application/zip', ...file }
    }),
  ]
}
