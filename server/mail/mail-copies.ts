import type { Flag } from '#contract/messages.ts'
import type { FolderPath, MessageReference, MessageSet } from './mail-account.ts'

/** A message as it is stored, byte for byte, with what the mail server keeps beside it. */
export interface MessageCopy {
  reference: MessageReference
  receivedAtMs: number
  flags: Flag[]
  labels: string[]
  /** Small ones whole; a large one as it comes, to be read before the next is asked for. */
  bytes: Buffer | AsyncIterable<Buffer>
}

/** What two copies of one message have in common. */
export interface MessageIdentity {
  uid: number
  sizeBytes: number
  /** With its angle brackets; null where it has none. */
  messageId: string | null
}

export type NewMessage = Omit<MessageCopy, 'reference' | 'bytes'> & { bytes: Buffer }

/** Takes messages out whole, and puts messages in. */
export interface MailCopies {
  /** One after the other in the order given, without those that are gone; a few megabytes are held. Throws `folder-gone`. */
  take(set: MessageSet): AsyncIterable<MessageCopy>
  /** The messages of a folder from this UID on. Throws `folder-gone`. */
  identities(folder: FolderPath, fromUid: number): Promise<MessageIdentity[]>
  /**
   * Where it is then; null where the server does not tell. Throws `folder-gone`, `mailbox-full`, `not-allowed`, or
   * `invalid-request` where the server does not take this message.
   */
  put(folder: FolderPath, message: NewMessage): Promise<MessageReference | null>
}
