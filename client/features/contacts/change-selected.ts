import { announce } from '#client/accessibility/announcer.ts'
import { answerTo, call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { contactChanges } from '#client/mail/contacts/contact-changes.ts'
import { bringBack } from '#client/mail/contacts/contacts.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { changeGroup, exportSomeContacts, mostGroupedAtOnce } from '#contract/contact-selection.ts'
import { deleteContacts } from '#contract/contacts.ts'

/** Saves these contacts as a file. Failures are told, never thrown. */
export async function exportSelected(ids: string[]): Promise<void> {
  try {
    const answer = await answerTo(exportSomeContacts, { body: { ids } }, { timeoutMs: Infinity })
    const address = URL.createObjectURL(await answer.blob())
    const link = document.createElement('a')
    Object.assign(link, { href: address, download: 'selected-contacts.vcf' })
    link.click()
    // The browser has begun to save it by the next turn.
    setTimeout(() => URL.revokeObjectURL(address))
    announce(t('contact-selection.exported', { count: ids.length }))
  } catch (error) {
    tellFailure(t('contact-selection.notExported'), error, () => void exportSelected(ids))
  }
}

/** Deletes these contacts, says so and offers to undo that. Failures are told, never thrown. Answers whether some are gone. */
export async function deleteSelected(wanted: string[]): Promise<boolean> {
  try {
    const { ids } = await call(deleteContacts, { body: { ids: wanted } })
    contactChanges.value += 1
    const done = t('contact-selection.deleted', { count: ids.length })
    const missing = wanted.length - ids.length
    const text = missing > 0 ? t('contact-selection.partlyDeleted', { done, count: missing }) : done
    if (ids.length > 0) useOutcome().offerUndo({ text, undo: () => bringBack(ids, null) })
    else useOutcome().tell(text)
    return ids.length > 0
  } catch (error) {
    tellFailure(t('contact-selection.notDeleted'), error, () => void deleteSelected(wanted))
    return false
  }
}

/** Puts these contacts into a group or takes them out, says so and offers to undo that. Failures are told, never thrown. */
export async function groupSelected(ids: string[], group: string, isIn: boolean): Promise<boolean> {
  try {
    const changed = await setGroup(ids, group, isIn)
    const text = t(isIn ? 'contact-selection.grouped' : 'contact-selection.ungrouped', { count: changed.length, group })
    if (changed.length > 0) useOutcome().offerUndo({ text, undo: () => putBack(changed, group, !isIn) })
    else useOutcome().tell(text)
    return true
  } catch (error) {
    tellFailure(t('contact-selection.notGrouped', { group }), error, () => void groupSelected(ids, group, isIn))
    return false
  }
}

async function putBack(ids: string[], group: string, isIn: boolean): Promise<void> {
  try {
    await setGroup(ids, group, isIn)
    useOutcome().tell(t('contact-selection.groupBack', { group }))
  } catch (error) {
    tellFailure(t('contact-selection.notGrouped', { group }), error, () => void putBack(ids, group, isIn))
  }
}

/** So many at a time that others are not kept waiting. */
async function setGroup(ids: string[], group: string, isIn: boolean): Promise<string[]> {
  const changed: string[] = []
  try {
    for (let at = 0; at < ids.length; at += mostGroupedAtOnce) {
      const some = ids.slice(at, at + mostGroupedAtOnce)
      changed.push(...(await call(changeGroup, { body: { ids: some, group, isIn } })).ids)
    }
  } finally {
    contactChanges.value += 1
  }
  return changed
}
