import type { ManagedMailbox, ManagedPart } from '#contract/managed-mailboxes.ts'
import type { ActivityAction } from '#contract/activity.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { FolderPath, MailAccount } from './mail-account.ts'

/** Somebody at work, with their own mail. */
export interface AtWork {
  signedIn: SignedIn
  mail: MailAccount
}

/** Whose rules are meant. */
export interface Whose {
  person: SignedIn
  /** False where somebody else sees to them, who may not have mail sent on. */
  isOwn: boolean
  /** Nobody signs in as them. */
  isRole: boolean
  /** What may be seen to there. */
  may: readonly ManagedPart[]
}

/** A folder of somebody else. */
export interface TheirFolder {
  /** As the person knows it who looks into that mailbox. */
  path: FolderPath
  /** As it is called there. */
  ownersPath: FolderPath
}

/** What is done by itself in the mailboxes of others, and who may see to it. Asked anew at each use. */
export interface ManagedMailboxes {
  /** By name. @throws Problem `directory-unavailable`, `mail-server-unavailable` */
  list(atWork: AtWork): Promise<ManagedMailbox[]>
  /**
   * @param mailbox user name of whose it is; one's own where it is left out
   * @param part what is to be seen to
   * @throws Problem `not-allowed`, also for a mailbox that there is not; as `list`
   */
  whose(atWork: AtWork, mailbox: string | undefined, part: ManagedPart): Promise<Whose>
  /** Folders of this owner that hold messages and that the person sees. @throws as `list` */
  foldersOf(atWork: AtWork, owner: string): Promise<TheirFolder[]>
  /** Takes note that somebody else changed them, and tells the owner. Never throws. */
  changed(visit: SignedInVisit, owner: SignedIn, what: ChangedAction): Promise<void>
}

export type ChangedAction = Extract<ActivityAction, `${string}-changed`>
