import { ref, type ShallowRef } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { nameOf } from '#client/mail/sender-name.ts'
import { answerInvitation, type Invitation, type InvitationAnswer, readInvitation } from '#contract/invitations.ts'
import { type Place, usePart } from '../use-part.ts'
import { letterOf } from './answer-letter.ts'

/** One calendar part of a message, and the way to answer it. `me` is the person's own name. */
export function useInvitation(place: () => Place, me: () => string) {
  const { content: invitation, problem, read } = usePart(place, (params) => call(readInvitation, { params }))
  return { invitation, problem, read, ...useAnswer(place, invitation, me) }
}

function useAnswer(place: () => Place, invitation: ShallowRef<Invitation | null>, me: () => string) {
  /** The answer that is on its way. */
  const sending = ref<InvitationAnswer | null>(null)

  /** Sends an answer; one that stands already is not sent again unless there is something to say with it. */
  async function answer(given: InvitationAnswer, comment: string, key: string = crypto.randomUUID()): Promise<boolean> {
    const shown = invitation.value
    const organiser = shown?.event?.organiser
    if (!shown?.event || !organiser || sending.value) return false
    if (stands(shown, given) && comment.trim() === '') {
      announce(t('invitations.state.already'))
      return false
    }
    sending.value = given
    try {
      const letter = letterOf({ event: shown.event, answer: given, comment, who: me() })
      const body = { idempotencyKey: key, answer: given, comment, ...letter }
      const done = await call(answerInvitation, { params: place(), body }, { timeoutMs: 90_000 })
      invitation.value = done.invitation
      announce(outcomeWords(given, done.result.outcome === 'accepted', nameOf(organiser)))
      return true
    } catch (error) {
      // The same key again: had it gone out after all, it is not sent twice.
      tellFailure(t('invitations.notSent'), error, () => void answer(given, comment, key))
      return false
    } finally {
      sending.value = null
    }
  }
  return { sending, answer }
}

function stands({ answered }: Invitation, given: InvitationAnswer): boolean {
  return answered?.answer === given && !answered.earlier && answered.certain
}

function outcomeWords(given: InvitationAnswer, isCertain: boolean, organiser: string): string {
  if (isCertain) return t(`invitations.sent.${given}`, { organiser })
  return t('invitations.state.uncertain', { state: t(`invitations.state.${given}`) })
}
