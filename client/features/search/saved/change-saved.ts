import { call } from '#client/api/call.ts'
import { ApiProblem } from '#client/api/api-problem.ts'
import { t } from '#client/i18n/i18n.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { problemText } from '#client/mail/problem-text.ts'
import {
  deleteSavedSearch,
  renameSavedSearch,
  type SavedSearch,
  saveSearch,
  type SearchParts,
} from '#contract/saved-searches.ts'

const known = () => mailboxCache().cache.getQueryData<SavedSearch[]>(keys.savedSearches()) ?? []
const show = (after: SavedSearch[]) => mailboxCache().cache.setQueryData(keys.savedSearches(), after)
const without = (id: string) => known().filter((saved) => saved.id !== id)

/** Keeps a search under a name and offers to undo that. Throws what the server answers. */
export async function keepSearch(name: string, parts: SearchParts): Promise<void> {
  const saved = await call(saveSearch, { body: { name, parts } })
  show([...known(), saved])
  useOutcome().offerUndo({ text: t('saved-searches.saved', { name }), undo: () => remove(saved) })
}

/** Throws what the server answers; one that was deleted elsewhere leaves the list. */
export async function renameSearch({ id, name: before }: SavedSearch, name: string): Promise<void> {
  await rename(id, name)
  const undo = () => trying(t('saved-searches.notChanged', { name }), () => rename(id, before))
  useOutcome().offerUndo({ text: t('saved-searches.renamed', { was: before, now: name }), undo })
}

async function rename(id: string, name: string): Promise<void> {
  try {
    const renamed = await call(renameSavedSearch, { params: { savedSearchId: id }, body: { name } })
    show(known().map((saved) => (saved.id === id ? renamed : saved)))
  } catch (error) {
    if (error instanceof ApiProblem && error.type === 'not-found') show(without(id))
    throw error
  }
}

/** Takes a search off the list at once, and puts it back where it was when the server refuses or the person wants it back. */
export async function removeSearch(saved: SavedSearch): Promise<void> {
  const before = known()
  const undo = () =>
    trying(t('saved-searches.notSaved', { name: saved.name }), async () => {
      const back = await call(saveSearch, { body: saved })
      show([...without(back.id), back])
      useOutcome().tell(t('saved-searches.saved', { name: saved.name }))
    })
  show(without(saved.id))
  useOutcome().offerUndo({ text: t('saved-searches.removed', { name: saved.name }), undo })
  try {
    await call(deleteSavedSearch, { params: { savedSearchId: saved.id } })
  } catch (error) {
    show(before)
    tell(t('saved-searches.notChanged', { name: saved.name }), error)
  }
}

function remove(saved: SavedSearch): Promise<void> {
  return trying(t('saved-searches.notChanged', { name: saved.name }), async () => {
    await call(deleteSavedSearch, { params: { savedSearchId: saved.id } })
    show(without(saved.id))
    useOutcome().tell(t('saved-searches.removed', { name: saved.name }))
  })
}

async function trying(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    tell(what, error)
  }
}

function tell(what: string, error: unknown): void {
  useOutcome().tell(t('actions.failed', { what, why: problemText(error) }), { failed: true })
}
