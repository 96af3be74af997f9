import { answerInvitation, readInvitation } from '#contract/invitations.ts'
import type { OutgoingMessage, SendResult } from '#contract/sending.ts'
import { route, type Route } from '#server/http/route.ts'
import { writeReply } from '#server/mail/calendar/write-reply.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { InvitationBook } from './invitation-book.ts'
import { lookAtInvitation, type Looked } from './look-at-invitation.ts'

/** Sends a letter with a calendar file beside its text; another feature does that. */
type Send = (
  session: LiveSession,
  message: OutgoingMessage & { calendar: { method: 'REPLY'; content: string } },
) => Promise<SendResult>

export function invitationRoutes(notes: PersonNotes, send: Send, now: () => number = Date.now): Route[] {
  const look = (
    session: LiveSession,
    { messageId, partId }: { messageId: string; partId: string },
  ): Promise<Looked> => {
    const reference = messageReferenceOf(messageId)
    if (!reference) throw new Problem('message-gone')
    return lookAtInvitation(session, new InvitationBook(notes, session.signedIn.user), reference, partId)
  }
  return [
    route(readInvitation, async ({ params }, { session }) => (await look(session, params)).invitation),

    route(answerInvitation, async ({ params, body }, { session }) => {
      const { event, invitation } = await look(session, params)
      const { answerAs } = invitation
      const organiser = event?.organiser
      if (!event || !organiser || !answerAs) throw new Problem('not-allowed')
      const { answer, comment, idempotencyKey, subject, text } = body
      const from = { name: session.signedIn.name, address: answerAs.address }
      const content = writeReply({ event, answer, from, comment, nowMs: now() })
      const result = await send(session, {
        idempotencyKey,
        from: from.address,
        to: [{ name: plain(organiser.name), address: organiser.address }],
        cc: [],
        bcc: [],
        subject,
        text,
        answering: { kind: 'reply', messageId: params.messageId },
        calendar: { method: 'REPLY', content },
      })
      const given = { answer, atMs: now(), certain: result.outcome === 'accepted' }
      await new InvitationBook(notes, session.signedIn.user).noteAnswer(event, given)
      return { result, invitation: (await look(session, params)).invitation }
    }),
  ]
}

/** A name fit for a header. */
const plain = (name: string) => name.replace(/[\p{Cc}\u2028\u2029]/gu, ' ').slice(0, 200)
