import type { FolderPath, MessageReference, Summary } from './mail-account.ts'
import type { Header } from './mime/headers/header-fields.ts'

/** A message as rules on a mail server see it (RFC 5228, 2.7). */
export interface SiftedMessage {
  /** The fields asked for; encoded words (RFC 2047) are not decoded. */
  header: Header
  sizeBytes: number
  /** Each part that is text, decoded, HTML as its words alone (RFC 5173, 5.3); none unless asked for. */
  texts: string[]
  /** A part says of itself that it is an attachment (RFC 2183, 2). */
  hasAttachedPart: boolean
  /** As the parts give them. */
  fileNames: string[]
  /** Types of media of all parts, in lower case. */
  types: string[]
  /** When the mail server got it. */
  receivedAtMs: number
}

export interface SiftWish {
  fields: readonly string[]
  texts: boolean
}

export interface Sifted {
  /** How many messages the folder has, and how many of them were looked at. */
  total: number
  looked: number
  /** The newest first, in the order in which they were asked about. */
  caught: Summary[]
}

/** Looks at messages as a rule would. */
export interface MailSifting {
  /** Those of a stretch of a folder, counted from the newest, that are as `isCaught` says. Throws Problem `folder-gone`. */
  sift(
    folder: FolderPath,
    stretch: { offset: number; limit: number },
    wish: SiftWish,
    isCaught: (message: SiftedMessage) => boolean,
  ): Promise<Sifted>
  /** Throws Problem `message-gone`. */
  look(reference: MessageReference, wish: SiftWish): Promise<SiftedMessage>
}
