import type { FolderDescription, MessageReference } from './mail-account.ts'
import type { MessageBytes } from './message-bytes.ts'
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

/**
 * The folders for drafts: of the mailbox a message is written from, by the user name of whose it is (null: the person's own),
 * and the person's own where that one has none or takes none.
 */
export interface MailDrafts {
  /**
   * Stores a message there, as a draft that has been read; null where the server does not say which message that is. Throws
   * `folder-gone` where there is no such folder, `mailbox-full`.
   */
  append(message: MessageBytes, owner?: string | null): Promise<MessageReference | null>
  /** The drafts with this key, oldest first; none where there is no folder. */
  withKey(key: string, owner?: string | null): Promise<MarkedDraft[]>
  /** The fields a message has of `draftFields`, wherever it lies. Throws `message-gone`. */
  header(reference: MessageReference): Promise<Header>
}

/** Where drafts of a mailbox are kept. A folder they could not be taken out of again would only fill up. */
export function draftsFolder(
  folders: readonly FolderDescription[],
  mailbox: string | null,
): FolderDescription | undefined {
  const takesDrafts = ({ role, owner, rights }: FolderDescription) =>
    role === 'drafts' && owner === mailbox && /^(?=.*i)(?=.*t)(?=.*e)/.test(rights ?? 'ite')
  return folders.find(takesDrafts) ?? (mailbox === null ? undefined : draftsFolder(folders, null))
}
