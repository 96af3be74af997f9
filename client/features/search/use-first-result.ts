import { nextTick, type Ref, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Search, useSearches } from '#client/mail/searches.ts'

interface FirstResult {
  search: Readonly<Ref<Search | undefined>>
  total: Readonly<Ref<number>>
  root: () => HTMLElement | null
  focusFirst: () => void
}

/**
 * After Enter in the search box the focus waits there and goes to the first result when it comes, unless the person has
 * gone elsewhere meanwhile (accessibility.md 5.5). With nothing found it stays in the box, where the words can be mended.
 */
export function useFirstResult({ search, total, root, focusFirst }: FirstResult): void {
  const searches = useSearches()

  function isWaiting(): boolean {
    const at = document.activeElement
    return at === null || at === document.body || at.closest('search') !== null || root()?.contains(at) === true
  }

  watch(
    () => search.value?.awaitsFocus === true && total.value > 0,
    async (lands) => {
      if (!lands || !search.value) return
      searches.change(search.value.key, { awaitsFocus: false })
      await nextTick()
      if (isWaiting()) focusFirst()
    },
    { immediate: true, flush: 'post' },
  )
  watch(
    () => [search.value?.key, search.value?.state, search.value?.stage] as const,
    ([key, state, stage], before) => {
      if (!search.value) return
      const isNextStage = before?.[0] === key && before?.[2] === 'headers' && stage === 'text'
      if (state === 'running' && isNextStage && total.value > 0)
        announce(t('search.spokenSoFar', { count: total.value }))
      if (state === 'running' || search.value.isTold) return
      searches.change(search.value.key, { isTold: true })
      tell(search.value, total.value)
    },
    { immediate: true, flush: 'post' },
  )
}

/** The count is spoken when it is certain. */
function tell({ state, text, complete }: Search, count: number): void {
  if (state === 'failed') announce(t('search.failed'), { assertive: true })
  else if (state === 'stopped') announce(t('search.stopped'))
  else announce(complete ? t('search.spoken', { count, text }) : t('search.resultsAtLeast', { count }))
}
