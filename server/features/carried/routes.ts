import { createHash } from 'node:crypto'
import { leaveList } from '#contract/leaving-lists.ts'
import { sendReceipt } from '#contract/receipts.ts'
import type { SendResult } from '#contract/sending.ts'
import { route, type Route } from '#server/http/route.ts'
import type { MessageReference } from '#server/mail/mail-account.ts'
import type { FactReader } from '#server/mail/message-facts.ts'
import { receiptFor } from '#server/mail/mime/read-receipt.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import type { OneClick } from '#server/pictures/one-click.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'

/** A report as it is sent, and how to take back what was noted for it where it was not sent after all. */
interface Report {
  to: string
  source: Buffer
  undo: () => Promise<unknown>
}

/** Sends a report once under its key; another feature does that. */
type SendReport = (session: LiveSession, key: string, prepare: () => Promise<Report>) => Promise<SendResult>

/** What people can do about what the header of a message asks of them. */
export function carriedRoutes(facts: FactReader, oneClick: OneClick, sendReport: SendReport): Route[] {
  return [
    route(leaveList, async ({ params }, { session: { mail, signedIn } }) => {
      const { list, authentication } = facts.read(await mail.read(referenceOf(params.messageId)), signedIn.addresses)
      // Whoever wrote in another's name gets no request from us at an address of their choice.
      if (!list?.unsubscribe?.oneClick || authentication?.verdict === 'failed') throw new Problem('not-allowed')
      return { done: await oneClick.leave(list.unsubscribe.page ?? '') }
    }),

    route(sendReceipt, ({ params, body }, { session }) => {
      const { mail, signedIn } = session
      const reference = referenceOf(params.messageId)
      const key = createHash('sha256').update(`receipt\0${params.messageId}`).digest('hex')
      return sendReport(session, key, async () => {
        const message = await mail.read(reference)
        const request = facts.receipt(message, signedIn.addresses)
        if (!request) throw new Problem('not-allowed')
        const source = await receiptFor(message, request, signedIn, body)
        // Marked first: a receipt that goes out without the mark would be asked for again (RFC 3503, 3.1).
        const [outcome] = await mail.changeFlags([reference], ['receiptAnswered'], [])
        if (outcome !== 'done') throw new Problem(outcome === 'gone' ? 'message-gone' : 'not-allowed')
        return { to: request.address, source, undo: () => mail.changeFlags([reference], [], ['receiptAnswered']) }
      })
    }),
  ]
}

function referenceOf(messageId: string): MessageReference {
  const reference = messageReferenceOf(messageId)
  if (!reference) throw new Problem('message-gone')
  return reference
}
