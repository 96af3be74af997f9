import type { MessageReference } from './mail-account.ts'
import type { Header } from './mime/headers/header-fields.ts'

/** The field in which a draft says whose it is: its key, a space, and who wrote it. */
export const draftField = 'X-Curbcut-Draft'

/** The fields of a draft that matter for going on with it. */
export const draftFields = [
  draftField.toUpperCase(),
  'X-CURBCUT-ANSWERING',
  'X-CURBCUT-UNFINISHED',
  'X-CURBCUT-DELIVERY-REPORT',
  'IMPORTANCE',
  'DISPOSITION-NOTIFICATION-TO',
  'IN-REPLY-TO',
  'REFERENCES',
] as const

/** A saved draft that says whose it is. */
export interface MarkedDraft {
  reference: MessageReference
  writer: string
}

/** The person's own folder for drafts. */
export interface MailDrafts {
  /**
   * Stores a message in it, as a draft that has been read; null where the server does not say which message that is. Throws
   * `folder-gone` where there is no such folder, `mailbox-full`.
   */
  append(message: Buffer): Promise<MessageReference | null>
  /** The drafts with this key, oldest first; none where there is no folder. */
  withKey(key: string): Promise<MarkedDraft[]>
  /** The fields a message has of `draftFields`, wherever it lies. Throws `message-gone`. */
  header(reference: MessageReference): Promise<Header>
}
