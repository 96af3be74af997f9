import { readStorage, surveyStorage, type SurveyEvent } from '#contract/storage.ts'
import { route, type EventSource, type Route } from '#server/http/route.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { noteFullTime } from './full-times.ts'
import { type Remembered, survey } from './survey.ts'

interface Kept {
  remembered: Remembered
  isRunning: boolean
}

const tellEveryMs = 100

export interface StorageServices {
  /** Shares of the storage from which on people are warned. */
  warnAtPercent: readonly number[]
  notes: PersonNotes
  now: () => number
}

export function storageRoutes({ warnAtPercent, notes, now }: StorageServices): Route[] {
  const keptOfSessions = new WeakMap<LiveSession, Kept>()
  const keptOf = (session: LiveSession): Kept => {
    const known = keptOfSessions.get(session)
    if (known) return known
    const fresh: Kept = { remembered: new Map(), isRunning: false }
    keptOfSessions.set(session, fresh)
    return fresh
  }
  return [
    route(readStorage, async (_request, { session }) => {
      const quota = await session.mail.quota()
      return {
        quota,
        warnAtPercent: warnAtPercent.toSorted((one, other) => one - other),
        full: await noteFullTime(notes, session.signedIn.user, { quota, nowMs: now() }),
      }
    }),

    route(surveyStorage, (_request, { session }) => {
      const kept = keptOf(session)
      if (kept.isRunning) throw new Problem('too-many-requests', { retryAfterSeconds: 2 })
      session.checkRoom()
      kept.isRunning = true
      return streamOf(session, kept)
    }),
  ]
}

/** Runs for as long as somebody reads, over a connection of its own, so that nothing else of the person's waits for it. */
function streamOf(session: LiveSession, kept: Kept): EventSource {
  return (stream) => {
    let isOver = false
    let toldAtMs = -Infinity
    const mail = session.mail.beside()
    const close = () => stream.close()
    const forget = session.watch({ ending: () => undefined, ended: close, stopping: close })
    const send = (event: SurveyEvent) => stream.send(event)
    const tell = (news: SurveyEvent) => {
      if (performance.now() - toldAtMs < tellEveryMs) return
      toldAtMs = performance.now()
      send(news)
    }
    void survey({ mail, remembered: kept.remembered, tell, isOver: () => isOver })
      .then((report) => report && send({ type: 'done', report }))
      .catch((error: unknown) => {
        if (!isOver) send({ type: 'failed', problem: isProblem(error) ? error.type : 'unexpected' })
      })
      .finally(() => {
        kept.isRunning = false
        mail.close()
        stream.close()
      })
    return () => {
      forget()
      isOver = true
    }
  }
}
