import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { contactChanges } from '#client/mail/contacts/contact-changes.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { type Duplicate, mergeContacts } from '#contract/contact-merge.ts'
import { deleteContacts, restoreContacts } from '#contract/contacts.ts'

export const nameOf = ({ merged }: Duplicate) => plainLine(merged.name) || t('contacts.contact')

/** Makes one contact of some, says so and offers to undo that. Failures are told, never thrown. */
export async function mergeThese(duplicate: Duplicate): Promise<void> {
  const name = nameOf(duplicate)
  try {
    const contacts = duplicate.contacts.map(({ id, version }) => ({ id, version }))
    const { contact, ids } = await call(mergeContacts, { body: { contacts } })
    contactChanges.value += 1
    useOutcome().offerUndo({
      text: t('contact-merge.done', { name }),
      undo: () => takeApart(name, contact.id, ids),
    })
  } catch (error) {
    tellFailure(t('contact-merge.notDone'), error, () => void mergeThese(duplicate))
  }
}

/**
 * In this order: what breaks off in between leaves one too many, not one too few. Where not all come back, as after a day, the
 * merged one is all there is of them, and stays. `back`: those that came back at an earlier try.
 */
async function takeApart(name: string, mergedId: string, ids: string[], back: string[] = []): Promise<void> {
  let there = back
  try {
    there = [...back, ...(await call(restoreContacts, { body: { ids } })).ids]
    if (there.length >= ids.length) await call(deleteContacts, { body: { ids: [mergedId] } })
    contactChanges.value += 1
    if (there.length >= ids.length) useOutcome().tell(t('contact-merge.undone', { name }))
    else useOutcome().tell(t('contact-merge.tooLate', { name }), { failed: true })
  } catch (error) {
    tellFailure(t('contact-merge.notUndone'), error, () => void takeApart(name, mergedId, ids, there))
  }
}
