import { importContacts, type ImportReport, largestImportBytes } from '#contract/contacts.ts'
import { type EventSource, route, type Route } from '#server/http/route.ts'
import { isProblem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { Contacts } from '#server/storage/contacts.ts'
import { upTo } from '../up-to.ts'
import { importContacts as importFile, type Tell } from './import-contacts.ts'

const tellEveryMs = 100

type Telling = (session: LiveSession, work: Promise<ImportReport>) => Promise<ImportReport>

export function importRoute(contacts: Contacts, telling: Telling): Route {
  return route(importContacts, async ({ query }, visit) => {
    const { session } = visit
    const bytes = await upTo(largestImportBytes, visit.bytes())
    const isPreview = query.preview === 'true'
    return streamOf(session, (tell) =>
      telling(session, importFile(contacts, session.signedIn.user, bytes, isPreview, tell)),
    )
  })
}

/** Tells how far the work is for as long as somebody reads; it ends with its reader, or with the session. */
function streamOf(session: LiveSession, work: (tell: Tell) => Promise<ImportReport>): EventSource {
  return (stream) => {
    let isOver = false
    let told = { step: '', atMs: -Infinity }
    const close = () => stream.close()
    const forget = session.watch({ ending: () => undefined, ended: close, stopping: close })
    const tell: Tell = (step, done, total) => {
      if (isOver) throw new Error('Nobody reads it any more')
      const nowMs = performance.now()
      if (step === told.step && nowMs - told.atMs < tellEveryMs && done < total) return
      told = { step, atMs: nowMs }
      stream.send({ type: 'progress', step, done, total })
    }
    void work(tell)
      .then((report) => stream.send({ type: 'done', report }))
      .catch((error: unknown) => {
        if (!isOver) stream.send({ type: 'failed', problem: isProblem(error) ? error.type : 'unexpected' })
      })
      .finally(close)
    return () => {
      forget()
      isOver = true
    }
  }
}
