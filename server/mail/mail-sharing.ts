import type { FolderPath } from './mail-account.ts'

/**
 * Stands before the name of a group, as Dovecot writes it (RFC 4314, 2, leaves that to servers). Membership counts from the moment
 * somebody signs in to the mail server.
 */
const groupMark = '$'

/** Somebody named in an access list: a user name, or a group by its mark. */
export type Grantee = string

export const asGroup = (id: string): Grantee => `${groupMark}${id}`

/** The id of the group that is meant; null for a person. */
export const groupIdOf = (grantee: Grantee) => (grantee.startsWith(groupMark) ? grantee.slice(1) : null)

/** Whether a user name means that user in an access list, and not everybody, a group or the loss of rights (RFC 4314, 2). */
export const namesOnePerson = (user: string) => !/^[$#!-]|^(anyone|anonymous|authenticated|owner)$/i.test(user)

/** Who may do what in a folder of the person's: to the letters of RFC 4314. The person, and all but people and groups, are left out. */
export type Access = ReadonlyMap<Grantee, string>

/** What others may do in the person's folders. */
export interface MailSharing {
  /** Whether the server lets people share folders: it has access lists, and shows people the folders of others. */
  isOffered(): Promise<boolean>
  /** By folder, as far as the server lets the person see it. */
  access(folders: readonly FolderPath[]): Promise<Map<FolderPath, Access>>
  /**
   * Gives somebody exactly these rights in a folder; none ends it. The server knows no people: the caller says that there is
   * such a user or group. Throws `folder-gone`, `not-allowed`.
   */
  give(folder: FolderPath, grantee: Grantee, rights: string): Promise<void>
}
