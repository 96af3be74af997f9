import { call } from '#client/api/call.ts'
import { type MessageId } from '#contract/ids.ts'
import { leaveList } from '#contract/leaving-lists.ts'
import { sendMessage } from '#contract/sending.ts'
import { type MailRequest } from '../read-mailto.ts'

/* The two ways of leaving a list that are ours to go; fetched with the first press. Both throw ApiProblem. */

/** One press (RFC 8058); false where the list did not confirm it. */
export async function leaveByPress(messageId: MessageId): Promise<boolean> {
  const { done } = await call(leaveList, { params: { messageId }, body: {} })
  return done
}

export interface LeavingLetter {
  /** Repeating it with the same key sends nothing twice. */
  idempotencyKey: string
  from: string
  request: MailRequest
  subject: string
}

export async function leaveByMail({ idempotencyKey, from, request, subject }: LeavingLetter): Promise<void> {
  const text = request.text.trim() || subject
  const message = { to: request.to.slice(0, 5), cc: [], bcc: [], subject, text, answering: null }
  await call(sendMessage, { body: { idempotencyKey, from, ...message } })
}
