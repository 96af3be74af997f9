import { spokenDate } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type FolderRole } from '#contract/folders.ts'
import { type MessageId } from '#contract/ids.ts'
import { isUnread, type ListRow } from './folder-rows.ts'
import { labelsOf } from './label-looks.ts'
import { returnTimes } from './return-times.ts'
import { peopleOf, subjectOf } from './sender-name.ts'

/**
 * The whole accessible name of a list row, states first: "Unread, flagged, Ann Lee, Budget review, has attachment, today
 * 09:14". One label written by us, because readers run the cells together (measured with Orca 43, 2026).
 * `folder` is the name of its folder where rows of several stand together.
 */
export function rowLabel(row: ListRow, role: FolderRole | null, now = new Date(), folder?: string): string {
  const states = [
    isUnread(row) && unreadText(row),
    row.flags.includes('flagged') && t('mail.state.flagged'),
    row.flags.includes('muted') && t('mail.state.muted'),
    row.flags.includes('draft') && role !== 'drafts' && t('mail.state.draft'),
    row.flags.includes('answered') && t('mail.state.answered'),
    row.flags.includes('forwarded') && t('mail.state.forwarded'),
    isConversation(row) && t('mail.state.conversation', { count: row.conversation.count }),
  ]
  const parts = [
    ...states,
    peopleOf(row, role),
    subjectOf(row),
    folder !== undefined && t('mail.inFolder', { folder }),
    row.hasAttachment && t('mail.state.attachment'),
    ...labelsOf(row).map(({ name }) => name),
    comesBack(row.id),
    spokenDate(new Date(row.receivedAtMs), now),
  ]
  const spoken = parts.filter((part) => typeof part === 'string' && part !== '') as string[]
  const label = spoken.join(', ')
  return label.charAt(0).toLocaleUpperCase() + label.slice(1)
}

type Conversation = ListRow & Required<Pick<ListRow, 'conversation'>>

/** A single message is none, even where the list has conversations. */
export const isConversation = (row: ListRow): row is Conversation => (row.conversation?.count ?? 1) > 1

const unreadText = (row: ListRow) =>
  isConversation(row) && row.conversation.unread < row.conversation.count
    ? t('mail.state.someUnread', { count: row.conversation.unread })
    : t('mail.state.unread')

/** "back Friday 09:00", for a snoozed message. */
export function comesBack(id: MessageId): string | false {
  const untilMs = returnTimes.value.get(id)
  return untilMs !== undefined && t('mail.comesBack', { when: spokenDate(new Date(untilMs)) })
}
