import { redirectMessage } from '#contract/redirecting.ts'
import { readSendingOffers } from '#contract/sending-options.ts'
import { sendMessage, type Recipient } from '#contract/sending.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import { acceptMessage, type OutboxFeature, type Waiting } from './accept-message.ts'
import { acceptRedirect } from './accept-redirect.ts'
import { leftoversOf, type TidyUp } from './leftovers.ts'
import type { Sender } from './sender.ts'

/** Remembers whom a person writes to; it goes on by itself and never fails. */
type Collect = (person: SignedIn, recipients: readonly Recipient[]) => void

export function sendingRoutes(
  { send, redirect }: Pick<Sender, 'send' | 'redirect'>,
  tidyUp: TidyUp,
  outbox: OutboxFeature & { collect: Collect },
): Route[] {
  return [
    route(sendMessage, async ({ body }, { session }) => {
      const collect = () => outbox.collect(session.signedIn, [...body.to, ...body.cc, ...body.bcc])
      if (body.undoSeconds !== undefined || body.sendAtMs !== undefined) {
        const answer = await acceptMessage(outbox, session, body)
        const { signedIn, mail } = session
        collect()
        // What waits for a time stands in the outbox, with all that is needed to go on writing it.
        const isHeld = body.sendAtMs !== undefined && (await hasUploads(outbox, signedIn.user, body))
        if (isHeld) await tidyUp(signedIn.user, mail, { uploadIds: [], savedDraft: body.draft ?? null })
        return answer
      }
      const result = await send(session, body)
      // Where nobody knows whether it was sent, it may be sent again.
      if (result.outcome === 'accepted') {
        collect()
        // What the outbox has still to copy is tidied up after it there.
        if (result.copyFollows === true) return result
        const leftovers = leftoversOf(body)
        // Without a copy in Sent the saved draft is all that the person has of it.
        const savedDraft = result.sentCopyId === null ? null : leftovers.savedDraft
        await tidyUp(session.signedIn.user, session.mail, { ...leftovers, savedDraft })
      }
      return result
    }),
    route(redirectMessage, ({ body: { undoSeconds, ...body }, params }, { session }) => {
      const redirecting = { ...body, ...params }
      return undoSeconds === undefined
        ? redirect(session, redirecting)
        : acceptRedirect(outbox, session, { ...redirecting, undoSeconds })
    }),
    route(readSendingOffers, async () => ({ deliveryReports: await outbox.submission.offersDeliveryReports() })),
  ]
}

/** Whether every file is there without the saved draft, in which it may lie too. */
async function hasUploads({ uploads }: OutboxFeature, user: string, { files = [] }: Waiting): Promise<boolean> {
  const found = await Promise.all(
    files.map(async ({ uploadId }) => (uploadId === null ? null : uploads.find(user, uploadId))),
  )
  return found.every((upload) => upload !== null)
}
