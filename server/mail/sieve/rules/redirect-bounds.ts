import type { Absence } from '#contract/absence.ts'
import { Problem } from '#server/problem.ts'
import { targetsIn } from './forwarding-limits.ts'
import type { Rules, StoredRules } from './rules-script.ts'

/**
 * What somebody who sees to the out of office of another must not bring about: that mail is sent on to where, or when, it does not
 * go already. What the owner has of that kind stays as it is, or is turned off.
 *
 * @throws Problem `invalid-request` with `owner-only`; `not-allowed` where saving would set something going that does not run now
 */
export function refuseNewRedirects(before: StoredRules & { runs: boolean }, next: Rules): void {
  if (!copiesGoOn(before.rules.absence, next.absence))
    throw new Problem('invalid-request', { fields: [{ field: 'absence.colleague', code: 'owner-only' }] })
  // What is there is not what was saved, or another script runs in its place: then saving changes more than is shown.
  if ((before.isChanged || !before.runs) && targetsIn(next).size > 0) throw new Problem('not-allowed')
}

const timesOf = ({ isOn, startsAtMs, endsAtMs, weekly }: Absence) =>
  JSON.stringify([isOn, startsAtMs, endsAtMs, weekly])

function copiesGoOn(before: Absence | null, next: Absence | null): boolean {
  const colleague = next?.colleague ?? null
  if (!next || colleague === null) return true
  return before?.colleague === colleague && (!next.isOn || timesOf(before) === timesOf(next))
}
