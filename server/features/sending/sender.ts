import type { SendResult } from '#contract/sending.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { Sends } from '#server/storage/sends.ts'
import { type Composition, sendThis, type SendingServices } from './send-message.ts'
import { SendOnce } from './send-once.ts'

/** Sends what a person wrote, once under its key, however often it is asked for. Throws what `send-message` answers. */
export type Sender = (session: LiveSession, message: Composition) => Promise<SendResult>

export function senderWith(services: SendingServices, sends: Sends): Sender {
  const once = new SendOnce(sends)
  return ({ signedIn, mail }, message) =>
    once.run(signedIn.user, message.idempotencyKey, (lease) => sendThis(services, signedIn, mail, message, lease))
}
