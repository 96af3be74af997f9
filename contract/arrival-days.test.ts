import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { dayStretch, momentsOf } from './arrival-days.ts'

const utc = (ms: number) => new Date(ms).toISOString().slice(0, 16)
const between = (fromDay: string, untilDay: string, zone: string) => {
  const { fromMs, untilMs } = momentsOf({ fromDay, untilDay, zone })
  return [utc(fromMs), utc(untilMs)]
}

describe('Days by the clock of a place', () => {
  it('begin at its midnight and end with the last day, however far it is from UTC and whatever its clock does', () => {
    expect(between('2026-03-14', '2026-03-14', 'UTC')).toEqual(['2026-03-14T00:00', '2026-03-15T00:00'])
    expect(between('2026-03-14', '2026-03-15', 'Asia/Kathmandu')).toEqual(['2026-03-13T18:15', '2026-03-15T18:15'])
    expect(between('2026-03-14', '2026-03-14', 'Pacific/Kiritimati')).toEqual(['2026-03-13T10:00', '2026-03-14T10:00'])
    expect(between('2026-03-14', '2026-03-14', 'Pacific/Pago_Pago')).toEqual(['2026-03-14T11:00', '2026-03-15T11:00'])
    // Clocks are put forward in between, and back.
    expect(between('2026-03-29', '2026-03-29', 'Europe/Madrid')).toEqual(['2026-03-28T23:00', '2026-03-29T22:00'])
    expect(between('2026-10-25', '2026-10-25', 'Europe/Madrid')).toEqual(['2026-10-24T22:00', '2026-10-25T23:00'])
    // The day begins at one.
    expect(between('2018-11-04', '2018-11-04', 'America/Sao_Paulo')).toEqual(['2018-11-04T03:00', '2018-11-05T02:00'])
    expect(between('2028-02-28', '2028-02-29', 'UTC')).toEqual(['2028-02-28T00:00', '2028-03-01T00:00'])
  })

  it('are endless where they have no bound', () => {
    const zone = 'UTC'
    expect(momentsOf({ fromDay: null, untilDay: '2026-01-01', zone }).fromMs).toBe(-Infinity)
    expect(momentsOf({ fromDay: '2026-01-01', untilDay: null, zone }).untilMs).toBe(Infinity)
  })

  it.each([
    [{ fromDay: null, untilDay: null }, 'fromDay'],
    [{ fromDay: '2026-02-30', untilDay: null }, 'fromDay'],
    [{ fromDay: '2026-01-02', untilDay: '2026-01-01' }, 'untilDay'],
    [{ fromDay: '2026-01-02"; stop; "', untilDay: null }, 'fromDay'],
    [{ fromDay: '2026-01-02', untilDay: null, zone: 'Mars/Base' }, 'zone'],
  ])('are refused with the field where they are none: %j', (days, field) => {
    const { error } = z.safeParse(dayStretch, { zone: 'UTC', ...days })
    expect(error?.issues[0]?.path).toEqual([field])
  })
})
