import type { SendResult, WaitingMessage } from '#contract/sending.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { answerOf, checkRoom, isAnswered, type OutboxFeature } from './accept-message.ts'
import { takeIn } from './outbox-actions.ts'
import { prepareRedirect, type Redirecting } from './redirect-message.ts'
import { versionOfRedirect } from './version.ts'

/**
 * Takes a message that is sent on into the outbox, as `acceptMessage` does with what a person wrote: on disk before this resolves,
 * once under its key.
 *
 * @throws Problem `outbox-full`, `too-late` (it was taken back, or is out to others), `already-sending`, and whatever `prepareRedirect` throws
 */
export async function acceptRedirect(
  feature: OutboxFeature,
  session: LiveSession,
  redirecting: Redirecting & { undoSeconds: number },
): Promise<WaitingMessage | SendResult> {
  const { outbox, now } = feature
  const { user } = session.signedIn
  const { idempotencyKey, messageId, to } = redirecting
  const known = await outbox.withKey(user, idempotencyKey)
  const version = versionOfRedirect(redirecting)
  if (isAnswered(known, version)) return answerOf(known)
  const dueMs = now() + redirecting.undoSeconds * 1_000
  const { envelope, resent, resentId, subject, owner } = await prepareRedirect(feature, session, redirecting, dueMs)
  try {
    await checkRoom(outbox, user, resent.sizeBytes)
    const entry = await takeIn(
      feature,
      known,
      {
        ...{ user, idempotencyKey, version, state: 'waiting', isRedirect: true, isScheduled: false },
        ...{ dueMs, nextMs: dueMs, createdMs: now(), sizeBytes: resent.sizeBytes, envelope, messageId: resentId },
        ...{ to, cc: [], bcc: [], subject, original: { kind: 'forward', messageId } },
        ...{ tries: 0, firstFailureMs: null, fault: null, result: null, mayHaveCopy: false },
        ...(owner === null ? {} : { owner }),
        leftovers: { uploadIds: [], savedDraft: null },
      },
      { message: resent, bcc: Buffer.alloc(0) },
      // Nothing was written that anybody could go on with.
      '{}',
    )
    feature.onChange(user)
    return answerOf(entry)
  } finally {
    await resent.discard()
  }
}
