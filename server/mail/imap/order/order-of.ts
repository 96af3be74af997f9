import type { ImapFlow } from 'imapflow'
import { messageSort, type MessageSort } from '#contract/message-order.ts'
import type { Order } from '../../mail-account.ts'
import { atom, type Argument } from '../ext/command.ts'

/**
 * How an order is got from the server. Results are asked for upside down and read from their end, because servers put equals
 * oldest first (RFC 5256, 3) and people want them newest first; a second sort key would do that too, at twenty times the cost.
 */
export type Source =
  /** By sequence number: no sorting at all. */
  | { kind: 'sequence' }
  | { kind: 'sorted'; sortKey: readonly string[] }
  /** Two groups, first those that fit. */
  | { kind: 'grouped'; groups: readonly [readonly Argument[], readonly Argument[]] }

const keyword = (name: string): Argument[] => [atom('KEYWORD'), atom(name)]
const not = (criteria: readonly Argument[]): Argument[] => [atom('NOT'), [...criteria]]

/** The server's own mark where it sets one ($HasAttachment), else the kind of message; Dovecot answers the first from its index. */
const attachment: Argument[] = [
  atom('OR'),
  ...keyword('$HasAttachment'),
  [
    ...not(keyword('$HasNoAttachment')),
    atom('HEADER'),
    { type: 'STRING', value: 'Content-Type' },
    { type: 'STRING', value: 'multipart/mixed' },
  ],
]

const groups = {
  unread: [[atom('UNSEEN')], [atom('SEEN')]],
  flagged: [[atom('FLAGGED')], [atom('UNFLAGGED')]],
  attachment: [attachment, not(attachment)],
} as const satisfies Partial<Record<MessageSort, readonly [readonly Argument[], readonly Argument[]]>>

/** Key and whether the natural direction is the server's REVERSE. DISPLAYFROM (RFC 5957) goes by the name people see. */
function sortKeyOf(sort: MessageSort, { capabilities }: ImapFlow): [string, boolean] {
  const display = capabilities.has('SORT=DISPLAY')
  if (sort === 'sent') return ['DATE', true]
  if (sort === 'size') return ['SIZE', true]
  if (sort === 'subject') return ['SUBJECT', false]
  if (sort === 'to') return [display ? 'DISPLAYTO' : 'TO', false]
  return [display ? 'DISPLAYFROM' : 'FROM', false]
}

export function sourceOf({ sort, reverse }: Order, client: ImapFlow): Source {
  if (sort === 'arrived') return { kind: 'sequence' }
  if (sort === 'unread' || sort === 'flagged' || sort === 'attachment') {
    const [fit, rest] = groups[sort]
    return { kind: 'grouped', groups: reverse ? [rest, fit] : [fit, rest] }
  }
  const [key, descends] = sortKeyOf(sort, client)
  // Upside down: what is wanted descending is asked for ascending.
  return { kind: 'sorted', sortKey: descends === reverse ? ['REVERSE', key] : [key] }
}

/** The orders this server can give: those by sequence and by groups need no SORT (RFC 5256). */
export function sortsOf({ capabilities }: ImapFlow): MessageSort[] {
  if (capabilities.has('SORT')) return [...messageSort.options]
  return ['arrived', 'unread', 'flagged', 'attachment']
}
