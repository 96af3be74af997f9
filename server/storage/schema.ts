/** One signed-in browser. The id is only here as a hash, the rest sealed, so a stolen file opens no mailbox. */
interface SessionRow {
  id_hash: string
  sealed: string
  seen_at_ms: number
  ends_at_ms: number
  /** Keyed hashes of the provider's session and person, where one was signed in at; by them the provider ends it. */
  provider_session: string | null
  provider_subject: string | null
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

export interface Schema {
  one_use: OneUseRow
  upload: UploadRow
  outbox: OutboxRow
  outbox_content: OutboxContentRow
  mute: MuteRow
  snooze: SnoozeRow
  person_note: PersonNoteRow
  session: SessionRow
  send: SendRow
  sign_in_failure: SignInFailureRow
}
