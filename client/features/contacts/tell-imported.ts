import { call } from '#client/api/call.ts'
import { formatNumber } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { contactChanges } from '#client/mail/contacts/contact-changes.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { deleteContacts, type ImportReport } from '#contract/contacts.ts'

/** Says how many came by an import and how many did not, and offers to take them away again. */
export function tellImported({ ids, total }: ImportReport): void {
  contactChanges.value += 1
  const missing = total - ids.length
  const came = t('contact-import.done', { count: ids.length })
  const text = missing > 0 ? t('contact-import.leftOut', { came, count: formatNumber(missing) }) : came
  if (ids.length === 0) useOutcome().tell(text)
  else useOutcome().offerUndo({ text, undo: () => takeAway(ids) })
}

async function takeAway(ids: string[]): Promise<void> {
  try {
    await call(deleteContacts, { body: { ids } })
    contactChanges.value += 1
    useOutcome().tell(t('contact-import.undone'))
  } catch (error) {
    tellFailure(t('contact-import.notUndone'), error, () => void takeAway(ids))
  }
}
