import { join } from 'node:path'
import type { Adapters } from './app.ts'
import { identityOf, outboxParts } from './clocks.ts'
import type { Config } from './config.ts'
import { DraftKeys } from './features/drafts/draft-keys.ts'
import { draftRoutes } from './features/drafts/routes.ts'
import { IdentityBook } from './features/identities/identity-book.ts'
import { outboxRoutes } from './features/sending/outbox-routes.ts'
import { sendingRoutes } from './features/sending/routes.ts'
import { type Sender, senderWith } from './features/sending/sender.ts'
import { messageLimit } from './features/uploads/message-limit.ts'
import { uploadRoutes } from './features/uploads/routes.ts'
import type { Route } from './http/route.ts'
import type { LiveSessions } from './sessions/live-sessions.ts'
import type { SignedIn } from './sign-in/signed-in.ts'
import { PersonNotes } from './storage/person-notes.ts'
import { Uploads } from './storage/uploads.ts'
import { tidyUpWith } from './tidy-up.ts'

/* What belongs to writing: files, drafts and sending know each other only here. */

const megabyte = 1_000_000

export function openUploads({ attachments, storage }: Config, { storage: kept, sealer, now }: Adapters): Uploads {
  return new Uploads(kept.database, sealer, {
    directory: join(storage.directory, 'uploads'),
    perPersonBytes: attachments.perPersonMegabytes * megabyte,
    ...(now ? { now } : {}),
  })
}

/** Sending, at once and later, with the files and drafts that belong to it. */
export function openWriting(
  { attachments, limits }: Config,
  adapters: Adapters,
  { live, uploads }: { live: LiveSessions; uploads: Uploads },
): { sender: Sender; routes: Route[] } {
  const { submission, storage, sealer, tokenMint, now = Date.now } = adapters
  const messageLimitBytes = limits.messageMegabytes * megabyte
  const notes = new PersonNotes(storage.database, sealer)
  const writesAs = (person: SignedIn, address: string) => new IdentityBook(notes, person).of(address)
  const services = { submission, identityOf: identityOf(adapters), messageLimitBytes, uploads, writesAs }
  const outbox = outboxParts(adapters)
  const sender = senderWith(services, outbox.sends)
  const onChange = (user: string) => live.tellPerson(user, { type: 'outbox' })
  const keepUploads = uploads.keep.bind(uploads)
  return {
    sender,
    routes: [
      ...sendingRoutes(sender, tidyUpWith(uploads), { ...services, ...outbox, keepUploads, onChange }),
      ...outboxRoutes({ ...outbox, onChange, sendsWhileSignedOut: tokenMint !== null }),
      ...draftRoutes(sender.build, new DraftKeys(notes, now)),
      ...uploadRoutes(uploads, {
        messageLimit: messageLimit(submission, messageLimitBytes, now),
        perPersonBytes: attachments.perPersonMegabytes * megabyte,
        blockedEndings: attachments.blockedEndings,
      }),
    ],
  }
}
