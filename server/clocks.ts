import type { Config } from './config.ts'
import { RoleBook } from './features/folders/role-book.ts'
import { MuteClock } from './features/muting/mute-clock.ts'
import { OutboxClock } from './features/sending/outbox-clock.ts'
import { SendOnce } from './features/sending/send-once.ts'
import { SnoozeClock } from './features/snooze/snooze-clock.ts'
import type { MailAccounts, MailIdentity } from './mail/mail-account.ts'
import type { Submission } from './mail/submission-port.ts'
import { errorFields, type Logger } from './observability/logger.ts'
import type { LiveSessions } from './sessions/live-sessions.ts'
import { mailIdentity, type MailOpeners, type SignedIn } from './sign-in/signed-in.ts'
import type { Storage } from './storage/database.ts'
import { Mutes } from './storage/mutes.ts'
import { Outbox } from './storage/outbox.ts'
import { PersonNotes } from './storage/person-notes.ts'
import type { Sealer } from './storage/sealing.ts'
import { Sends } from './storage/sends.ts'
import { Snoozes } from './storage/snoozes.ts'
import type { Uploads } from './storage/uploads.ts'
import { tidyUpWith } from './tidy-up.ts'

interface ClockParts extends MailOpeners {
  storage: Storage
  sealer: Sealer
  logger: Logger
  accounts: MailAccounts
  submission: Submission
  now?: () => number
}

interface OutboxClockParts extends ClockParts {
  uploads: Uploads
  config: Pick<Config, 'mail'>
}

/** What the server does by itself when its time has come, whether or not anybody is signed in. */
export interface Clocks {
  snoozeClock: SnoozeClock
  muteClock: MuteClock
  outboxClock: OutboxClock
}

export function startClocks(parts: OutboxClockParts, live: LiveSessions): Clocks {
  return {
    snoozeClock: startSnoozeClock(parts, live),
    muteClock: startMuteClock(parts, live),
    outboxClock: startOutboxClock(parts, live),
  }
}

/** How the mail servers are told who somebody is, and which folders they go by. */
export function identityOf(parts: ClockParts): (signedIn: SignedIn) => MailIdentity {
  const notes = new PersonNotes(parts.storage.database, parts.sealer)
  return (signedIn) => ({
    ...mailIdentity(signedIn, parts),
    chosenRoles: () => new RoleBook(notes, signedIn.user).read(),
  })
}

export function snoozeFeature({ storage, sealer, tokenMint, now = Date.now }: ClockParts) {
  return { store: new Snoozes(storage.database, sealer), now, returnsWhileSignedOut: tokenMint !== null }
}

/** Where the mail servers take our tokens nobody need be signed in; elsewhere the password of whoever is does it. */
export function openMailOf(parts: ClockParts, live: LiveSessions) {
  const { accounts, tokenMint } = parts
  return (user: string) =>
    tokenMint ? accounts.resume(identityOf(parts)({ user, name: user, addresses: [] })) : live.mailBeside(user)
}

function startSnoozeClock(parts: ClockParts, live: LiveSessions): SnoozeClock {
  const { store, now } = snoozeFeature(parts)
  const onFailure = (error: unknown) => parts.logger.error('snooze', errorFields(error))
  return new SnoozeClock({ store, openMail: openMailOf(parts, live), now, onFailure })
}

function startMuteClock(parts: ClockParts, live: LiveSessions): MuteClock {
  const { storage, sealer, logger, now = Date.now } = parts
  const onFailure = (error: unknown) => logger.error('mute', errorFields(error))
  return new MuteClock({
    mutes: new Mutes(storage.database, sealer),
    openMail: openMailOf(parts, live),
    now,
    onFailure,
  })
}

function startOutboxClock(parts: OutboxClockParts, live: LiveSessions): OutboxClock {
  const { submission, tokenMint, logger } = parts
  const { outbox, sends, now } = outboxParts(parts)
  const identity = identityOf(parts)
  return new OutboxClock({
    ...{ outbox, submission, now, once: new SendOnce(sends), openMail: openMailOf(parts, live) },
    tidyUp: tidyUpWith(parts.uploads),
    serverKeepsCopies: parts.config.mail.submission.keepsSentCopies,
    identityOf: (user) => {
      const signedIn = tokenMint ? { user, name: user, addresses: [] } : live.signedInAs(user)
      return signedIn && identity(signedIn)
    },
    onChange: (user) => live.tellPerson(user, { type: 'outbox' }),
    onFailure: (error) => logger.error('outbox', errorFields(error)),
  })
}

export function outboxParts({ storage, sealer, now = Date.now }: ClockParts) {
  return { outbox: new Outbox(storage.database, sealer), sends: new Sends(storage.database, sealer, now), now }
}
