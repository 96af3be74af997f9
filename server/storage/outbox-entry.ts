import type { DraftPlace } from '#contract/draft-place.ts'
import type { ProblemType, RefusedRecipient } from '#contract/problem.ts'
import type { Recipient, SendResult } from '#contract/sending.ts'
import type { OutboxState } from './schema.ts'

/** A message that waits to be sent. Times are in ms since 1970. */
export interface OutboxEntry {
  id: string
  user: string
  idempotencyKey: string
  /** Tells it from what is asked for otherwise under the same key. */
  version?: string
  state: OutboxState
  /** When it is meant to go. */
  dueMs: number
  /** The clock does nothing about it before. */
  nextMs: number
  createdMs: number
  sizeBytes: number
  /** Whether the person chose the time; else it only waits so that it can be taken back. */
  isScheduled: boolean
  /** User name of whose mailbox it goes out from, where that is somebody else's. */
  owner?: string
  envelope: { from: string; to: string[]; deliveryReport?: boolean }
  messageId: string
  to: Recipient[]
  cc: Recipient[]
  bcc: Recipient[]
  subject: string
  /** The message it answers or forwards, to be marked. */
  original: { kind: 'reply' | 'forward'; messageId: string } | null
  /** Somebody else's message, which is sent on as it is (RFC 5322, 3.6.6): `messageId` is then the one of sending it on. */
  isRedirect?: boolean
  /** Messages it carries whole, to be marked too. */
  forwarded?: string[]
  /** Failures since it was last all right, and when the first was. */
  tries: number
  firstFailureMs: number | null
  fault: OutboxFault | null
  result: SendResult | null
  /** A copy may be in Sent already: it was about to be put there. */
  mayHaveCopy: boolean
  /** What it leaves behind where it was written. */
  leftovers: { uploadIds: string[]; savedDraft: DraftPlace | null }
  /** What it was before it was deleted. */
  deleted?: { state: OutboxState; nextMs: number }
}

export interface OutboxFault {
  type: ProblemType
  serverSaid?: string
  recipients?: RefusedRecipient[]
}
