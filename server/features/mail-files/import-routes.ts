import { checkImport, importMessages, type ImportResult } from '#contract/mail-import.ts'
import { route, type Route } from '#server/http/route.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { folderOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { checkLot, importLotOf } from './import-lot.ts'
import { KnownMessages } from './known-messages.ts'
import { readLot } from './read-lot.ts'

interface Kept {
  known: KnownMessages
  isRunning: boolean
}

export function importRoutes(): Route[] {
  const keptOfSessions = new WeakMap<LiveSession, Kept>()
  /** One lot at a time, over a connection of its own; what the folder holds is remembered for the next. */
  async function withFolder(
    session: LiveSession,
    folder: string,
    work: (known: KnownMessages, mail: MailAccount) => Promise<ImportResult[]>,
  ): Promise<{ results: ImportResult[] }> {
    const before = keptOfSessions.get(session)
    if (before?.isRunning) throw new Problem('too-many-requests', { retryAfterSeconds: 2 })
    const kept = { known: before?.known.folder === folder ? before.known : new KnownMessages(folder), isRunning: true }
    keptOfSessions.set(session, kept)
    const mail = session.mail.beside()
    try {
      return { results: await work(kept.known, mail) }
    } finally {
      kept.isRunning = false
      mail.close()
    }
  }
  return [
    route(checkImport, ({ body }, { session }) =>
      withFolder(session, folderOf(body.folderId), (known, mail) => checkLot(body.messages, known, mail)),
    ),
    route(importMessages, ({ query }, visit) =>
      withFolder(visit.session, folderOf(query.folderId), (known, mail) =>
        importLotOf(readLot(visit.bytes()), known, mail),
      ),
    ),
  ]
}
