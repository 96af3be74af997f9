import { ApiProblem } from '#client/api/api-problem.ts'
import { asksGroup, type ConditionFields, type FilterFields } from './filter-fields.ts'

/** The addresses that a server has refused as groups of the directory, in lower case. */
export function refusedGroups(error: unknown, { conditions }: FilterFields): string[] {
  const faults = error instanceof ApiProblem ? (error.details.fields ?? []) : []
  return faults.flatMap(({ field, code }) => {
    const [, place] = /^filters\.\d+\.conditions\.(\d+)\./.exec(field) ?? []
    const condition = place === undefined ? undefined : conditions[Number(place)]
    return code === 'unknown-person' && condition ? groupsIn(condition) : []
  })
}

function groupsIn(condition: ConditionFields): string[] {
  if (condition.on === 'group') return condition.conditions.flatMap(groupsIn)
  return asksGroup(condition) ? [condition.value.trim().toLowerCase()] : []
}
