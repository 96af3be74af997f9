import { mostFilters, type Filter } from '#contract/filters.ts'
import type { ForeignRules } from '#contract/foreign-rules.ts'
import type { ServerRules } from '../rule-store.ts'
import { type FoundRule, readForeign, requiresOf } from './read-foreign.ts'

export interface Foreign extends Omit<ForeignRules, 'version' | 'script'> {
  /** What becomes filters, or became them. */
  filters: Filter[]
  /** The script that runs on with what stays; null where all is taken. */
  restText: string | null
}

/** What a script from elsewhere holds, and what of it may become filters without any mail being treated otherwise. */
export function foreignRules(source: string, script: string, known: ServerRules, isOffered: boolean): Foreign {
  const found = readForeign(source, script)
  if (found === null) return { ...nothing, hindrance: 'unreadable' }
  const takes = takenOf(found)
  const filters = found.slice(0, takes).flatMap((rule) => (rule.filter ? [rule.filter] : []))
  const added = filters.filter((filter) => !holds(known.rules.filters, filter))
  const next = found[takes]
  const rest = next && takes > 0 ? restName(script) : null
  const isTaken = takes > 0 && added.length === 0 && known.otherScript === rest
  const count = known.rules.filters.length + added.length
  const hindrance = isTaken ? null : hindranceOf(found, takes, { isOffered, count, runs: known.otherScript === script })
  return {
    ...{ rules: found.map(({ start: _start, ...rule }) => rule), takes: hindrance === null ? takes : 0, hindrance },
    ...{ filters, rest, isTaken },
    restText: next && takes > 0 ? `${requiresOf(source)}${source.slice(next.start)}` : null,
    isEndedBefore: known.rules.filters.some(({ isOn, stops }) => isOn && stops),
  }
}

export const holds = (filters: readonly Filter[], wanted: Filter): boolean =>
  filters.some((filter) => JSON.stringify(filter) === JSON.stringify(wanted))

/**
 * All where all are understood. Otherwise the first that are, as long as none ends the script: one that does ends our rules only,
 * and what stays would then run.
 */
function takenOf(found: readonly FoundRule[]): number {
  if (found.every(({ filter }) => filter)) return found.length
  return found.findIndex(({ filter }) => !filter || (filter.isOn && filter.stops))
}

function hindranceOf(
  found: readonly FoundRule[],
  takes: number,
  { isOffered, count, runs }: { isOffered: boolean; count: number; runs: boolean },
): ForeignRules['hindrance'] {
  if (found.length === 0) return 'empty'
  if (takes === 0) return 'not-first'
  if (!isOffered) return 'not-offered'
  if (!runs) return 'not-running'
  return count > mostFilters ? 'too-many' : null
}

/** Names of scripts have at most 128 characters (RFC 5804, 1.6). */
const restName = (script: string) => `${script.slice(0, 110)} (rest)`

const nothing: Foreign = {
  ...{ rules: [], takes: 0, rest: null, hindrance: null, isTaken: false, isEndedBefore: false },
  ...{ filters: [], restText: null },
}
