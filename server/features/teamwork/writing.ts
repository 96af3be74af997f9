import { tellWriting, writingTimes } from '#contract/teamwork.ts'
import { route, type Route } from '#server/http/route.ts'
import type { MessageReference } from '#server/mail/mail-account.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { Writings } from '#server/storage/writing.ts'

export function writingRoutes(writings: Writings, now: () => number): Route[] {
  return [
    route(tellWriting, async ({ params, body: { isWriting } }, { session }) => {
      const reference = messageReferenceOf(params.messageId)
      if (!reference) throw new Problem('message-gone')
      const message = await markOf(reference, session)
      const { user, name } = session.signedIn
      if (isWriting) await writings.note(message, { user, name }, now(), now() + writingTimes.holdsMs)
      else if (isWriting === false) await writings.forget(message, user)
      return { others: await writings.others(message, user, now()) }
    }),
  ]
}

/**
 * The same for everybody who has the message, whatever path their server shows its folder under: whose mailbox it is, and the
 * Message-ID. Reading that proves that the person may read it. Throws `message-gone`.
 */
async function markOf(reference: MessageReference, { mail, signedIn }: LiveSession): Promise<string> {
  const [{ messageId }, folders] = await Promise.all([mail.threadHeaders(reference), mail.recentFolders()])
  const folder = folders.find(({ path }) => path === reference.folder)
  const place = messageId ?? [folder?.name, reference.validity, reference.uid]
  return JSON.stringify([folder?.owner ?? signedIn.user, place])
}
