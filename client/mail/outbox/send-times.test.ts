import { describe, expect, it } from 'vitest'
import { readSendDay, readSendTime, sendTimes, zoneName } from './send-times.ts'

const timesAt = (now: Date) =>
  sendTimes(now).map(({ id, atMs }) => {
    const at = new Date(atMs)
    return [id, at.getDate(), at.getHours(), at.getMinutes()]
  })
const thursday = new Date(2026, 10, 12, 9, 14)

describe('suggested times', () => {
  it('are in an hour, tomorrow morning and Monday morning', () => {
    expect(timesAt(thursday)).toEqual([
      ['inOneHour', 12, 10, 14],
      ['tomorrow', 13, 8, 0],
      ['monday', 16, 8, 0],
    ])
  })

  it('name Monday only where it is not tomorrow', () => {
    expect(timesAt(new Date(2026, 10, 15, 20, 0)).map(([id]) => id)).toEqual(['inOneHour', 'tomorrow'])
    expect(timesAt(new Date(2026, 10, 16, 20, 0)).at(-1)).toEqual(['monday', 23, 8, 0])
  })
})

describe('a time of one’s own', () => {
  const day = new Date(2026, 10, 20).getTime()

  it('is read in the forms people write it', () => {
    const read = (text: string) => {
      const atMs = readSendTime(text, day)
      return atMs === null ? null : new Date(atMs).toTimeString().slice(0, 5)
    }
    expect(['8', '8:15', '17.30', '5 pm', '12:05 a.m.', '0815', '9 h'].map(read)).toEqual([
      ...['08:00', '08:15', '17:30', '17:00', '00:05', '08:15', '09:00'],
    ])
    expect(['', '24:00', '8:61', '13 pm', 'noon'].map(read)).toEqual([null, null, null, null, null])
  })

  it('is on the next such day where no year is named', () => {
    const dayOf = (text: string) => {
      const ms = readSendDay(text, thursday)
      return ms === null ? null : new Date(ms).toDateString()
    }
    expect(dayOf('20 November')).toBe('Fri Nov 20 2026')
    expect(dayOf('12 November')).toBe('Thu Nov 12 2026')
    expect(dayOf('3 March')).toBe('Wed Mar 03 2027')
    expect(dayOf('2026-03-03')).toBe('Tue Mar 03 2026')
    expect(dayOf('some day')).toBeNull()
  })

  it('has a zone with a name', () => {
    expect(zoneName(thursday)).toMatch(/\w+/)
  })
})
