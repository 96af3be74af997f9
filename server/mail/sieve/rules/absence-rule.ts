import type { Absence } from '#contract/absence.ts'
import type { WrittenCommand, WrittenTest } from '../language/index.ts'

/** What an absence has to know of its person and their organisation. */
export interface Surroundings {
  addresses: readonly string[]
  insideDomains: readonly string[]
}

/** Without these of the server it cannot be. */
export const absenceNeeds = ['vacation', 'date', 'relational', 'envelope'] as const

/** No person reads what is answered to these; lists, bulk mail and other answers `vacation` leaves out itself (RFC 5230, 4.6). */
const unread = ['*noreply*', '*no-reply*', '*no_reply*', '*donotreply*', '*do-not-reply*', '*do_not_reply*']

/** An absence as one command; one that is off holds nothing that could run. */
export function absenceCommand(absence: Absence, surroundings: Surroundings): WrittenCommand {
  if (!absence.isOn) return { name: 'if', test: { name: 'false' }, block: [] }
  const tests = [...whileAway(absence), ...toPeople]
  return { name: 'if', test: { name: 'allof', tests }, block: answers(absence, surroundings) }
}

function answers({ insideText, outside, outsideText, daysBetween }: Absence, around: Surroundings): WrittenCommand[] {
  const answer = (text: string): WrittenCommand => ({
    name: 'vacation',
    tags: { days: daysBetween, addresses: around.addresses },
    values: [text],
  })
  if (outside === 'same') return [answer(insideText)]
  const isInside: WrittenTest = {
    name: 'envelope',
    tags: { domain: true, is: true },
    values: ['from', around.insideDomains],
  }
  const inside: WrittenCommand = { name: 'if', test: isInside, block: [answer(insideText)] }
  return outside === 'none' ? [inside] : [inside, { name: 'else', block: [answer(outsideText)] }]
}

const not = (test: WrittenTest): WrittenTest => ({ name: 'not', tests: [test] })

const toPeople: readonly WrittenTest[] = [
  not({ name: 'envelope', tags: { localpart: true, matches: true }, values: ['from', unread] }),
  not({ name: 'header', tags: { contains: true }, values: [['X-Spam-Flag', 'X-Spam'], 'yes'] }),
]

function whileAway({ startsAtMs, endsAtMs }: Absence): WrittenTest[] {
  const now = (relation: 'ge' | 'lt', atMs: number): WrittenTest => ({
    name: 'currentdate',
    tags: { zone: '+0000', value: relation },
    // Without the zone at its end, whichever way the server writes that one.
    values: ['iso8601', new Date(atMs).toISOString().slice(0, 19)],
  })
  return [...(startsAtMs === null ? [] : [now('ge', startsAtMs)]), ...(endsAtMs === null ? [] : [now('lt', endsAtMs)])]
}
