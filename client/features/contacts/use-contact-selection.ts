import { shallowRef, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { listContactIds } from '#contract/contact-selection.ts'
import { asked, type Filter } from './use-contact-list.ts'

/** Who of the list is selected, which ends with another search or another part of the contacts. Call it in setup. */
export function useContactSelection(filter: Filter) {
  const selected = shallowRef<ReadonlySet<string>>(new Set())
  const forget = () => (selected.value = new Set())
  watch(() => [filter.query, filter.shown], forget)

  function select(ids: readonly string[]): void {
    if (ids.length === 0 && selected.value.size === 0) return
    selected.value = new Set(ids)
    announce(t('contact-selection.selected', { count: ids.length }))
  }

  /** Everybody found, also those who were not looked at yet. */
  async function selectAll(): Promise<void> {
    try {
      select((await call(listContactIds, { query: asked(filter) })).ids)
    } catch (error) {
      tellFailure(t('contact-selection.notSelected'), error, () => void selectAll())
    }
  }

  return { selected, select, selectAll, forget }
}
