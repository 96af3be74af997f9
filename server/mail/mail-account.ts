import type { Readable } from 'node:stream'
import type { Address, Attachment, Flag, LabelChange } from '#contract/messages.ts'
import type { FolderRole, Quota } from '#contract/folders.ts'
import type { MessageReport } from '#contract/message-facts.ts'
import type { MessageSort } from '#contract/message-order.ts'
import type { Protection } from '#contract/signatures.ts'
import type { ChosenRoles } from './chosen-roles.ts'
import type { FolderChanges } from './folder-changes.ts'
import type { Grouping, MailConversations } from './mail-conversations.ts'
import type { MailCopies } from './mail-copies.ts'
import type { MailDrafts } from './mail-drafts.ts'
import type { MailSharing } from './mail-sharing.ts'
import type { MailSearch } from './mail-search.ts'
import type { MailSifting } from './mail-sifting.ts'
import type { MailSurvey } from './mail-survey.ts'
import type { MessageBytes } from './message-bytes.ts'
import type { NestedMessage } from './nested-message.ts'
import type { MailboxNotes } from './mailbox-notes.ts'
import type { Header } from './mime/headers/header-fields.ts'

/** A folder by the path the mail server knows it under, decoded to Unicode. */
export type FolderPath = string

/** One message of one folder. `validity` is the folder's UIDVALIDITY: another value means other messages (RFC 9051, 2.3.1.1). */
export interface MessageReference {
  folder: FolderPath
  validity: string
  uid: number
}

export interface FolderDescription {
  path: FolderPath
  name: string
  parentPath: FolderPath | null
  role: FolderRole | null
  /** What the mail server says it is for; `role` is another where the person has chosen so. */
  serverRole: FolderRole | null
  holdsMessages: boolean
  mayHoldFolders: boolean
  subscribed: boolean
  /** What stands between a folder and its subfolders in paths, or null where there are none. */
  separator: string | null
  /** How many messages there are, and how many of them are unread; null where that is not known yet (`foldersSoon`). */
  total: number | null
  unread: number | null
  /** User name of whoever shares it with the person; null for the person's own. */
  owner: string | null
  /** In a mailbox of somebody else what the person may do, in the letters of RFC 4314; not there where the server does not say. */
  rights?: string
  /** There too: what marks stay; not there before the folder was opened. */
  permanent?: PermanentFlags
}

/** Which marks of messages can be changed for good in a folder (PERMANENTFLAGS; RFC 9051, 7.1); `labels` are keywords that are new there. */
export interface PermanentFlags {
  seen: boolean
  flagged: boolean
  deleted: boolean
  labels: boolean
}

export interface Summary {
  reference: MessageReference
  from: Address[]
  to: Address[]
  subject: string
  preview: string
  receivedAtMs: number
  sizeBytes: number
  flags: Flag[]
  labels: string[]
  hasAttachment: boolean
}

/** An order of messages as the contract means it: the natural direction of `sort`, or that turned round. */
export interface Order {
  sort: MessageSort
  reverse: boolean
}

export const newestFirst: Order = { sort: 'arrived', reverse: false }

export interface Window extends Order {
  folder: FolderPath
  offset: number
  total: number
  unread: number
  items: Summary[]
}

export interface BodyText {
  content: string
  cut: boolean
}

export interface FullMessage extends Summary {
  sender: Address[]
  replyTo: Address[]
  cc: Address[]
  bcc: Address[]
  sentAtMs: number | null
  text: BodyText | null
  html: BodyText | null
  /** It has more parts, or deeper ones, than are looked at. */
  partsLeftOut?: boolean | undefined
  attachments: Attachment[]
  /** The Message-ID with its angle brackets, or null; answers carry it on. */
  messageId: string | null
  /** The fields that say something people should know (`factFields`). */
  header: Header
  report: MessageReport | null
  /** What of it is signed or encrypted. */
  protection: Protection[]
}

/** A signature as it stands in a message (RFC 8551). */
export interface SignedPart {
  /** Whom the message says it is from: the one it stands in, which may be inside another. */
  from: Address[]
  /** What is signed, header of the part and all, as the server has it; null where it is inside, `'missing'` where it is nowhere. */
  content: Buffer | 'missing' | null
  /** The CMS structure, without its transfer encoding. */
  signature: Buffer
}

/** One part of a message, decoded, as a stream; destroying the stream ends the transfer. */
export interface PartDownload {
  name: string
  type: string
  /** What a text part says of its letters. */
  charset?: string | undefined
  bytes: Readable
}

/** What must be so of a message; what is not given may be either way. `from` is one whole address, in any case. */
export interface MessageFilter {
  unread?: boolean | undefined
  flagged?: boolean | undefined
  muted?: boolean | undefined
  from?: string | undefined
  label?: string | undefined
  /** The Message-ID with its angle brackets. */
  messageId?: string | undefined
  /** Under this one it was sent on (RFC 5322, 3.6.6). */
  resentMessageId?: string | undefined
}

/** The flags and labels a message has. */
export interface Marks {
  flags: Flag[]
  labels: string[]
}

/** Messages of one folder under one UIDVALIDITY. */
export interface MessageSet {
  folder: FolderPath
  validity: string
  uids: number[]
}

export type Outcome = 'done' | 'gone' | 'refused'

/** What a message's own identification headers say, for answering it (RFC 5322, 3.6.4). */
export interface ThreadHeaders {
  messageId: string | null
  references: string[]
}

/** A change seen by the account, from whatever program made it. */
export type MailChange =
  | { type: 'arrived'; folder: FolderPath; total: number; unread: number; items: Summary[] }
  | { type: 'counts'; folder: FolderPath; total: number; unread: number }
  | { type: 'flags'; folder: FolderPath; items: ({ reference: MessageReference } & Marks)[] }
  | { type: 'removed'; folder: FolderPath; references: MessageReference[]; total: number; unread: number }
  | ({ type: 'grouped'; folder: FolderPath } & Grouping)
  | { type: 'folders' }
  | { type: 'connection'; state: 'lost' | 'back' }

/**
 * One signed-in person's mail, in our words. Every method throws `Problem`: `mail-server-unavailable`,
 * `mail-server-not-trusted`, and those it names. Messages that no longer exist are answered per item, never by another one.
 */
export interface MailAccount {
  readonly folderChanges: FolderChanges
  readonly search: MailSearch
  readonly sifting: MailSifting
  readonly notes: MailboxNotes
  readonly conversations: MailConversations
  readonly drafts: MailDrafts
  readonly sharing: MailSharing
  readonly survey: MailSurvey
  readonly copies: MailCopies
  folders(): Promise<FolderDescription[]>
  /** The same; where very many are shared (`hasManyShared`), those are without counts and `rights`, because these take seconds. */
  foldersSoon(): Promise<FolderDescription[]>
  /** The same as last read, while the account is watched and so told of every change; counts may then be a moment behind. */
  recentFolders(): Promise<FolderDescription[]>
  /** The storage limit that applies to the person's own folders, or to this one; null where there is none, or none is shown. */
  quota(folder?: FolderPath): Promise<Quota | null>
  /** The orders that windows can be asked for in. */
  sorts(): Promise<MessageSort[]>
  /** Newest first unless said; `items[0]` stands at `offset`. Throws `folder-gone`, `sorting-unavailable`. */
  window(folder: FolderPath, offset: number, limit: number, order?: Order): Promise<Window>
  /**
   * Where a message stands in an order; null when it is gone. Throws `folder-gone`, `sorting-unavailable`.
   */
  positionOf(reference: MessageReference, order: Order): Promise<number | null>
  /**
   * Where the first message stands that is not newer than this date (reversed: not older), by the date the order goes by;
   * null when there is none. Throws `folder-gone`, `sorting-unavailable`.
   */
  positionAt(folder: FolderPath, dateMs: number, order: Order & { sort: 'arrived' | 'sent' }): Promise<number | null>
  /** Throws `message-gone`. */
  read(reference: MessageReference): Promise<FullMessage>
  /** Also parts of messages inside it. Throws `message-gone`, or `not-found` when the message has no such part. */
  download(reference: MessageReference, partId: string): Promise<PartDownload>
  /**
   * A message inside a message, at any depth; null where the server has not taken that part apart, or it is none: then its
   * bytes are all there is. Throws `message-gone`.
   */
  nested(reference: MessageReference, partId: string): Promise<NestedMessage | null>
  /**
   * A signature of a message or of one inside it, by the part it is in, with what is signed; null where they are larger than the
   * limit. Throws `message-gone`, or `not-found` where there is none.
   */
  signedPart(reference: MessageReference, partId: string, limitBytes: number): Promise<SignedPart | null>
  /** The whole message as it is stored, named after its subject. Throws `message-gone`. */
  source(reference: MessageReference): Promise<PartDownload>
  threadHeaders(reference: MessageReference): Promise<ThreadHeaders>
  /** The Message-ID of each (RFC 5322, 3.6.4), null for one that is gone or has none. */
  messageIds(references: readonly MessageReference[]): Promise<(string | null)[]>
  /** Every message of a folder that fits. Throws `folder-gone`. */
  pick(folder: FolderPath, filter: MessageFilter): Promise<MessageSet>
  /** Labels that messages of a folder have or had. Throws `folder-gone`. */
  labelsIn(folder: FolderPath): Promise<string[]>
  /** The flags and labels each message has, null for one that is gone. */
  marksOf(references: readonly MessageReference[]): Promise<(Marks | null)[]>
  /** When each message arrived (INTERNALDATE), milliseconds since 1970; null for one that is gone. */
  receivedAt(references: readonly MessageReference[]): Promise<(number | null)[]>
  /** `refused` also where a folder takes no such labels. */
  changeFlags(
    references: readonly MessageReference[],
    add: readonly Flag[],
    remove: readonly Flag[],
    labels?: LabelChange,
  ): Promise<Outcome[]>
  /** Per message its outcome and, where the server tells (UIDPLUS), its new reference. Throws `folder-gone`, `mailbox-full`. */
  move(
    references: readonly MessageReference[],
    to: FolderPath,
  ): Promise<{ outcome: Outcome; moved: MessageReference | null }[]>
  /** Deletes for ever; only within Trash, Junk and Drafts, elsewhere `refused`. */
  deleteForever(references: readonly MessageReference[]): Promise<Outcome[]>
  /**
   * Stores a copy of a sent message, marked as read, in the folder for sent mail of the mailbox it went out from; where that
   * takes none, in the person's own. `owner` is the user name of whose mailbox it is, null for the person's. Null where it cannot be done.
   */
  saveSentCopy(message: MessageBytes, owner?: string | null): Promise<MessageReference | null>
  /** Where deeds are noted: something has gone out from somebody's mailbox, of which the mail servers keep the copy. */
  noteSent?(owner: string | null, messageId: string): void
  /** Calls back for every change until the returned function is called. */
  watch(onChange: (change: MailChange) => void): () => void
  /** Somebody has given the person rights or taken them away: what the connections remember of that is out of date. */
  forgetRights(): Promise<void>
  /**
   * The same person's mail once more, over a connection of its own: for long work that nothing else must wait for. What it
   * changes is told to whoever watches this one. Ends with `close`, at the latest when this one is closed.
   */
  beside(): MailAccount
  /** Ends every connection at once; any use afterwards throws. */
  close(): void
}

/** How the servers are to be told who this is: a token that is good for the moment, or the password; `signsInAs`: under another name than the person's. */
export type MailSecret = { kind: 'token'; token: string } | { kind: 'password'; password: string; signsInAs?: string }

export interface MailIdentity {
  /** The name the mail servers know the person by. */
  user: string
  /** Whose session it is, where it is one's own: what is kept open for it is shared with nobody else. */
  holder?: object
  /** Gives a secret that is good now; called at each connect. */
  secret(): Promise<MailSecret>
  /** The folders the person chose for purposes, asked for whenever folders are listed; the server's own where this is left out. */
  chosenRoles?(): Promise<ChosenRoles>
}

/** Opens accounts; the one door of the mail adapters for reading. */
export interface MailAccounts {
  /**
   * Tries the name and password against the mail server.
   *
   * @returns the account, with that connection kept for its first use
   * @throws Problem `wrong-credentials`, `mail-server-unavailable`, `mail-server-not-trusted`
   */
  signIn(identity: MailIdentity, password: string): Promise<MailAccount>
  /** An account of a person already signed in; connects when first used. */
  resume(identity: MailIdentity): MailAccount
}
