import { defineQueryOptions, useQuery } from '@pinia/colada'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Filter, type FiltersState, readFilters, saveFilters } from '#contract/filters.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { useOutcome } from '../outcome.ts'
import { readOthersAgain, ruleKeys } from '../overtaken-rules.ts'
import { tellFailure } from '../tell-failure.ts'

const key = [...ruleKeys.filters]

const filtersQuery = defineQueryOptions(() => ({
  key,
  query: ({ signal }) => call(readFilters, {}, { signal }),
  staleTime: 5 * 60_000,
}))

/** What the mail server does by itself with mail that comes. Call it in setup. */
export const useFilters = () => useQuery(filtersQuery)

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

const known = () => mailboxCache().cache.getQueryData<FiltersState>(key)

/** Saves what `change` makes of them as they are known here. Throws ApiProblem. */
export async function keepFilters(change: (filters: readonly Filter[]) => Filter[]): Promise<void> {
  const state = known()
  if (!state) return
  const body = { filters: change(state.filters), version: state.version }
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
): Promise<boolean> {
  const before = known()?.filters
  try {
    await keepFilters(change)
  } catch (error) {
    tellFailure(words.failed, error, () => void changeFilters(change, words))
    return false
  }
  const after = known()?.filters
  useOutcome().offerUndo({ text: words.done, undo: () => bringBack(before ?? [], after ?? []) })
  return true
}

/** Only where all is as the change left it: what was made elsewhere since must not go with it. */
async function bringBack(before: readonly Filter[], after: readonly Filter[]): Promise<void> {
  try {
    await keepFilters((all) => {
      if (JSON.stringify(all) !== JSON.stringify(after)) throw new ApiProblem('rules-changed', {})
      return [...before]
    })
    useOutcome().tell(t('filters.back'))
  } catch (error) {
    tellFailure(t('filters.notBack'), error, () => void bringBack(before, after))
  }
}
