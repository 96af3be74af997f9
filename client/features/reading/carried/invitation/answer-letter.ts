import { t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type CalendarEvent, type InvitationAnswer } from '#contract/invitations.ts'
import { whenInWords } from './event-time.ts'

interface Answer {
  event: CalendarEvent
  answer: InvitationAnswer
  comment: string
  who: string
}

/** The letter around an answer, for an organiser whose program does not read it. */
export function letterOf({ event, answer, comment, who }: Answer): { subject: string; text: string } {
  const what = eventName(event)
  const sentences = { accepted: 'accepts', tentative: 'mayCome', declined: 'declines' } as const
  const lines = [
    t(`invitations.letter.${sentences[answer]}`, { who, what }),
    whenInWords(event),
    ...(comment.trim() === '' ? [] : ['', comment.trim()]),
  ]
  return { subject: t(`invitations.letter.${answer}`, { what }).slice(0, 900), text: lines.join('\n') }
}

/** What an event is called. */
export const eventName = ({ summary }: Pick<CalendarEvent, 'summary'>): string =>
  plainLine(summary) || t('invitations.unnamed')
