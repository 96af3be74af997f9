import { type Absence } from '#contract/absence.ts'
import type { AbsencePreview, WhyNot, Writer } from '#contract/absence-preview.ts'
import { answersFrom } from '#contract/absence-times.ts'
import { leftOutByServer } from '../../unanswered.ts'
import type { Rules } from './rules-script.ts'
import { commandsBeforeFilters } from './rules-script.ts'
import { junkTest, unreadTest } from './sender-kinds.ts'
import type { Surroundings } from './surroundings.ts'
import { deedsOf, holds, type ImaginedLetter } from './written-verdict.ts'

type Row = AbsencePreview['rows'][number]

/** Who would get what, by the commands these rules are written as. */
export function previewOf(
  rules: Rules,
  absence: Absence,
  { around, address, nowMs }: { around: Surroundings; address: string | null; nowMs: number },
): AbsencePreview {
  const wanted = { ...absence, isOn: true }
  const atMs = answersFrom(wanted, nowMs)
  if (atMs === null) return { atMs, rows: [] }
  const commands = commandsBeforeFilters(
    { ...rules, absence: wanted, acknowledgement: null, forwarding: null, filters: [] },
    around,
  )
  const rows = imaginedLetters(around, address, atMs).map(([writer, letter]): Row => {
    const { answer, forwardedTo, isEnded } = deedsOf(commands, letter)
    const isForwarded = forwardedTo.length > 0
    const left =
      answer === null
        ? leftOut(letter, isEnded)
        : (leftOutByServer(letter.sender, fieldsOf(letter), around.addresses) ?? pauseOf(writer))
    if (left) return { writer, answer: null, whyNot: left, isForwarded }
    const isOther = absence.outside === 'other' && answer === absence.outsideText
    return { writer, answer: isOther ? 'outside' : 'inside', whyNot: null, isForwarded }
  })
  return { atMs, rows }
}

const pauseOf = (writer: Writer): WhyNot | null => (writer === 'again' ? 'again' : null)

const fieldsOf = ({ fields }: ImaginedLetter) => Object.entries(fields).map(([name, value]) => ({ name, value }))

/** Why these commands hold no answer to it. */
function leftOut(letter: ImaginedLetter, isEnded: boolean): WhyNot {
  if (holds(junkTest, letter)) return 'junk'
  if (isEnded) return 'blocked'
  return holds(unreadTest, letter) ? 'nobody-reads' : 'not-inside'
}

/** One letter of each kind of writer, and one from the address that was asked about. */
export function imaginedLetters(
  { addresses, insideDomains }: Surroundings,
  address: string | null,
  atMs: number,
): [Writer, ImaginedLetter][] {
  const stranger = 'somebody@elsewhere.example'
  const from = (sender: string, fields: Record<string, string> = {}): ImaginedLetter => ({
    ...{ atMs, sender },
    fields: { from: sender, to: addresses[0] ?? '', ...fields },
  })
  return [
    ...(address === null ? [] : ([['typed', from(address)]] satisfies [Writer, ImaginedLetter][])),
    ['inside', from(`somebody@${insideDomains[0] ?? ''}`)],
    ['outside', from(stranger)],
    ['again', from(`somebody@${insideDomains[0] ?? ''}`)],
    ['not-addressed', from(stranger, { to: `group@${insideDomains[0] ?? ''}` })],
    ['list', from(stranger, { 'list-id': '<news.elsewhere.example>' })],
    ['automatic', from(stranger, { 'auto-submitted': 'auto-replied' })],
    ['nobody-reads', from('no-reply@elsewhere.example')],
    ['junk', from(stranger, { 'x-spam-flag': 'YES' })],
  ]
}
