import type { MessageSort } from '#contract/message-order.ts'
import type { Order } from '../mail-account.ts'
import type { StoredLetter } from './memory-folder.ts'

type Compare = (a: StoredLetter, b: StoredLetter) => number

const byText =
  (textOf: (letter: StoredLetter) => string): Compare =>
  (a, b) =>
    textOf(a).toLowerCase() < textOf(b).toLowerCase() ? -1 : textOf(a).toLowerCase() > textOf(b).toLowerCase() ? 1 : 0
const firstThose =
  (fits: (letter: StoredLetter) => boolean): Compare =>
  (a, b) =>
    Number(fits(b)) - Number(fits(a))
const nameOf = ([first]: StoredLetter['from']) => (first ? first.name || first.address : '')

const natural: Record<MessageSort, Compare> = {
  arrived: (a, b) => b.uid - a.uid,
  sent: (a, b) => b.receivedAtMs - a.receivedAtMs,
  from: byText(({ from }) => nameOf(from)),
  to: byText(({ to }) => nameOf(to)),
  subject: byText(({ subject }) => subject.replace(/^((re|fwd?): *)+/i, '')),
  size: (a, b) => b.sizeBytes - a.sizeBytes,
  unread: firstThose(({ flags }) => !flags.includes('seen')),
  flagged: firstThose(({ flags }) => flags.includes('flagged')),
  attachment: firstThose(({ parts }) => parts.length > 0),
}

/** Letters in an order of the contract; equals newest first. */
export function inOrder(letters: readonly StoredLetter[], { sort, reverse }: Order): StoredLetter[] {
  const compare = natural[sort]
  return letters.toSorted((a, b) => (reverse ? compare(b, a) : compare(a, b)) || b.uid - a.uid)
}
