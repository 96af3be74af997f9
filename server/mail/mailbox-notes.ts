import type { FolderPath } from './mail-account.ts'

/** Notes about a folder that the mail server keeps beside its messages, for everybody who opens the folder (RFC 5464). */
export interface MailboxNotes {
  /** Whether this server keeps notes at all; without, `read` finds nothing and `write` is `not-allowed`. */
  areKept(): Promise<boolean>
  /** What the person may do in the folder, in letters (RFC 4314, 2.1); none where the server does not tell. */
  rightsIn(folder: FolderPath): Promise<string>
  /** The note under this name, or null. Throws Problem `folder-gone`. */
  read(folder: FolderPath, name: string): Promise<string | null>
  /** Throws Problem `not-allowed` where the server refuses it, as some do for a folder that is gone; else `folder-gone`. */
  write(folder: FolderPath, name: string, value: string): Promise<void>
}
