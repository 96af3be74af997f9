import type { DraftPlace } from '#contract/draft-place.ts'
import type { OutgoingMessage, SendResult, WaitingMessage } from '#contract/sending.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { OutboxEntry } from '#server/storage/outbox-entry.ts'
import type { Outbox } from '#server/storage/outbox.ts'
import type { OutboxState } from '#server/storage/schema.ts'
import { leftoversOf } from './leftovers.ts'
import { prepareMessage, type SendingServices } from './send-message.ts'

export interface OutboxFeature extends SendingServices {
  outbox: Outbox
  now: () => number
  /** Keeps uploads for a day from then on, so that a message that is taken back still has its files. */
  keepUploads: (user: string, ids: readonly string[], fromMs: number) => Promise<void>
  /** Tells the browsers of the person. */
  onChange: (user: string) => void
}

/** When a message is to go: in so many seconds, or at a moment. */
interface Wait {
  undoSeconds?: number | undefined
  sendAtMs?: number | undefined
  composer?: string | undefined
}

export type Waiting = OutgoingMessage & Wait

/** Goes sooner or later, without anybody doing anything about it. */
const goes: readonly OutboxState[] = ['waiting', 'scheduled', 'later', 'signed-out', 'accepted']
const furthestMs = 366 * 24 * 60 * 60_000
/** What one person may have in the outbox. */
const most = { messages: 200, bytes: 250_000_000 }

/**
 * Takes a message into the outbox: built, sealed and on disk before this resolves. The same composition is taken in once,
 * however often it is asked for; where it is out already, the answer says what came of it.
 *
 * @throws Problem `invalid-request`, `outbox-full`, `too-late` (it was taken back), and whatever `prepareMessage` throws
 */
export async function acceptMessage(
  feature: OutboxFeature,
  { signedIn, mail }: LiveSession,
  message: Waiting,
): Promise<WaitingMessage | SendResult> {
  const { outbox, now } = feature
  const { user } = signedIn
  const known = await outbox.withKey(user, message.idempotencyKey)
  if (known) return answerOf(known)
  const { sendAtMs, undoSeconds = 0, composer } = message
  const isScheduled = sendAtMs !== undefined
  const dueMs = isScheduled ? checkedTime(sendAtMs, now()) : now() + undoSeconds * 1_000
  if (composer === undefined) {
    throw new Problem('invalid-request', { fields: [{ field: 'composer', code: 'missing' }] })
  }
  const leftovers = leftoversOf(message)
  await checkWaitsNowhere(outbox, user, leftovers.savedDraft)
  const { envelope, built, messageId } = await prepareMessage(feature, signedIn, mail, message, dueMs)
  const sizeBytes = built.toKeep.length + composer.length
  await checkRoom(outbox, user, sizeBytes)
  const entry = await outbox.add(
    {
      ...{ user, idempotencyKey: message.idempotencyKey, state: isScheduled ? 'scheduled' : 'waiting' },
      ...{ dueMs, nextMs: dueMs, createdMs: now(), sizeBytes, isScheduled, envelope, messageId },
      ...{ to: message.to, cc: message.cc, bcc: message.bcc, subject: message.subject },
      ...(message.forwarded ? { forwarded: message.forwarded } : {}),
      original: message.answering && { kind: message.answering.kind, messageId: message.answering.messageId },
      ...{ tries: 0, firstFailureMs: null, fault: null, result: null, mayHaveCopy: false, leftovers },
    },
    { message: built.toKeep, bccBytes: built.toKeep.length - built.toSend.length },
    composer,
  )
  await feature.keepUploads(user, leftovers.uploadIds, dueMs)
  feature.onChange(user)
  return answerOf(entry)
}

/** A draft that is open in two places goes once. @throws Problem `already-sending` */
async function checkWaitsNowhere(outbox: Outbox, user: string, savedDraft: DraftPlace | null): Promise<void> {
  if (!savedDraft) return
  const entries = await outbox.of(user, Infinity)
  const isSame = ({ state, leftovers }: OutboxEntry) =>
    goes.includes(state) && leftovers.savedDraft?.key === savedDraft.key
  if (entries.some(isSame)) throw new Problem('already-sending')
}

/** @throws Problem `invalid-request` for a time more than a year away; one that has passed means now */
export function checkedTime(sendAtMs: number, nowMs: number): number {
  if (sendAtMs > nowMs + furthestMs) {
    throw new Problem('invalid-request', { fields: [{ field: 'sendAtMs', code: 'wrong-form' }] })
  }
  return Math.max(sendAtMs, nowMs)
}

async function checkRoom(outbox: Outbox, user: string, sizeBytes: number): Promise<void> {
  const { count, bytes } = await outbox.usage(user)
  if (count >= most.messages || bytes + sizeBytes > most.bytes) throw new Problem('outbox-full')
}

function answerOf({ id, state, dueMs, result }: OutboxEntry): WaitingMessage | SendResult {
  if (state === 'taken-back' || state === 'deleted') throw new Problem('too-late')
  return result ?? { outcome: 'waiting', outboxId: id, dueAtMs: dueMs }
}
