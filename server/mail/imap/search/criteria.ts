import type { ImapFlow } from 'imapflow'
import { doneMark } from '#contract/work-marks.ts'
import type { MailQuery, SearchStage } from '../../mail-search.ts'
import { looksForText } from '../../search-match.ts'
import { atom, literal, type Argument } from '../ext/command.ts'

/**
 * A query as SEARCH criteria (RFC 9051, 6.4.4), all of which must hold. What people typed is only ever in literals; the one
 * thing sent as an atom is a label, which the contract holds to the characters of a keyword.
 *
 * Whether there is an attachment cannot be asked of a server; this only leaves out what certainly has none. Those headers are
 * seldom in its cache, so where texts narrow the search already, the structure of what they find is read instead.
 */
export function criteriaOf(query: MailQuery, stage: SearchStage, client: ImapFlow): Argument[] {
  const { from, to, subject, unread, flagged, label, assigned, done, largerThanBytes, hasAttachment } = query
  const parts: Argument[][] = [
    unread === undefined ? [] : [atom(unread ? 'UNSEEN' : 'SEEN')],
    flagged === undefined ? [] : [atom(flagged ? 'FLAGGED' : 'UNFLAGGED')],
    label === undefined ? [] : [atom('KEYWORD'), atom(label)],
    // Which marks there may be of others no server tells: messages that are nobody's are picked out by their flags.
    assigned ? [atom('KEYWORD'), atom(assigned)] : [],
    done === undefined ? [] : [atom(done ? 'KEYWORD' : 'UNKEYWORD'), atom(doneMark)],
    largerThanBytes === undefined ? [] : [atom('LARGER'), number(largerThanBytes)],
    arrivedBetween(query, client),
    from === undefined ? [] : [atom('FROM'), literal(from)],
    to === undefined ? [] : [atom('OR'), atom('TO'), literal(to), atom('CC'), literal(to)],
    subject === undefined ? [] : [atom('SUBJECT'), literal(subject)],
    hasAttachment && !looksForText(query) ? mayHaveAttachment : [],
    ...query.words.map((word) => (stage === 'text' ? anywhere(word) : inHeaders(word))),
  ]
  const all = parts.flat()
  return all.length > 0 ? all : [atom('ALL')]
}

const number = (value: number): Argument => ({ type: 'NUMBER', value: String(value) })

function inHeaders(word: string): Argument[] {
  const field = (name: string) => [atom(name), literal(word)]
  const either = (a: Argument[], b: Argument[]) => [atom('OR'), ...a, ...b]
  return either(field('SUBJECT'), either(field('FROM'), either(field('TO'), field('CC'))))
}

const anywhere = (word: string): Argument[] => [atom('OR'), atom('BODY'), literal(word), ...inHeaders(word)]

const header = (name: string, value: string): Argument[] => [atom('HEADER'), atom(name), literal(value)]

/** Not one text and nothing else, unless that text itself comes as a file. */
const mayHaveAttachment: Argument[] = [
  atom('OR'),
  ...header('Content-Disposition', 'attachment'),
  [
    ...header('Content-Type', ''),
    atom('NOT'),
    ...header('Content-Type', 'text/plain'),
    atom('NOT'),
    ...header('Content-Type', 'text/html'),
  ],
]

/** To the second by WITHIN (RFC 5032), else by the day, in which a message near the edge may be one too many. */
function arrivedBetween({ sinceMs, beforeMs }: MailQuery, client: ImapFlow): Argument[] {
  const parts: Argument[] = []
  const secondsAgo = (ms: number) => Math.floor((Date.now() - ms) / 1_000)
  if (client.capabilities.has('WITHIN')) {
    if (sinceMs !== undefined) parts.push(...youngerThan(secondsAgo(sinceMs)))
    const before = beforeMs === undefined ? 0 : secondsAgo(beforeMs)
    if (before > 0) parts.push(atom('OLDER'), number(Math.min(0xffffffff, before)))
    return parts
  }
  const dayMs = 24 * 60 * 60_000
  // Servers take the day of their own time zone: one day either way is never too few.
  if (sinceMs !== undefined) parts.push(atom('SINCE'), atom(imapDate(sinceMs - dayMs)))
  if (beforeMs !== undefined) parts.push(atom('BEFORE'), atom(imapDate(beforeMs + 2 * dayMs)))
  return parts
}

/** WITHIN takes numbers of 32 bits from 1 on; nothing has arrived in the future. */
const youngerThan = (seconds: number): Argument[] =>
  seconds < 1 ? [atom('NOT'), atom('ALL')] : [atom('YOUNGER'), number(Math.min(0xffffffff, seconds))]

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function imapDate(ms: number): string {
  const date = new Date(Math.min(Math.max(ms, 0), Date.UTC(9999, 0)))
  return `${date.getUTCDate()}-${months[date.getUTCMonth()] ?? 'Jan'}-${date.getUTCFullYear()}`
}
