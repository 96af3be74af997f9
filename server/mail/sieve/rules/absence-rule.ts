import type { Absence } from '#contract/absence.ts'
import type { WrittenCommand, WrittenTest } from '../language/index.ts'
import { junkTest, toPeople } from './sender-kinds.ts'
import type { Surroundings } from './surroundings.ts'
import { nowIs, withinHours } from './weekly-hours.ts'

/** Without these of the server it cannot be. */
export const absenceNeeds = ['vacation', 'date', 'relational', 'envelope'] as const

/**
 * An absence as one command; one that is off holds nothing that could run. `afterwards` stands after each answer. Junk is not sent
 * on to a colleague; lists and bulk mail are, though nobody answers them.
 */
export function absenceCommand(
  absence: Absence,
  surroundings: Surroundings,
  afterwards: readonly WrittenCommand[] = [],
): WrittenCommand {
  if (!absence.isOn) return { name: 'if', test: { name: 'false' }, block: [] }
  const away = whileAway(absence)
  const answer = answers(absence, surroundings, afterwards)
  if (absence.colleague === null) return when([...away, ...toPeople], answer)
  const redirect: WrittenCommand = { name: 'redirect', tags: { copy: true }, values: [absence.colleague] }
  return when(away, [when(toPeople, answer), when([{ name: 'not', tests: [junkTest] }], [redirect])])
}

const when = (tests: readonly WrittenTest[], block: readonly WrittenCommand[]): WrittenCommand => ({
  ...{ name: 'if', test: tests.length === 0 ? { name: 'true' } : { name: 'allof', tests }, block },
})

function answers(absence: Absence, around: Surroundings, afterwards: readonly WrittenCommand[]): WrittenCommand[] {
  const { insideText, outside, outsideText, daysBetween } = absence
  const answer = (text: string): WrittenCommand[] => [
    { name: 'vacation', tags: { days: daysBetween, addresses: around.addresses }, values: [text] },
    ...afterwards,
  ]
  if (outside === 'same') return answer(insideText)
  const isInside: WrittenTest = {
    name: 'envelope',
    tags: { domain: true, is: true },
    values: ['from', around.insideDomains],
  }
  const inside: WrittenCommand = { name: 'if', test: isInside, block: answer(insideText) }
  return outside === 'none' ? [inside] : [inside, { name: 'else', block: answer(outsideText) }]
}

function whileAway({ startsAtMs, endsAtMs, weekly }: Absence): WrittenTest[] {
  return [
    ...(startsAtMs === null ? [] : [nowIs('ge', startsAtMs)]),
    ...(endsAtMs === null ? [] : [nowIs('lt', endsAtMs)]),
    ...(weekly === null ? [] : [withinHours(weekly, new Date())]),
  ]
}
