import { join } from 'node:path'
import type { Adapters } from './app.ts'
import type { Config } from './config.ts'
import { dropDraft } from './features/drafts/draft-keeper.ts'
import { DraftKeys } from './features/drafts/draft-keys.ts'
import { draftRoutes } from './features/drafts/routes.ts'
import { sendingRoutes } from './features/sending/routes.ts'
import { type Sender, senderWith } from './features/sending/sender.ts'
import { messageLimit } from './features/uploads/message-limit.ts'
import { uploadRoutes } from './features/uploads/routes.ts'
import type { Route } from './http/route.ts'
import type { MailIdentity } from './mail/mail-account.ts'
import type { SignedIn } from './sign-in/signed-in.ts'
import { PersonNotes } from './storage/person-notes.ts'
import { Sends } from './storage/sends.ts'
import { Uploads } from './storage/uploads.ts'

/* What belongs to writing: files, drafts and sending know each other only here. */

const megabyte = 1_000_000

export function openUploads({ attachments, storage }: Config, { storage: kept, sealer, now }: Adapters): Uploads {
  return new Uploads(kept.database, sealer, {
    directory: join(storage.directory, 'uploads'),
    perPersonBytes: attachments.perPersonMegabytes * megabyte,
    ...(now ? { now } : {}),
  })
}

export function openSender(
  { limits }: Config,
  { submission, storage, sealer }: Adapters,
  uploads: Uploads,
  identityOf: (signedIn: SignedIn) => MailIdentity,
): Sender {
  const services = { submission, identityOf, messageLimitBytes: limits.messageMegabytes * megabyte, uploads }
  return senderWith(services, new Sends(storage.database, sealer))
}

export function writingRoutes(
  { attachments, limits }: Config,
  { submission, storage, sealer, now = Date.now }: Adapters,
  uploads: Uploads,
  sender: Sender,
): Route[] {
  return [
    ...sendingRoutes(sender, uploads, dropDraft),
    ...draftRoutes(sender.build, new DraftKeys(new PersonNotes(storage.database, sealer), now)),
    ...uploadRoutes(uploads, {
      messageLimit: messageLimit(submission, limits.messageMegabytes * megabyte, now),
      perPersonBytes: attachments.perPersonMegabytes * megabyte,
      blockedEndings: attachments.blockedEndings,
    }),
  ]
}
