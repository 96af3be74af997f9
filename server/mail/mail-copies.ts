import type { Flag } from '#contract/messages.ts'
import type { FolderPath, MessageReference, MessageSet } from './mail-account.ts'

/** What the mail server keeps beside a message. */
export interface KeptBeside {
  receivedAtMs: number
  flags: Flag[]
  labels: string[]
}

/** What is known of a message before it is read. */
export interface MessageFacts extends KeptBeside {
  uid: number
  sizeBytes: number
}

/** Small ones whole; a large one as it comes, to be read before the next is asked for. */
export type CopyBytes = Buffer | AsyncIterable<Buffer>

/** A message as it is stored, byte for byte. */
export interface MessageCopy extends KeptBeside {
  reference: MessageReference
  bytes: CopyBytes
}

/** What two copies of one message have in common. */
export interface MessageIdentity {
  uid: number
  sizeBytes: number
  /** With its angle brackets; null where it has none. */
  messageId: string | null
}

export interface NewMessage extends KeptBeside {
  bytes: Buffer
}

/** Takes messages out whole, and puts messages in. */
export interface MailCopies {
  /**
   * In the order given, without those that are gone: small ones by lots, of which none is empty, a large one by itself. A few
   * megabytes are held. Throws `folder-gone`.
   */
  take(set: MessageSet): AsyncIterable<MessageCopy[]>
  /** The same without any byte of them, by lots. Throws `folder-gone`. */
  facts(set: MessageSet): AsyncIterable<MessageFacts[]>
  /** Only the bytes, by lots, of messages whose sizes are known; nothing for one that is gone. Throws `folder-gone`. */
  bytesOf(set: MessageSet, sizes: readonly number[]): AsyncIterable<{ uid: number; bytes: CopyBytes | undefined }[]>
  /** The messages of a folder from this UID on. Throws `folder-gone`. */
  identities(folder: FolderPath, fromUid: number): Promise<MessageIdentity[]>
  /**
   * Where it is then; null where the server does not tell. Throws `folder-gone`, `mailbox-full`, `not-allowed`, or
   * `invalid-request` where the server does not take this message.
   */
  put(folder: FolderPath, message: NewMessage): Promise<MessageReference | null>
}
