import { createHash } from 'node:crypto'
import { leaveList } from '#contract/leaving-lists.ts'
import { sendReceipt } from '#contract/receipts.ts'
import { SendOnce } from '#server/features/sending/send-once.ts'
import type { SendingServices } from '#server/features/sending/send-message.ts'
import { route, type Route } from '#server/http/route.ts'
import type { FactReader } from '#server/mail/message-facts.ts'
import { referenceOf } from '#server/features/messages/message-references.ts'
import type { OneClick } from '#server/pictures/one-click.ts'
import { Problem } from '#server/problem.ts'
import type { Sends } from '#server/storage/sends.ts'
import { receiptFor } from './receipt-for.ts'

/** What people can do about what the header of a message asks of them. */
export function carriedRoutes(facts: FactReader, oneClick: OneClick, services: SendingServices, sends: Sends): Route[] {
  const once = new SendOnce(sends)
  return [
    route(leaveList, async ({ params }, { session: { mail, signedIn } }) => {
      const { list, authentication } = facts.read(await mail.read(referenceOf(params.messageId)), signedIn.addresses)
      // Whoever wrote in another's name gets no request from us at an address of their choice.
      if (!list?.unsubscribe?.oneClick || authentication?.verdict === 'failed') throw new Problem('not-allowed')
      return { done: await oneClick.leave(list.unsubscribe.page ?? '') }
    }),

    route(sendReceipt, ({ params, body }, { session: { mail, signedIn } }) => {
      const reference = referenceOf(params.messageId)
      const key = createHash('sha256').update(`receipt\0${params.messageId}`).digest('hex')
      return once.run(signedIn.user, key, async (lease) => {
        const message = await mail.read(reference)
        const request = facts.receipt(message, signedIn.addresses)
        if (!request) throw new Problem('not-allowed')
        const source = await receiptFor(message, request, signedIn, body)
        // Marked first: a receipt that goes out without the mark would be asked for again (RFC 3503, 3.1).
        const [outcome] = await mail.changeFlags([reference], ['receiptAnswered'], [])
        if (outcome !== 'done') throw new Problem(outcome === 'gone' ? 'message-gone' : 'not-allowed')
        try {
          // No report may ever come back for a report (RFC 8098, 2.1).
          const envelope = { from: '', to: [request.address] }
          const sent = await services.submission.submit(services.identityOf(signedIn), envelope, source, () =>
            lease.handOver(),
          )
          const result = { outcome: sent.outcome, sentCopyId: null, refused: [] }
          await lease.settle(result)
          return result
        } catch (error) {
          await mail.changeFlags([reference], [], ['receiptAnswered']).catch(() => [])
          throw error
        }
      })
    }),
  ]
}
