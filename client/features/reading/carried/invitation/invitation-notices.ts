import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { nameOf, plainLine } from '#client/mail/sender-name.ts'
import { type CalendarEvent, type Invitation } from '#contract/invitations.ts'
import { type Message } from '#contract/messages.ts'
import { eventName } from './answer-letter.ts'
import { whenInWords } from './event-time.ts'
import { recurrenceInWords } from './recurrence-words.ts'

export interface InvitationNotice {
  tone: 'info' | 'warning' | 'danger'
  text: string
}

/** What is to be said of an invitation before what is in it, gravest first. */
export function invitationNotices(invitation: Invitation, message: Pick<Message, 'from'>): InvitationNotice[] {
  const { event, method, overtaken, cut, sentBySomebodyElse } = invitation
  if (!event) return [{ tone: 'warning', text: t('invitations.notice.unreadable') }]
  const isCancelled = method === 'cancel' || event.cancelled
  return [
    ...(sentBySomebodyElse ? [{ tone: 'warning', text: strangerWords(invitation, message) } as const] : []),
    ...(isCancelled ? [{ tone: 'warning', text: cancelledWords(event) } as const] : []),
    ...(overtaken === 'cancelled' && !isCancelled
      ? [{ tone: 'warning', text: t('invitations.notice.overtakenByCancellation') } as const]
      : []),
    ...(overtaken === 'changed' ? [{ tone: 'warning', text: t('invitations.notice.overtakenByChange') } as const] : []),
    ...(overtaken === null && !isCancelled ? changeNotices(invitation) : []),
    ...(cut ? [{ tone: 'info', text: t('invitations.notice.cut') } as const] : []),
  ]
}

function cancelledWords({ occurrence, andLater }: CalendarEvent): string {
  if (!occurrence) return t('invitations.notice.cancelled')
  return t(andLater ? 'invitation-series.cancelledOnward' : 'invitation-series.cancelledDate')
}

function strangerWords({ event, method }: Invitation, { from }: Pick<Message, 'from'>): string {
  const isAnswer = method === 'reply' || method === 'counter'
  const author = isAnswer ? event?.attendees[0] : event?.organiser
  return t('invitations.notice.sentBySomebodyElse', {
    sender: from[0] ? plainLine(from[0].address) : t('mail.unknownSender'),
    author: author ? plainLine(author.address) || nameOf(author) : t('mail.unknownSender'),
  })
}

function changeNotices({ method, event, changed }: Invitation): InvitationNotice[] {
  if (method !== 'request' || !event) return []
  if (!changed) return event.sequence > 0 ? [{ tone: 'info', text: t('invitations.notice.changedUnseen') }] : []
  const { what, before } = changed
  const was = [
    what.includes('summary') ? eventName(before) : '',
    what.includes('time') ? whenInWords(before) : '',
    what.includes('location') ? plainLine(before.location) : '',
    what.includes('recurrence') && before.recurrence ? recurrenceInWords(before.recurrence) : '',
  ].filter(Boolean)
  const sentences = [
    t('invitations.notice.changed', { what: formatList(what.map((each) => t(`invitations.change.${each}`))) }),
    ...(was.length === 0 ? [] : [t('invitations.notice.before', { what: was.join(' ') })]),
  ]
  return [{ tone: 'info', text: sentences.join(' ') }]
}
