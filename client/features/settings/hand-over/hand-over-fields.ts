import { ApiProblem } from '#client/api/api-problem.ts'
import { t } from '#client/i18n/i18n.ts'
import { readSendDay } from '#client/mail/outbox/send-times.ts'
import { nameOf } from '#client/mail/sender-name.ts'
import { typedDateExamples } from '#client/mail/typed-date.ts'
import { type handOverActs, mostHandOverDays } from '#contract/hand-over.ts'
import { type Recipient } from '#contract/sending.ts'
import { type ShareLevel } from '#contract/sharing.ts'

export interface HandOverFields {
  absent: Recipient[]
  act: (typeof handOverActs)[number]
  text: string
  delegate: Recipient[]
  level: ShareLevel
  endDay: string
  reason: string
}

export const newHandOver = (): HandOverFields => ({
  ...{ absent: [], act: 'answer', text: '', delegate: [], level: 'mark', endDay: '', reason: '' },
})

export type HandOverErrors = Partial<Record<'absent' | 'text' | 'delegate' | 'endDay' | 'reason', string>>

/** The end of the last day, and a sentence for each field that says nothing that can be. */
export function readHandOver(fields: HandOverFields, now = new Date()): { endsAtMs: number; errors: HandOverErrors } {
  const { absent, act, text, delegate, endDay, reason } = fields
  const dayMs = readSendDay(endDay, now)
  const endsAtMs = dayMs === null ? 0 : dayAfter(dayMs)
  const errors: HandOverErrors = {
    absent: onePerson(absent),
    text: act === 'answer' && text.trim() === '' ? t('hand-over.noText') : '',
    delegate: act === 'share' ? onePerson(delegate) : '',
    endDay: endError(endsAtMs, now),
    reason: reason.trim() === '' ? t('hand-over.noReason') : '',
  }
  return { endsAtMs, errors }
}

const onePerson = (people: readonly Recipient[]) => (people.length === 1 ? '' : t('hand-over.onePerson'))

function endError(endsAtMs: number, now: Date): string {
  if (endsAtMs === 0) return t('hand-over.noDate', typedDateExamples())
  if (endsAtMs <= now.getTime()) return t('hand-over.endPast')
  const latest = now.getTime() + mostHandOverDays * 24 * 60 * 60_000
  return endsAtMs > latest ? t('hand-over.endFar', { count: mostHandOverDays }) : ''
}

function dayAfter(ms: number): number {
  const day = new Date(ms)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime()
}

const codes = ['unknown-person', 'own-address', 'is-group'] as const

/** A sentence about the person the server would not have; null where it named none. */
export function personFault(
  error: unknown,
  { absent, delegate }: HandOverFields,
): { field: 'absent' | 'delegate'; text: string } | null {
  const fault = error instanceof ApiProblem ? error.details.fields?.[0] : undefined
  if (fault?.field !== 'address' && fault?.field !== 'delegate') return null
  const field = fault.field === 'address' ? 'absent' : 'delegate'
  const [person] = field === 'absent' ? absent : delegate
  const name = person ? nameOf(person) : ''
  if (fault.code === 'twice') return { field, text: t(`hand-over.twice.${field}`, { name }) }
  const code = codes.find((each) => each === fault.code) ?? 'unknown-person'
  return { field, text: t(`hand-over.refused.${code}`, { name }) }
}
