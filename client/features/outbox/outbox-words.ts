import { formatPeople, spokenDate } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { refusedWords } from '#client/mail/outbox/refused-words.ts'
import { nameOf, plainLine } from '#client/mail/sender-name.ts'
import { type OutboxItem } from '#contract/outbox.ts'

const needing: readonly OutboxItem['state'][] = ['failed', 'unknown', 'in-part']

/** Nothing more happens to it by itself. */
export const needsPerson = ({ state }: OutboxItem): boolean => needing.includes(state)

export const subjectOf = ({ subject }: OutboxItem): string => plainLine(subject) || t('outbox.noSubject')

export function recipientsOf({ to, cc, bcc, isRedirect }: OutboxItem): string {
  return t(isRedirect ? 'outbox.toAsItIs' : 'outbox.to', {
    people: formatPeople([...to, ...cc, ...bcc].map(nameOf), 5),
  })
}

/** Where a message stands, and what happens next, in whole sentences. */
export function stateWords(item: OutboxItem): string {
  const { state, dueAtMs, isScheduled, nextTryAtMs, problem, refused } = item
  const why = problem ? t(`problems.${problem.type}`) : ''
  if (state === 'waiting') {
    return isScheduled ? t('outbox.state.waiting', { when: spokenDate(new Date(dueAtMs)) }) : t('outbox.state.soon')
  }
  if (state === 'in-part' && refused.length === 0) return t('outbox.state.noCopy')
  const words = t(`outbox.state.${state}`, { why })
  if (nextTryAtMs === null) return words
  return `${words} ${t('outbox.state.again', { when: spokenDate(new Date(nextTryAtMs)) })}`
}

/** What the mail server said, and of whom. */
export function refusalWords({ problem, refused }: OutboxItem): string[] {
  const said = plainLine(problem?.serverSaid ?? '')
  return [...(said === '' ? [] : [t('outbox.said', { said })]), ...refused.map(refusedWords)]
}
