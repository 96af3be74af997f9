import type { ContactBookRecord, ContactRecord } from './contact-tables.ts'

/** One signed-in browser. The id is only here as a hash, the rest sealed, so a stolen file opens no mailbox. */
interface SessionRow {
  id_hash: string
  sealed: string
  seen_at_ms: number
  ends_at_ms: number
  /** Keyed hashes of the provider's session and person, where one was signed in at; by them the provider ends it. */
  provider_session: string | null
  provider_subject: string | null
  /** Keyed hash of the mail account, by which a person's sessions are found; null before anybody has signed in. */
  account_hash: string | null
}

/** Something that counts once and only until then: an unfinished sign-in at a provider, or a token that has been seen. */
interface OneUseRow {
  key_hash: string
  sealed: string
  ends_at_ms: number
}

/** One composition being sent or sent: what makes a repeat harmless. */
interface SendRow {
  key_hash: string
  state: 'preparing' | 'handed-over' | 'done'
  /** Sealed JSON of the answer once `done`. */
  sealed_result: string | null
  /** While not `done`: the process at work renews this; when it has passed, that process is gone. */
  lease_until_ms: number
  created_at_ms: number
}

/** Failed sign-ins, counted per account and network (as a keyed hash, so the file names nobody). */
interface SignInFailureRow {
  key_hash: string
  failures: number
  expires_at_ms: number
}

/** What belongs to a person and has no place at the mail server: sealed JSON under a keyed hash of the account's name and its kind. */
interface PersonNoteRow {
  key_hash: string
  sealed: string
}

/** A message that is away until a moment; which one, and where, is sealed. */
export interface SnoozeRow {
  id: string
  account_hash: string
  until_ms: number
  state: 'leaving' | 'away'
  /** Whoever works on it has it until then; 0 when nobody does. */
  lease_until_ms: number
  sealed: string
}

/** Somebody who has muted conversations: their inbox is looked through now and then. */
export interface MuteRow {
  account_hash: string
  /** Not looked through before; whoever does so moves it on first. */
  next_look_ms: number
  sealed: string
}

/** A file that waits to be sent; the bytes lie in a file under the same name, encrypted with the key that is sealed here. */
export interface UploadRow {
  id: string
  account_hash: string
  /** As it was announced; counts from then on. */
  size_bytes: number
  state: 'awaited' | 'here'
  created_at_ms: number
  sealed: string
}

/** A message that waits in the outbox, or what is left of one that did. What it is, and to whom, is sealed. */
export interface OutboxRow {
  id: string
  account_hash: string
  /** Of the account and the idempotency key: one composition is here once. */
  key_hash: string
  state: OutboxState
  /** Nothing is done about it before. */
  next_ms: number
  /** Whoever works on it renews this; when it has passed, that process is gone. 0 when nobody does. */
  lease_until_ms: number
  created_at_ms: number
  size_bytes: number
  sealed: string
}

/**
 * `waiting` so that it can be taken back, `scheduled` for a time the person chose, `later` after a failure that may pass,
 * `signed-out` until the person signs in, `accepted` by the submission server but not yet all done; `failed`, `unknown` and
 * `in-part` want the person's attention; of `sent`, `taken-back` and `deleted` ones only a trace is kept.
 */
export type OutboxState =
  | 'waiting'
  | 'scheduled'
  | 'later'
  | 'signed-out'
  | 'accepted'
  | 'failed'
  | 'unknown'
  | 'in-part'
  | 'sent'
  | 'taken-back'
  | 'deleted'

/** The message itself and what the composer had; apart, so that looking for what is due reads none of it. */
interface OutboxContentRow {
  id: string
  sealed_message: string
  sealed_draft: string
}

/** What comes after the first piece of a message in the outbox, from 1. */
interface OutboxPieceRow {
  id: string
  number: number
  sealed: Uint8Array
  created_at_ms: number
}

/** Something done in a mailbox, or that touched the security of an account; what and by whom is sealed. `mark` is of it and of the one before. */
export interface SealedEntryRow {
  owner_hash: string
  number: number
  at_ms: number
  sealed: string
  mark: string
}

/** Which entry of a log is the newest of one person; its mark is sealed. */
export interface LogHeadRow {
  log: 'activity' | 'security_event'
  owner_hash: string
  number: number
  at_ms: number
  sealed: string
}

/** Whose rights have changed, for all servers to see. */
export interface RightsChangeRow {
  grantee_hash: string
  at_ms: number
  /** Other at each change. */
  stamp: string
}

/** When a share of somebody's folders begins or ends next; whose, and with whom, is sealed. */
export interface ShareRow {
  id: string
  owner_hash: string
  next_ms: number
  sealed: string
}

/** Somebody is writing an answer to a message; to which, and who, only keyed hashes and what is sealed say. */
interface WritingRow {
  message_hash: string
  account_hash: string
  since_ms: number
  ends_at_ms: number
  sealed: string
}

/** A code mailed to where mail is to be forwarded; null once it counts no more. `sends` of them since `since_ms`. */
export interface ForwardingCodeRow {
  target_hash: string
  account_hash: string
  code_hash: string | null
  tries: number
  sent_at_ms: number
  ends_at_ms: number
  sends: number
  since_ms: number
}

/** An address somebody has asked for; which, and who, is sealed. No `address_hash`: it was refused. */
export interface AddressRequestRow {
  id: string
  account_hash: string
  address_hash: string | null
  asked_at_ms: number
  sealed: string
}

export interface Schema {
  address_request: AddressRequestRow
  forwarding_code: ForwardingCodeRow
  writing: WritingRow
  activity: SealedEntryRow
  security_event: SealedEntryRow
  log_head: LogHeadRow
  share: ShareRow
  rights_change: RightsChangeRow
  one_use: OneUseRow
  contact: ContactRecord
  contact_book: ContactBookRecord
  upload: UploadRow
  outbox: OutboxRow
  outbox_content: OutboxContentRow
  outbox_piece: OutboxPieceRow
  mute: MuteRow
  snooze: SnoozeRow
  person_note: PersonNoteRow
  session: SessionRow
  send: SendRow
  sign_in_failure: SignInFailureRow
}
