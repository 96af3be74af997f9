import { sendMessage } from '#contract/sending.ts'
import { route, type Route } from '#server/http/route.ts'
import type { Uploads } from '#server/storage/uploads.ts'
import type { DraftPlace } from '#contract/draft-place.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import type { Sender } from './sender.ts'

export function sendingRoutes(
  { send }: Pick<Sender, 'send'>,
  uploads: Pick<Uploads, 'remove'>,
  dropDraft: (mail: MailAccount, place: DraftPlace) => Promise<void>,
): Route[] {
  return [
    route(sendMessage, async ({ body }, { session }) => {
      const result = await send(session, body)
      // Where nobody knows whether it was sent, it may be sent again.
      const isSent = result.outcome === 'accepted'
      const used = (body.files ?? []).flatMap(({ uploadId }) => uploadId ?? [])
      if (isSent) await uploads.remove(session.signedIn.user, used).catch(() => undefined)
      // Last, so that there is always one of them: what was sent, or what was to be.
      if (isSent && body.draft) await dropDraft(session.mail, body.draft).catch(() => undefined)
      return result
    }),
  ]
}
