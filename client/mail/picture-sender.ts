import { type Message } from '#contract/messages.ts'

/**
 * The one sender of a message and their domain, in small letters; null where it names none or several, and where the mail server
 * checks senders and has not confirmed this one: what is allowed to a sender does not hold for such a message.
 */
export function senderOf({ from, facts }: Pick<Message, 'from' | 'facts'>): { sender: string; domain: string } | null {
  if (facts.authentication && facts.authentication.verdict !== 'verified') return null
  const sender = from.length === 1 ? (from[0]?.address.trim().normalize('NFC').toLowerCase() ?? '') : ''
  const domain = sender.slice(sender.lastIndexOf('@') + 1)
  return /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(sender) ? { sender, domain } : null
}
