import { formatPeople } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Draft } from '#client/mail/draft.ts'
import { nameOf, plainLine } from '#client/mail/sender-name.ts'

/** "New message", "Reply to Ann Lee", "Forward: Budget": what is being written, for heading, page title and lists of drafts. */
export function draftHeading(draft: Draft): string {
  if (draft.kind === 'new') return t('compose.newMessage')
  if (draft.kind === 'forward') {
    const subject = plainLine(draft.subject).replace(/^fwd?:\s*/i, '')
    return subject === '' ? t('compose.forward') : t('compose.forwardOf', { subject })
  }
  const people = draft.to.map(nameOf)
  return people.length === 0 ? t('compose.reply') : t('compose.replyTo', { people: formatPeople(people) })
}
