import { t } from '#client/i18n/i18n.ts'
import { formatPeople } from '#client/i18n/formats.ts'
import { type FolderRole } from '#contract/folders.ts'
import { type Address, type MessageSummary } from '#contract/messages.ts'

/**
 * Signs that draw nothing or turn text round: controls, zero-width signs, bidi marks, overrides and isolates
 * (Unicode TR 36, 3.1). In a name they only serve to deceive.
 */
const invisible = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu

/** One line of text from outside, safe to stand beside ours: no invisible signs, no runs of spaces. */
export function plainLine(text: string): string {
  return text.replace(invisible, ' ').replace(/\s+/g, ' ').trim()
}

/** What to call the owner of an address: the name given, otherwise the address, otherwise "unknown sender". */
export function nameOf(address: Address): string {
  return plainLine(address.name) || plainLine(address.address) || t('mail.unknownSender')
}

/** True where a name pretends to be another address than the one it belongs to (security.md 15). */
export function nameDisguisesAddress({ name, address }: Address): boolean {
  const inName = /(?<![^\s<>"'(),;:])[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/u.exec(plainLine(name))?.[0]
  return inName !== undefined && inName.toLowerCase() !== address.toLowerCase()
}

/** Whom a row is about: the senders, or in Sent and Drafts the people it goes to. */
export function peopleOf(row: Pick<MessageSummary, 'from' | 'to'>, role: FolderRole | null): string {
  const isOutgoing = role === 'sent' || role === 'drafts'
  if (!isOutgoing) return row.from.length === 0 ? t('mail.unknownSender') : formatPeople(row.from.map(shownName))
  return row.to.length === 0 ? t('mail.noRecipient') : t('mail.to', { people: formatPeople(row.to.map(nameOf)) })
}

/** A disguised name is shown together with the true address. */
function shownName(address: Address): string {
  return nameDisguisesAddress(address) ? `${nameOf(address)} <${plainLine(address.address)}>` : nameOf(address)
}

/** The subject, or words for having none. */
export function subjectOf(row: Pick<MessageSummary, 'subject'>): string {
  return plainLine(row.subject) || t('mail.noSubject')
}
