import { readSendingOffers } from '#contract/sending-options.ts'
import { sendMessage } from '#contract/sending.ts'
import { route, type Route } from '#server/http/route.ts'
import { acceptMessage, type OutboxFeature } from './accept-message.ts'
import { leftoversOf, type TidyUp } from './leftovers.ts'
import type { Sender } from './sender.ts'

export function sendingRoutes({ send }: Pick<Sender, 'send'>, tidyUp: TidyUp, outbox: OutboxFeature): Route[] {
  return [
    route(sendMessage, async ({ body }, { session }) => {
      if (body.undoSeconds !== undefined || body.sendAtMs !== undefined) return acceptMessage(outbox, session, body)
      const result = await send(session, body)
      // Where nobody knows whether it was sent, it may be sent again.
      if (result.outcome === 'accepted') await tidyUp(session.signedIn.user, session.mail, leftoversOf(body))
      return result
    }),
    route(readSendingOffers, async () => ({ deliveryReports: await outbox.submission.offersDeliveryReports() })),
  ]
}
