import { shortDate, spokenDate } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type FolderRole } from '#contract/folders.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Flag } from '#contract/messages.ts'
import { isUnread, type ListRow } from './folder-rows.ts'
import { labelsOf } from './label-looks.ts'
import { returnTimes } from './return-times.ts'
import { peopleOf, subjectOf } from './sender-name.ts'

/** Words of ours in a row: with a name of two words and a subject of four it has 14 (goal G11), whatever its states. */
const mostWords = 8

/** What is so of a message besides people, subject and time. */
interface Mark {
  readonly text: string
  /** Said after people and subject. */
  readonly isAfter?: boolean
  /** How telling it is: 0 is always said. */
  readonly rank: number
}

/**
 * The whole accessible name of a list row, states first: "Unread, flagged, Ann Lee, Budget review, attachment, today 09:14".
 * One label written by us, because readers run the cells together (measured with Orca 43, 2026). Where there is more than
 * `mostWords` say, the least telling marks are counted ("3 more"); "Where am I?" tells them all.
 * `folder` is the name of its folder where rows of several stand together; like people and subject it is said on top.
 */
export function rowLabel(row: ListRow, role: FolderRole | null, now = new Date(), folder?: string): string {
  const date = spokenRowDate(new Date(row.receivedAtMs), now)
  const all = marksOf(row, role)
  const said = fitting(all, mostWords - wordsIn(date))
  const left = all.length - said.length
  const parts = [
    ...said.filter(({ isAfter }) => !isAfter).map(({ text }) => text),
    peopleOf(row, role),
    subjectOf(row),
    ...(folder === undefined ? [] : [t('mail.inFolder', { folder })]),
    ...said.filter(({ isAfter }) => isAfter).map(({ text }) => text),
    ...(left > 0 ? [more(left)] : []),
    date,
  ]
  const label = parts.join(', ')
  return label.charAt(0).toLocaleUpperCase() + label.slice(1)
}

/** Every mark of a row, as words in the order in which they are said. */
export const marksInWords = (row: ListRow, role: FolderRole | null): string[] =>
  marksOf(row, role).map(({ text }) => text)

function marksOf(row: ListRow, role: FolderRole | null): Mark[] {
  const flag = (name: Flag, rank: number) => row.flags.includes(name) && { text: t(`mail.state.${name}`), rank }
  const back = comesBack(row.id)
  const labels = labelsOf(row).map(({ name, isWork }) => ({ text: name, isAfter: !isWork, rank: isWork ? 0 : 7 }))
  const marks = [
    ...labels.filter(({ isAfter }) => !isAfter),
    isUnread(row) && { text: unreadText(row), rank: 0 },
    flag('flagged', 3),
    flag('muted', 9),
    role !== 'drafts' && flag('draft', 1),
    flag('answered', 5),
    flag('forwarded', 8),
    isConversation(row) && { text: t('mail.state.conversation', { count: row.conversation.count }), rank: 2 },
    row.hasAttachment && { text: t('mail.state.attachment'), isAfter: true, rank: 6 },
    ...labels.filter(({ isAfter }) => isAfter),
    back && { text: back, isAfter: true, rank: 4 },
  ]
  return marks.filter((mark) => mark !== false) as Mark[]
}

/** As many marks as these words leave room for, the most telling first; then there is room for how many more there are. */
function fitting(marks: readonly Mark[], words: number): readonly Mark[] {
  if (wordsIn(...marks.map(({ text }) => text)) <= words) return marks
  let room = words - wordsIn(more(marks.length))
  const said = new Set<Mark>()
  for (const mark of [...marks].sort((one, other) => one.rank - other.rank)) {
    const needed = wordsIn(mark.text)
    if (needed > room) continue
    said.add(mark)
    room -= needed
  }
  return marks.filter((mark) => said.has(mark))
}

const more = (number: number) => t('mail.moreMarks', { number: String(number) })

/** "9:14 AM" is one: it is heard as one. */
const wordsIn = (...texts: readonly string[]): number =>
  texts
    .join(' ')
    .replace(/(\d)\s[ap]\.?\s?m\b\.?/gi, '$1')
    .split(/\s+/)
    .filter(Boolean).length

/** In languages that need many words for a day of another year, as short as it is shown. */
function spokenRowDate(date: Date, now: Date): string {
  const spoken = spokenDate(date, now)
  return wordsIn(spoken) > 3 ? shortDate(date, now) : spoken
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
