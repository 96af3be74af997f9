import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import {
  addContact,
  changeContact,
  clearCollected,
  type Contact,
  type ContactFields,
  deleteContacts,
  readContact,
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

/**
 * Keeps what was written of one that was deleted: in its card, while that can be brought back, else in its book, else, where that
 * is gone with it or only to be read now, in one's own. Throws ApiProblem.
 */
export async function keepGone(fields: ContactFields, { id }: Contact, book: string): Promise<Contact> {
  await call(restoreContacts, { body: { ids: [id] } })
  try {
    return await keepContact(fields, await readIfThere(id), book)
  } catch (error) {
    if (book === 'own' || !(error instanceof ApiProblem) || error.type !== 'not-allowed') throw error
    return keepContact(fields, null)
  }
}

/** Null where there is none any more. Throws ApiProblem. */
async function readIfThere(contactId: string): Promise<Contact | null> {
  try {
    return await call(readContact, { params: { contactId } })
  } catch (error) {
    if (error instanceof ApiProblem && error.type === 'not-found') return null
    throw error
  }
}

/** Deletes a contact, says so and offers to undo that. Failures are told, never thrown. Answers whether it is gone. */
export async function removeContact(id: string, name: string): Promise<boolean> {
  try {
    const { ids } = await call(deleteContacts, { body: { ids: [id] } })
    contactChanges.value += 1
    const text = t('contacts.deleted', { name })
    if (ids.length > 0) useOutcome().offerUndo({ text, undo: () => bringBack(ids, name) })
    else useOutcome().tell(text)
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
    const back = ids.length > 0 ? (await call(restoreContacts, { body: { ids } })).ids : []
    contactChanges.value += 1
    if (name === null) useOutcome().tell(t('contacts.allBack', { count: back.length }))
    // Another program may have brought it back before.
    else if (back.length > 0 || (await readIfThere(ids[0] ?? ''))) useOutcome().tell(t('contacts.back', { name }))
    else useOutcome().tell(t('contacts.tooLate', { name }), { failed: true })
  } catch (error) {
    tellFailure(t('contacts.notBack'), error, () => void bringBack(ids, name))
  }
}
