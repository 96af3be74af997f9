import type { DraftPlace } from '#contract/draft-place.ts'
import type { OutgoingMessage, SendResult, WaitingMessage } from '#contract/sending.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { OutboxEntry } from '#server/storage/outbox-entry.ts'
import type { Outbox } from '#server/storage/outbox.ts'
import type { OutboxState } from '#server/storage/schema.ts'
import { leftoversOf } from './leftovers.ts'
import { checkedTime, type OutboxDesk, takeIn } from './outbox-actions.ts'
import { type Prepared, prepareMessage, type SendingServices } from './send-message.ts'
import { versionOf } from './version.ts'

export interface OutboxFeature extends SendingServices, OutboxDesk {
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
/** What one person may have in the outbox. */
const most = { messages: 200, bytes: 250_000_000 }

/**
 * Takes a message into the outbox: built, sealed and on disk before this resolves. The same composition is taken in once,
 * however often it is asked for; where it is out already, the answer says what came of it. Changed since, it takes the place of
 * what waits.
 *
 * @throws Problem `invalid-request`, `outbox-full`, `too-late` (it was taken back, or is out as it was before), `already-sending`, and whatever `prepareMessage` throws
 */
export async function acceptMessage(
  feature: OutboxFeature,
  { signedIn, mail }: LiveSession,
  message: Waiting,
): Promise<WaitingMessage | SendResult> {
  const { outbox, now } = feature
  const { user } = signedIn
  const known = await outbox.withKey(user, message.idempotencyKey)
  const version = versionOf(message)
  if (isAnswered(known, version)) return answerOf(known)
  const { sendAtMs, undoSeconds = 0, composer } = message
  const dueMs = sendAtMs === undefined ? now() + undoSeconds * 1_000 : checkedTime(sendAtMs, now())
  if (composer === undefined) {
    throw new Problem('invalid-request', { fields: [{ field: 'composer', code: 'missing' }] })
  }
  const leftovers = leftoversOf(message)
  await checkWaitsNowhere(outbox, user, leftovers.savedDraft, known)
  const prepared = await prepareMessage(feature, signedIn, mail, message, dueMs)
  const { toSend, bcc, toKeep } = prepared.built
  try {
    const sizeBytes = toKeep.sizeBytes + composer.length
    await checkRoom(outbox, user, sizeBytes)
    const entry = await takeIn(
      feature,
      known,
      { ...freshEntry(user, message, prepared), version, dueMs, nextMs: dueMs, createdMs: now(), sizeBytes, leftovers },
      { message: toSend, bcc },
      composer,
    )
    await feature.keepUploads(user, leftovers.uploadIds, dueMs)
    feature.onChange(user)
    return answerOf(entry)
  } finally {
    await toSend.discard()
  }
}

function freshEntry(user: string, message: Waiting, { envelope, messageId, owner }: Prepared) {
  const { idempotencyKey, sendAtMs, to, cc, bcc, subject, forwarded, answering } = message
  const isScheduled = sendAtMs !== undefined
  return {
    ...{ user, idempotencyKey, isScheduled, envelope, messageId, to, cc, bcc, subject },
    state: isScheduled ? ('scheduled' as const) : ('waiting' as const),
    ...(owner === null ? {} : { owner }),
    ...(forwarded ? { forwarded } : {}),
    original: answering && { kind: answering.kind, messageId: answering.messageId },
    ...{ tries: 0, firstFailureMs: null, fault: null, result: null, mayHaveCopy: false },
  }
}

/** A draft that is open in two places goes once. @throws Problem `already-sending` */
async function checkWaitsNowhere(
  outbox: Outbox,
  user: string,
  savedDraft: DraftPlace | null,
  earlier: OutboxEntry | null,
): Promise<void> {
  if (!savedDraft) return
  const entries = await outbox.of(user, Number.MAX_SAFE_INTEGER)
  const isSame = ({ id, state, leftovers }: OutboxEntry) =>
    id !== earlier?.id && goes.includes(state) && leftovers.savedDraft?.key === savedDraft.key
  if (entries.some(isSame)) throw new Problem('already-sending')
}

export async function checkRoom(outbox: Outbox, user: string, sizeBytes: number): Promise<void> {
  const { count, bytes } = await outbox.usage(user)
  if (count >= most.messages || bytes + sizeBytes > most.bytes) throw new Problem('outbox-full')
}

/** Whether this very message is the one that is known. What has been stopped under its key is stopped in every version. */
export function isAnswered(known: OutboxEntry | null, version: string): known is OutboxEntry {
  return known !== null && (known.version === undefined || known.version === version)
}

export function answerOf({ id, state, dueMs, result }: OutboxEntry): WaitingMessage | SendResult {
  if (state === 'taken-back' || state === 'deleted') throw new Problem('too-late')
  return result ?? { outcome: 'waiting', outboxId: id, dueAtMs: dueMs }
}
