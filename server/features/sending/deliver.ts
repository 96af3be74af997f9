import { messageIdOf } from '#server/mail/reference-ids.ts'
import type { MailAccount, MailIdentity } from '#server/mail/mail-account.ts'
import { type MessageBytes, withHead } from '#server/mail/message-bytes.ts'
import type { Submission } from '#server/mail/submission-port.ts'
import { isProblem } from '#server/problem.ts'
import type { OutboxEntry, OutboxFault } from '#server/storage/outbox-entry.ts'
import type { Outbox } from '#server/storage/outbox.ts'
import { datedMessage } from './dated-message.ts'
import type { TidyUp } from './leftovers.ts'
import { findCopy } from './sent-copy.ts'
import { markForwarded, markOriginal, resultOf } from './send-message.ts'
import type { SendOnce } from './send-once.ts'

export interface Delivery {
  outbox: Outbox
  once: SendOnce
  submission: Submission
  /** How the submission server is told who this is; null while nobody can. */
  identityOf: (user: string) => MailIdentity | null
  /** The person's mail, to be closed afterwards; null while nobody can open it. */
  openMail: (user: string) => MailAccount | null
  tidyUp: TidyUp
  /** The mail servers put what is submitted into Sent themselves. */
  serverKeepsCopies: boolean
  now: () => number
  onFailure: (error: unknown) => void
}

/** A failure that may pass is tried again for this long, then the person is told. */
const giveUpAfterMs = 4 * 60 * 60_000
const pausesMs = [30_000, 60_000, 2 * 60_000, 4 * 60_000, 8 * 60_000, 15 * 60_000, 30 * 60_000]
/** Another process is at it, or the person is not there: that is soon otherwise. */
const lookAgainMs = 5_000
/** A copy that the mail servers are to keep is looked for often at first; after all of this it is put there after all. */
const serverCopyMs = { soon: 1_000, often: 10_000, seldom: 15_000, most: 5 * 60_000 }

/**
 * Does what is next for one message, whose lease must be ours, and gives up the lease: hands it over, once; then puts the copy
 * into Sent and marks the original. Every step may be begun anew after a crash. What cannot be known after one (RFC 1047) is
 * left to the person.
 */
export async function deliver(delivery: Delivery, entry: OutboxEntry): Promise<void> {
  const { outbox, now } = delivery
  let current = entry
  try {
    if (entry.state !== 'accepted') {
      const identity = delivery.identityOf(entry.user)
      if (!identity) {
        await outbox.save({ ...entry, state: 'signed-out', nextMs: now() + lookAgainMs })
        return
      }
      current = await handOver(delivery, entry, identity)
      await outbox.save(current, { goesOn: current.state === 'accepted' })
      if (current.state !== 'accepted') return
    }
    await finish(delivery, current)
  } catch (error) {
    if (!isProblem(error)) delivery.onFailure(error)
    await outbox.save(afterFailure(current, error, now()))
  }
}

async function handOver(
  { outbox, once, submission, now }: Delivery,
  entry: OutboxEntry,
  identity: MailIdentity,
): Promise<OutboxEntry> {
  const content = await outbox.content(entry.id)
  if (!content) throw new Error('A message in the outbox cannot be read')
  const message = dated(content.message, entry)
  const result = await once.run(entry.user, entry.idempotencyKey, async (lease) => {
    const submitted = await submission.submit(identity, entry.envelope, message, () => lease.handOver())
    const made = resultOf(submitted)
    await lease.settle(made)
    return made
  })
  const state = result.outcome === 'accepted' ? 'accepted' : 'unknown'
  return { ...entry, state, result, nextMs: now(), tries: 0, firstFailureMs: null, fault: null }
}

/** The mark and the copy; then it is over, unless there is something the person has to know. */
async function finish(delivery: Delivery, entry: OutboxEntry): Promise<void> {
  const { outbox, openMail, tidyUp, now } = delivery
  if (!entry.result) return
  const mail = openMail(entry.user)
  if (!mail) {
    await outbox.save({ ...entry, nextMs: now() + (pausesMs[0] ?? 0) })
    return
  }
  try {
    await markOriginal(mail, entry.original)
    await markForwarded(mail, entry.forwarded)
    const copied = delivery.serverKeepsCopies ? await findCopy(mail, entry) : null
    if (delivery.serverKeepsCopies && !copied && mayCome(entry, now())) {
      await outbox.save(lookedFor(entry, now()))
      return
    }
    if (copied) mail.noteSent?.(entry.owner ?? null, entry.messageId)
    const sentCopyId = entry.result.sentCopyId ?? (copied ? messageIdOf(copied) : await keepCopy(outbox, mail, entry))
    const result = { ...entry.result, sentCopyId }
    const state = result.refused.length > 0 ? 'in-part' : 'sent'
    // Last, so that there is always one of them: what was sent, or what was to be. Whoever was left out may need the files.
    await tidyUp(entry.user, mail, { ...entry.leftovers, ...(state === 'in-part' ? { uploadIds: [] } : {}) })
    await outbox.save({ ...entry, state, result, nextMs: now() })
  } finally {
    mail.close()
  }
}

const mayCome = ({ firstFailureMs }: OutboxEntry, nowMs: number): boolean =>
  nowMs - (firstFailureMs ?? nowMs) < serverCopyMs.most

/** The copy was not there yet. */
function lookedFor(entry: OutboxEntry, nowMs: number): OutboxEntry {
  const sinceMs = entry.firstFailureMs ?? nowMs
  const pauseMs = nowMs - sinceMs < serverCopyMs.often ? serverCopyMs.soon : serverCopyMs.seldom
  return { ...entry, firstFailureMs: sinceMs, nextMs: nowMs + pauseMs }
}

/** Puts the copy into Sent, unless an earlier try, which did not live to say so, has put it there. */
async function keepCopy(outbox: Outbox, mail: MailAccount, entry: OutboxEntry) {
  const copied = entry.mayHaveCopy ? await findCopy(mail, entry) : null
  if (copied) return messageIdOf(copied)
  const content = await outbox.content(entry.id)
  if (!content) return null
  await outbox.save({ ...entry, mayHaveCopy: true }, { goesOn: true })
  const copy = await mail.saveSentCopy(withHead(content.bcc, dated(content.message, entry)), entry.owner ?? null)
  return copy && messageIdOf(copy)
}

/** Tried again after a pause, or the end of it. */
function afterFailure(entry: OutboxEntry, error: unknown, nowMs: number): OutboxEntry {
  if (isProblem(error, 'already-sending')) return { ...entry, nextMs: nowMs + lookAgainMs }
  const fault = faultOf(error)
  const firstFailureMs = entry.firstFailureMs ?? nowMs
  const isOut = entry.state === 'accepted'
  const isFinal = isProblem(error, 'recipients-refused', 'sender-refused', 'message-refused', 'message-too-large')
  const isGivenUp = nowMs - firstFailureMs >= giveUpAfterMs
  const failed = { ...entry, fault, firstFailureMs, tries: entry.tries + 1, mayHaveCopy: entry.mayHaveCopy || isOut }
  if (isOut && isGivenUp) return { ...failed, state: 'in-part', nextMs: nowMs }
  if (!isOut && (isFinal || isGivenUp)) return { ...failed, state: 'failed', nextMs: nowMs }
  const pauseMs = pausesMs[Math.min(entry.tries, pausesMs.length - 1)] ?? lookAgainMs
  return { ...failed, state: isOut ? 'accepted' : 'later', nextMs: nowMs + pauseMs }
}

function faultOf(error: unknown): OutboxFault {
  if (!isProblem(error)) return { type: 'unexpected' }
  const { serverSaid, recipients } = error.details
  return {
    type: error.type,
    ...(serverSaid === undefined ? {} : { serverSaid }),
    ...(recipients ? { recipients } : {}),
  }
}

const dated = (message: MessageBytes, { dueMs, isRedirect }: OutboxEntry) =>
  datedMessage(message, isRedirect ? 'Resent-Date' : 'Date', dueMs)
