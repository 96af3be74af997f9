import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { changeListMembers } from '#contract/contact-lists.ts'
import { type Contact, type ListMember } from '#contract/contacts.ts'
import { told } from './mark-contact.ts'

export const calledBy = ({ is, name, address }: ListMember) =>
  plainLine(name) || plainLine(address) || t(is === 'gone' ? 'contact-lists.gone' : 'contacts.contact')

const change = (list: Contact, body: { people?: string[]; add?: string[]; remove?: string[] }) =>
  told(list.fields.name, () => call(changeListMembers, { params: { contactId: list.id }, body }))

/** Puts people into a list, says so, and offers to take them out again. Failures are told, never thrown. */
export async function addMembers(list: Contact, people: string[]): Promise<Contact | null> {
  const before = new Set(list.members?.map(({ member }) => member))
  const changed = await change(list, { people })
  if (!changed) return null
  const added = (changed.members ?? []).filter(({ member }) => !before.has(member))
  const [first] = added
  const words = { list: plainLine(list.fields.name), name: first ? calledBy(first) : '', count: added.length }
  const text = t('contact-lists.added', words)
  if (first) offerUndo(list, text, { remove: added.map(({ member }) => member) })
  else useOutcome().tell(text)
  return changed
}

/** Takes an entry out of a list, says so, and offers to put it back. Failures are told, never thrown. */
export async function removeMember(list: Contact, entry: ListMember): Promise<Contact | null> {
  const changed = await change(list, { remove: [entry.member] })
  if (!changed) return null
  const words = { list: plainLine(list.fields.name), name: calledBy(entry) }
  offerUndo(list, t('contact-lists.removed', words), { add: [entry.member] })
  return changed
}

function offerUndo(list: Contact, text: string, back: { add?: string[]; remove?: string[] }): void {
  useOutcome().offerUndo({
    text,
    async undo() {
      if (await change(list, back)) useOutcome().tell(t('contact-lists.undone', { list: plainLine(list.fields.name) }))
    },
  })
}
