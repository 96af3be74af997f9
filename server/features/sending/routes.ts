import { sendMessage, type SendResult } from '#contract/sending.ts'
import { route, type Route } from '#server/http/route.ts'
import type { Sender } from './sender.ts'

export function sendingRoutes({ send }: Pick<Sender, 'send'>): Route[] {
  return [route(sendMessage, ({ body }, { session }): Promise<SendResult> => send(session, body))]
}
