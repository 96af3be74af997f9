import { sendMessage } from '#contract/sending.ts'
import { route, type Route } from '#server/http/route.ts'
import { acceptMessage, type OutboxFeature } from './accept-message.ts'
import type { Sender } from './sender.ts'

export function sendingRoutes({ send }: Pick<Sender, 'send'>, outbox: OutboxFeature): Route[] {
  return [
    route(sendMessage, ({ body }, { session }) => {
      const waits = body.undoSeconds !== undefined || body.sendAtMs !== undefined
      return waits ? acceptMessage(outbox, session, body) : send(session, body)
    }),
  ]
}
