import { defineQueryOptions, useQuery } from '@pinia/colada'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Filter, type FiltersState, readFilters, saveFilters } from '#contract/filters.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { useOutcome } from '../outcome.ts'
import { readOthersAgain, ruleKeys } from '../overtaken-rules.ts'
import { tellFailure } from '../tell-failure.ts'

/** A mailbox of somebody else stands beside one's own, which is `undefined`. */
type Mailbox = string | undefined
const keyOf = (mailbox: Mailbox) => [...ruleKeys.filters, ...(mailbox === undefined ? [] : [mailbox])]
const toAsk = (mailbox: Mailbox) => (mailbox === undefined ? {} : { mailbox })

const filtersQuery = defineQueryOptions((mailbox: Mailbox) => ({
  key: keyOf(mailbox),
  query: ({ signal }) => call(readFilters, { query: toAsk(mailbox) }, { signal }),
  staleTime: 5 * 60_000,
}))

/** What the mail server does by itself with mail that comes. Call it in setup. */
export const useFilters = (mailbox: () => Mailbox) => useQuery(() => filtersQuery(mailbox()))

/** Where it stands, exactly as it is known here; -1 where it was changed or has gone. */
export function placeOf(filter: Filter, all: readonly Filter[]): number {
  const wanted = JSON.stringify(filter)
  return all.findIndex((each) => JSON.stringify(each) === wanted)
}

/** All of them, with others in its place. Throws ApiProblem where it is not among them any more as it was. */
export function replaced(filter: Filter, all: readonly Filter[], ...others: Filter[]): Filter[] {
  const at = placeOf(filter, all)
  if (at === -1) throw new ApiProblem('rules-changed', {})
  return all.toSpliced(at, 1, ...others)
}

const known = (mailbox: Mailbox) => mailboxCache().cache.getQueryData<FiltersState>(keyOf(mailbox))

/** Saves what `change` makes of them as they are known here. Throws ApiProblem. */
export async function keepFilters(change: (filters: readonly Filter[]) => Filter[], mailbox: Mailbox): Promise<void> {
  const [state, key] = [known(mailbox), keyOf(mailbox)]
  if (!state) return
  const body = { filters: change(state.filters), version: state.version, ...toAsk(mailbox) }
  try {
    mailboxCache().cache.setQueryData(key, await call(saveFilters, { body }))
    readOthersAgain('filters')
  } catch (error) {
    // It may have been changed elsewhere: the next try begins with what is there now.
    await mailboxCache()
      .cache.invalidateQueries({ key })
      .catch(() => undefined)
    throw error
  }
}

/** The same, at once and with a way back. Failures are told, never thrown; false then. */
export async function changeFilters(
  change: (filters: readonly Filter[]) => Filter[],
  words: { done: string; failed: string },
  mailbox: Mailbox,
): Promise<boolean> {
  const before = known(mailbox)?.filters
  try {
    await keepFilters(change, mailbox)
  } catch (error) {
    tellFailure(words.failed, error, () => void changeFilters(change, words, mailbox))
    return false
  }
  const after = known(mailbox)?.filters
  useOutcome().offerUndo({ text: words.done, undo: () => bringBack(before ?? [], after ?? [], mailbox) })
  return true
}

/** Only where all is as the change left it: what was made elsewhere since must not go with it. */
async function bringBack(before: readonly Filter[], after: readonly Filter[], mailbox: Mailbox): Promise<void> {
  try {
    await keepFilters((all) => {
      if (JSON.stringify(all) !== JSON.stringify(after)) throw new ApiProblem('rules-changed', {})
      return [...before]
    }, mailbox)
    useOutcome().tell(t('filters.back'))
  } catch (error) {
    tellFailure(t('filters.notBack'), error, () => void bringBack(before, after, mailbox))
  }
}
