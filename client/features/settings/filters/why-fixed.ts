import { t } from '#client/i18n/i18n.ts'
import { type FiltersState } from '#contract/filters.ts'

/** Why the filter at a place of somebody else's stays as it is; null where the person may change it. */
export function whyFixed({ bounds, filters }: FiltersState, place: number, whose: string): string | null {
  if (!bounds) return null
  if (bounds.held !== null) return t('their-filters.why.held')
  if (place >= bounds.fixed) return null
  const isHidden = filters[place]?.actions.some(
    (action) => (action.do === 'move' || action.do === 'copy') && !bounds.folderIds.includes(action.folderId),
  )
  return t(isHidden ? 'their-filters.why.unseen' : 'their-filters.why.fixed', { whose })
}
