import { ApiProblem } from '#client/api/api-problem.ts'
import { t } from '#client/i18n/i18n.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { type SearchParts } from '#client/mail/show-search.ts'
import { type SavedSearch } from '#contract/saved-searches.ts'
import { emptyParts, writeQueryText } from '../query-text.ts'
import { keepSearch } from './change-saved.ts'
import { partsToSave, savedLike } from './saved-text.ts'

/** Keeps a search of all folders under a name, once, and says so; a failure is told. */
export async function keepFound(name: string, parts: SearchParts): Promise<void> {
  const text = writeQueryText({ ...emptyParts(), ...parts })
  const all = mailboxCache().cache.getQueryData<SavedSearch[]>(keys.savedSearches()) ?? []
  const known = savedLike(all, text, false)
  if (known) {
    useOutcome().tell(t('saved-searches.known', { name: known.name }))
    return
  }
  try {
    await keepSearch(name, partsToSave(text, false))
  } catch (error) {
    const isFull = error instanceof ApiProblem && error.type === 'not-allowed'
    const why = isFull ? t('saved-searches.full') : problemText(error)
    const text = t('actions.failed', { what: t('saved-searches.notSaved', { name }), why })
    useOutcome().tell(text, { failed: true })
  }
}
