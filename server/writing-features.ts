import { join } from 'node:path'
import type { Recipient } from '#contract/sending.ts'
import type { Adapters, App } from './app.ts'
import { identityOf, outboxParts } from './clocks.ts'
import type { Config } from './config.ts'
import { collectRecipients } from './features/contacts/collect-recipients.ts'
import { DraftKeys } from './features/drafts/draft-keys.ts'
import { draftRoutes } from './features/drafts/routes.ts'
import { IdentityBook } from './features/identities/identity-book.ts'
import { identityRoutes } from './features/identities/routes.ts'
import { copyLaterWith } from './features/sending/copy-later.ts'
import { outboxRoutes } from './features/sending/outbox-routes.ts'
import { sendingRoutes } from './features/sending/routes.ts'
import { type Sender, senderWith } from './features/sending/sender.ts'
import { messageLimit } from './features/uploads/message-limit.ts'
import { uploadRoutes } from './features/uploads/routes.ts'
import type { Route } from './http/route.ts'
import { Delegations } from './mail/delegations.ts'
import type { SignedIn } from './sign-in/signed-in.ts'
import { errorFields } from './observability/logger.ts'
import { PersonNotes } from './storage/person-notes.ts'
import { spoolIn } from './storage/spool.ts'
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
  { attachments, limits, sharing, mail, storage: { directory: ownDirectory } }: Config,
  adapters: Adapters,
  { live, uploads, contacts, rightsWatch }: Pick<App, 'live' | 'uploads' | 'contacts' | 'rightsWatch'>,
): { sender: Sender; routes: Route[] } {
  const { submission, storage, sealer, directory, tokenMint, now = Date.now } = adapters
  const delegations = new Delegations(directory)
  rightsWatch.listen((user) => delegations.forget(user))
  const messageLimitBytes = limits.messageMegabytes * megabyte
  const notes = new PersonNotes(storage.database, sealer)
  const writesAs = (person: SignedIn, address: string) => new IdentityBook(notes, person).of(address)
  const delegation = ({ user }: SignedIn, address: string) => delegations.behind(user, address)
  const ownerOf = async (person: SignedIn, address: string) => (await delegation(person, address))?.userName ?? null
  const hold = spoolIn(join(ownDirectory, 'uploads'))
  const serverKeepsCopies = mail.submission.keepsSentCopies
  const sending = { submission, identityOf: identityOf(adapters), messageLimitBytes, hold, serverKeepsCopies }
  const outbox = outboxParts(adapters)
  const onChange = (user: string) => live.tellPerson(user, { type: 'outbox' })
  const keepCopyLater = copyLaterWith(outbox.outbox, now, onChange)
  const services = { ...sending, uploads, writesAs, delegation, keepCopyLater }
  const sender = senderWith(services, outbox.sends)
  const collect = (person: SignedIn, recipients: readonly Recipient[]) => {
    collectRecipients(contacts, person, recipients).catch((error: unknown) =>
      adapters.logger.error('collect', errorFields(error)),
    )
  }
  const keepUploads = uploads.keep.bind(uploads)
  return {
    sender,
    routes: [
      ...identityRoutes(notes, delegations, serverKeepsCopies ? 'server' : sharing.sentCopies),
      ...sendingRoutes(sender, tidyUpWith(uploads), { ...services, ...outbox, keepUploads, onChange, collect }),
      ...outboxRoutes({ ...outbox, onChange, sendsWhileSignedOut: tokenMint !== null }),
      ...draftRoutes(sender.build, new DraftKeys(notes, now), ownerOf),
      ...uploadRoutes(uploads, {
        messageLimit: messageLimit(submission, messageLimitBytes, now),
        perPersonBytes: attachments.perPersonMegabytes * megabyte,
        blockedEndings: attachments.blockedEndings,
      }),
    ],
  }
}
