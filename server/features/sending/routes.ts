import { sendMessage, type SendResult } from '#contract/sending.ts'
import { route, type Route } from '#server/http/route.ts'
import { SendOnce } from './send-once.ts'
import { sendThis, type SendingServices } from './send-message.ts'
import type { Sends } from '#server/storage/sends.ts'

export function sendingRoutes(services: SendingServices, sends: Sends): Route[] {
  const once = new SendOnce(sends)
  return [
    route(sendMessage, ({ body }, { session }): Promise<SendResult> => {
      const { signedIn, mail } = session
      return once.run(signedIn.user, body.idempotencyKey, (lease) => sendThis(services, signedIn, mail, body, lease))
    }),
  ]
}
