import { describe, expect, it } from 'vitest'
import { conditionWords } from '#client/mail/filters/filter-words.ts'
import { attachmentKinds, type FilterCondition } from '#contract/filters.ts'
import { errorsOf } from './filter-errors.ts'
import { conditionFieldsOf, type ConditionFields, filterIn, newCondition, newFilter } from './filter-fields.ts'

const weekly = { weekdays: [5, 6], fromMinute: 22 * 60, untilMinute: 6 * 60, zone: 'Europe/Madrid' }
const conditions: FilterCondition[] = [
  ...(['is', 'is-not'] as const).flatMap((how): FilterCondition[] => [
    { on: 'contact', how },
    { on: 'group-member', how, value: 'crew@example.gov' },
    { on: 'recipient-contact', how },
    { on: 'recipient-group-member', how, value: 'crew@example.gov' },
    ...attachmentKinds.map((kind) => ({ on: 'attachment-type', how, kind }) as const),
  ]),
  { on: 'arrival', how: 'within', weekly },
  { on: 'arrival', how: 'outside', weekly: { ...weekly, fromMinute: 0, untilMinute: 1440 } },
  ...(
    [
      { fromDay: '2026-12-24', untilDay: '2027-01-06' },
      { fromDay: '2026-12-24', untilDay: '2026-12-24' },
      { fromDay: null, untilDay: '2026-02-28' },
      { fromDay: '2026-03-01', untilDay: null },
    ] as const
  ).map((days) => ({ on: 'arrival-days', how: 'within', days: { ...days, zone: 'Asia/Kathmandu' } }) as const),
]
const able = { missing: [], forwarding: null, canReply: true, canReject: true }
const formOf = (condition: ConditionFields) => ({ ...newFilter(), conditions: [condition] })
const errorOf = (changes: Partial<ConditionFields>, more: object = {}) =>
  errorsOf(formOf({ ...newCondition(), ...changes }), { ...able, ...more }).conditions[0]

describe('Conditions about who writes, when, and what is attached', () => {
  it.each(conditions)('are the same after they were in the form, and said as a sentence: %j', (condition) => {
    const fields = { ...formOf(conditionFieldsOf(condition)), name: 'x' }
    expect(filterIn(fields, '').conditions).toEqual([condition])
    expect(errorsOf(fields, able).conditions[0]).toMatchObject({ value: '', week: {}, days: {} })
    expect(conditionWords(condition)).not.toMatch(/filter-conditions|\{|undefined/)
  })

  it('name what is missing at its field', () => {
    expect(errorOf({ on: 'group-member', value: 'crew' })?.value).toMatch(/Write the address of the group/)
    expect(
      errorOf({ on: 'group-member', value: 'Crew@example.gov' }, { unknownGroups: ['crew@example.gov'] })?.value,
    ).toMatch(/knows no such group/)
    expect(errorOf({ on: 'recipient-group-member', value: 'crew' })?.value).toMatch(/Write the address of the group/)
    expect(errorOf({ on: 'arrival', weekFrom: '9:00' })?.week).toMatchObject({
      weekdays: 'Choose at least one day.',
      weekUntil: 'Write both times, or none for whole days.',
    })
    const days = (fromDay: string, untilDay: string) => errorOf({ on: 'arrival-days', fromDay, untilDay })?.days
    expect(days('', '')).toEqual({ fromDay: 'Write the first day, or the last, or both.' })
    expect(days('soon', '31 February 2026')).toMatchObject({
      fromDay: expect.stringContaining('That is no date'),
      untilDay: expect.stringContaining('That is no date'),
    })
    expect(days('6 January 2027', '24 December 2026')).toEqual({ untilDay: 'The last day is before the first.' })
    expect(errorOf({ on: 'attachment-type' }, { missing: ['attachment-type'] })?.on).not.toBe('')
  })
})
