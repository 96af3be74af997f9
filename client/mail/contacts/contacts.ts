import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import {
  addContact,
  changeContact,
  clearCollected,
  type Contact,
  type ContactFields,
  deleteContacts,
  restoreContacts,
} from '#contract/contacts.ts'
import { useOutcome } from '../outcome.ts'
import { tellFailure } from '../tell-failure.ts'
import { contactChanges } from './contact-changes.ts'

/** `book`: where a new one goes. Throws ApiProblem. */
export async function keepContact(fields: ContactFields, old: Contact | null, book = 'own'): Promise<Contact> {
  const kept = old
    ? await call(changeContact, { params: { contactId: old.id }, body: { fields, version: old.version } })
    : await call(addContact, { body: { ...fields, ...(book === 'own' ? {} : { book }) } })
  contactChanges.value += 1
  return kept
}

/** Deletes a contact, says so and offers to undo that. Failures are told, never thrown. Answers whether it is gone. */
export async function removeContact(id: string, name: string): Promise<boolean> {
  try {
    const { ids } = await call(deleteContacts, { body: { ids: [id] } })
    contactChanges.value += 1
    useOutcome().offerUndo({ text: t('contacts.deleted', { name }), undo: () => bringBack(ids, name) })
    return true
  } catch (error) {
    tellFailure(t('contacts.notDeleted', { name }), error, () => void removeContact(id, name))
    return false
  }
}

/** Forgets whom the person has written to, says so and offers to undo that. Failures are told, never thrown. */
export async function forgetCollected(): Promise<void> {
  try {
    const { ids } = await call(clearCollected, {})
    contactChanges.value += 1
    const text = t('contacts.cleared', { count: ids.length })
    useOutcome().offerUndo({ text, undo: () => bringBack(ids, null) })
  } catch (error) {
    tellFailure(t('contacts.notCleared'), error, () => void forgetCollected())
  }
}

/** Undoes that these were deleted, and says so; `name` where it is one. Failures are told, never thrown. */
export async function bringBack(ids: string[], name: string | null): Promise<void> {
  try {
    if (ids.length > 0) await call(restoreContacts, { body: { ids } })
    contactChanges.value += 1
    const text = name === null ? t('contacts.allBack', { count: ids.length }) : t('contacts.back', { name })
    useOutcome().tell(text)
  } catch (error) {
    tellFailure(t('contacts.notBack'), error, () => void bringBack(ids, name))
  }
}
