import { type Filter, type FiltersState } from '#contract/filters.ts'
import { someForwarding } from './fake-forwarding.ts'
import { answerAlso } from './whole-message.ts'

export function someFilter(name: string, changes: Partial<Filter> = {}): Filter {
  return {
    ...{ name, isOn: true, needs: 'all', stops: true, actions: [{ do: 'mark-read' }] },
    ...{ conditions: [{ on: 'subject', how: 'contains', value: name }], ...changes },
  }
}

/** A state as it is on a server with these filters, unless said. */
export function someFilters(filters: Filter[], changes: Partial<FiltersState> = {}): FiltersState {
  return {
    ...{ isOffered: true, missing: [], filters, isInForce: filters.some(({ isOn }) => isOn) },
    ...{
      isChangedElsewhere: false,
      otherScript: null,
      isAllForwarded: false,
      version: 'v0',
      canReply: true,
      canReject: true,
    },
    forwarding: someForwarding().limits,
    ...changes,
  }
}

/** A server that keeps filters; gives what it keeps, which may be changed as if in another place. */
export function keepsFilters(first: FiltersState): { state: FiltersState } {
  const kept = { state: first }
  let count = 0
  answerAlso('/api/filters', (body: { filters: Filter[]; version: string } | undefined) => {
    if (!body) return [200, kept.state]
    if (body.version !== kept.state.version) return [409, { type: 'rules-changed', status: 409 }]
    count += 1
    const isInForce = body.filters.some(({ isOn }) => isOn)
    kept.state = { ...kept.state, filters: body.filters, isInForce, version: `v${count}` }
    return [200, kept.state]
  })
  return kept
}
