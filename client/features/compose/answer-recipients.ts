import { type Address, type Message } from '#contract/messages.ts'
import { isAddress, type Recipient } from '#contract/sending.ts'

export interface AnswerRecipients {
  to: Recipient[]
  cc: Recipient[]
}

type Envelope = Pick<Message, 'from' | 'replyTo' | 'to' | 'cc'>

/**
 * Who an answer goes to (RFC 5322 3.6.3): to Reply-To where there is one, else to From; with `everyone`, the others of To and
 * Cc in Cc. Own addresses are left out, except where nobody else is left. An answer to one's own message goes to whom it went.
 */
export function answerRecipients(
  message: Envelope,
  everyone: boolean,
  ownAddresses: readonly string[],
): AnswerRecipients {
  const own = new Set(ownAddresses.map(normal))
  const isOwn = (entry: Recipient) => own.has(normal(entry.address))
  const authors = recipientsOf(message.replyTo.length > 0 ? message.replyTo : message.from)
  const wroteItself = recipientsOf(message.from).some(isOwn)
  const primary = wroteItself ? recipientsOf(message.to) : authors
  const others = wroteItself ? recipientsOf(message.cc) : recipientsOf([...message.to, ...message.cc])

  const to = unique(primary.filter((entry) => !isOwn(entry)))
  const shown = to.length > 0 ? to : unique(primary)
  if (!everyone) return { to: wroteItself ? shown : shown.slice(0, Math.max(authors.length, 1)), cc: [] }
  const taken = new Set(shown.map((entry) => normal(entry.address)))
  const cc = unique(others.filter((entry) => !isOwn(entry) && !taken.has(normal(entry.address))))
  return { to: shown, cc }
}

/** Where one writes to all of a mailing list (List-Post, RFC 2369, 3.4); null where the message does not say it. */
export function listRecipient({ facts: { list } }: Pick<Message, 'facts'>): AnswerRecipients | null {
  if (!list?.post || !URL.canParse(list.post)) return null
  const { protocol, pathname } = new URL(list.post)
  const address = decoded(pathname)
  return protocol === 'mailto:' && isAddress(address) ? { to: [{ name: list.name, address }], cc: [] } : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The own address a message was sent to or from, for answering from it; undefined where there is none. */
export function answeringAddress(message: Envelope, ownAddresses: readonly string[]): string | undefined {
  const reached = new Set([...message.to, ...message.cc, ...message.from].map(({ address }) => normal(address)))
  return ownAddresses.find((address) => reached.has(normal(address)))
}

/** Whether answering everyone reaches somebody whom answering the sender does not. */
export function hasOthers(message: Envelope, ownAddresses: readonly string[]): boolean {
  const everyone = answerRecipients(message, true, ownAddresses)
  const sender = answerRecipients(message, false, ownAddresses)
  return everyone.to.length + everyone.cc.length > sender.to.length
}

function recipientsOf(addresses: readonly Address[]): Recipient[] {
  return addresses
    .filter(({ address }) => isAddress(address))
    .map(({ name, address }) => ({ name: name.replaceAll(/[\r\n\0]+/g, ' ').slice(0, 200), address }))
}

function unique(entries: readonly Recipient[]): Recipient[] {
  return [...new Map(entries.map((entry) => [normal(entry.address), entry])).values()]
}

/** Local parts are told apart by case only on paper. */
function normal(address: string): string {
  return address.toLowerCase()
}
