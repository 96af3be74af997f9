import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { addContact, deleteContacts, listContacts } from '#contract/contacts.ts'
import { useOutcome } from '../outcome.ts'
import { tellFailure } from '../tell-failure.ts'
import { contactChanges, noFields } from './contact-changes.ts'

/**
 * Puts somebody among the contacts, says so and offers to undo that; says so, too, where they are there already. Failures are
 * told, never thrown.
 */
export async function addPerson(name: string, address: string): Promise<void> {
  const shown = name || address
  try {
    const { items } = await call(listContacts, { query: { query: address.slice(0, 200) } })
    const isThere = items.some(({ addresses }) =>
      addresses.some((each) => each.toLowerCase() === address.toLowerCase()),
    )
    if (isThere) {
      useOutcome().tell(t('own-people.alreadyThere', { name: shown }))
      return
    }
    const body = { ...noFields, name: name.slice(0, 200), addresses: [{ address, kind: 'other' as const }] }
    const { id } = await call(addContact, { body })
    contactChanges.value += 1
    useOutcome().offerUndo({ text: t('own-people.added', { name: shown }), undo: () => takeOut(id, shown) })
  } catch (error) {
    tellFailure(t('own-people.notAdded', { name: shown }), error, () => void addPerson(name, address))
  }
}

async function takeOut(id: string, name: string): Promise<void> {
  try {
    await call(deleteContacts, { body: { ids: [id] } })
    contactChanges.value += 1
    useOutcome().tell(t('own-people.takenOut', { name }))
  } catch (error) {
    tellFailure(t('own-people.notTakenOut', { name }), error, () => void takeOut(id, name))
  }
}
