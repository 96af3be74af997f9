import { type Filter } from '#contract/filters.ts'
import { type FolderId } from '#contract/ids.ts'
import { type Flag } from '#contract/messages.ts'

/** What is done to messages that lie in a folder already, as far as it can be. */
export interface FilterDeed {
  to: FolderId | null
  add: Flag[]
  labels: string[]
}

/**
 * What a filter does, for messages of a folder: what it would throw away goes to Trash, from where it can come back, and copies
 * are not made. Null where nothing is left to do.
 */
export function deedOf(
  { actions }: Pick<Filter, 'actions'>,
  from: FolderId | '',
  trash: FolderId | undefined,
): FilterDeed | null {
  const deed: FilterDeed = { to: null, add: [], labels: [] }
  for (const action of actions) {
    if (action.do === 'move') deed.to = action.folderId
    if (action.do === 'discard') deed.to = trash ?? null
    if (action.do === 'flag') deed.add.push('flagged')
    if (action.do === 'mark-read') deed.add.push('seen')
    if (action.do === 'label') deed.labels.push(action.keyword)
  }
  if (deed.to === from) deed.to = null
  return deed.to === null && deed.add.length + deed.labels.length === 0 ? null : deed
}
