import type { RefusedRecipient } from '#contract/problem.ts'
import type { MailIdentity } from './mail-account.ts'
import type { MessageBytes } from './message-bytes.ts'

export interface Envelope {
  /** Empty for a report, so that none comes back for it. */
  from: string
  /** At least one; each once. */
  to: string[]
  /** Servers are asked to report that it was delivered (RFC 3461); one that cannot is not asked. */
  deliveryReport?: boolean
}

export type Submitted =
  /** The server has taken responsibility for the message, for all recipients but these. */
  | { outcome: 'accepted'; refused: RefusedRecipient[] }
  /** The connection was lost after the text had begun to go out: it may have been taken (RFC 1047). */
  | { outcome: 'outcome-unknown' }

/** Hands messages to the submission server. */
export interface Submission {
  /**
   * The largest message the server takes, in bytes (SIZE, RFC 1870), or null where it does not say. Nobody is signed in for it.
   *
   * @throws Problem `mail-server-unavailable`, `mail-server-not-trusted`
   */
  largestBytes(): Promise<number | null>
  /**
   * Whether the server passes on that delivery is to be reported (DSN, RFC 3461).
   *
   * @throws Problem `mail-server-unavailable`, `mail-server-not-trusted`
   */
  offersDeliveryReports(): Promise<boolean>
  /**
   * Sends one message, once. `onHandOver` is awaited right before the first byte of the text goes out: from then on the
   * outcome may become unknown.
   *
   * @throws Problem `recipients-refused` (none was taken), `sender-refused`, `message-refused`, `message-too-large`,
   * `mail-server-unavailable`, `mail-server-not-trusted`; after each of them the message has certainly not been sent
   */
  submit(
    identity: MailIdentity,
    envelope: Envelope,
    message: MessageBytes,
    onHandOver: () => Promise<void>,
  ): Promise<Submitted>
}
