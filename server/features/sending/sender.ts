import type { SendResult } from '#contract/sending.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { inMemory } from '#server/mail/message-bytes.ts'
import type { BuiltMessage } from '#server/mail/mime/build-message.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { Sends } from '#server/storage/sends.ts'
import { type Redirecting, redirectThis } from './redirect-message.ts'
import { build, type Composition, sendThis, type SendingServices } from './send-message.ts'
import { SendOnce } from './send-once.ts'
import { versionOf, versionOfRedirect } from './version.ts'

/** A report as it is sent, and how to take back what was noted for it where it was not sent after all. */
interface Report {
  to: string
  source: Buffer
  undo: () => Promise<unknown>
}

/** Sends things once under their keys, however often they are asked for. Throws what `send-message` answers. */
export interface Sender {
  /** What a person wrote. */
  send: (session: LiveSession, message: Composition) => Promise<SendResult>
  /** A message of the mailbox as it is, to others. */
  redirect: (session: LiveSession, redirecting: Redirecting) => Promise<SendResult>
  /** The same message, to be saved while it is being written. Whoever asks discards it. */
  build: (signedIn: SignedIn, mail: MailAccount, message: Composition) => Promise<BuiltMessage>
  /** A report in a person's name. It keeps no copy, and no report may ever come back for it (RFC 8098, 2.1). */
  report: (session: LiveSession, key: string, prepare: () => Promise<Report>) => Promise<SendResult>
}

export function senderWith(services: SendingServices, sends: Sends): Sender {
  const once = new SendOnce(sends)
  return {
    send: ({ signedIn, mail }, message) =>
      once.run(
        signedIn.user,
        message.idempotencyKey,
        (lease) => sendThis(services, signedIn, mail, message, lease),
        versionOf(message),
      ),

    redirect: (session, redirecting) =>
      once.run(
        session.signedIn.user,
        redirecting.idempotencyKey,
        (lease) => redirectThis(services, session, redirecting, lease),
        versionOfRedirect(redirecting),
      ),

    build: (signedIn, mail, message) => build(services, signedIn, mail, message, Date.now()),

    report: ({ signedIn }, key, prepare) =>
      once.run(signedIn.user, key, async (lease) => {
        const { to, source, undo } = await prepare()
        try {
          const identity = services.identityOf(signedIn)
          const sent = await services.submission.submit(identity, { from: '', to: [to] }, inMemory(source), () =>
            lease.handOver(),
          )
          const result: SendResult = { outcome: sent.outcome, sentCopyId: null, refused: [] }
          await lease.settle(result)
          return result
        } catch (error) {
          await undo().catch(() => undefined)
          throw error
        }
      }),
  }
}
