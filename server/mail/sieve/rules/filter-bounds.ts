import type { Filter, FilterAction, FilterBounds } from '#contract/filters.ts'
import { Problem } from '#server/problem.ts'
import type { FilterReach } from '../../own-rules.ts'
import type { ServerRules } from './rule-store.ts'
import { doesAnything } from './rules-script.ts'

type Before = Pick<ServerRules, 'rules' | 'isChanged' | 'runs' | 'otherScript'>

const noReach: FilterReach = { folderIds: new Set(), answers: false }

/** What somebody who sees to the filters of another may not change of them. */
export const boundsOf = (before: Before, reach = noReach): Omit<FilterBounds, 'folderIds'> => ({
  held: heldBy(before, reach),
  fixed: fixedIn(before.rules.filters, reach),
})

/**
 * What somebody who sees to the filters of another must not bring about: that mail goes out, is rejected or thrown away where it is
 * not now, or comes to where they look although its owner has it filed elsewhere. What comes before a filter that does so decides
 * what it gets, so all up to the last of them stays as it is. After it they mark and file.
 *
 * @throws Problem `invalid-request` with `owner-only`; `not-allowed` where what is there is not all that decides
 */
export function refuseOutOfBounds(before: Before, next: readonly Filter[], reach = noReach): void {
  const { filters } = before.rules
  if (asText(filters) === asText(next)) return
  if (heldBy(before, reach) !== null) throw new Problem('not-allowed')
  const fixed = fixedIn(filters, reach)
  const changed = filters.slice(0, fixed).findIndex((filter, index) => asText(filter) !== asText(next[index]))
  if (changed !== -1) throw ownerOnly(`filters.${changed}`)
  for (const [index, { actions }] of next.entries()) {
    const place = actions.findIndex((action) => !isWithin(action, reach))
    if (index >= fixed && place !== -1) throw ownerOnly(`filters.${index}.actions.${place}`)
  }
}

/** A script that runs after ours gets what filters let through, whatever it does with it. */
function heldBy({ rules, isChanged, runs, otherScript }: Before, { folderIds }: FilterReach): FilterBounds['held'] {
  if (isChanged) return 'changed'
  if (!runs && doesAnything(rules)) return 'displaced'
  if (otherScript !== null) return 'beside'
  // A later filter would bring a copy to where they look.
  const isTakenAway = (action: FilterAction) =>
    action.do === 'discard' || (action.do === 'move' && !folderIds.has(action.folderId))
  const goesOn = ({ actions, stops }: Filter) => !stops && actions.some(isTakenAway)
  return rules.filters.some(goesOn) ? 'goes-on' : null
}

const fixedIn = (filters: readonly Filter[], reach: FilterReach) =>
  filters.findLastIndex(({ actions }) => !actions.every((action) => isWithin(action, reach))) + 1

function isWithin(action: FilterAction, { folderIds, answers }: FilterReach): boolean {
  if (action.do === 'move' || action.do === 'copy') return folderIds.has(action.folderId)
  return action.do === 'reply' ? answers : !['forward', 'reject', 'discard'].includes(action.do)
}

/** Both come from the same schema, so that what is the same has the same order. */
const asText = (what: unknown) => JSON.stringify(what)

const ownerOnly = (field: string) => new Problem('invalid-request', { fields: [{ field, code: 'owner-only' }] })
