import { afterEach, describe, expect, it, vi } from 'vitest'
import { setLocale } from '#client/i18n/i18n.ts'
import { readTypedDate } from './typed-date.ts'

const now = new Date(2026, 10, 22, 9, 14)
const read = (text: string) => {
  const found = readTypedDate(text, now)
  return found && [new Date(found.startMs), new Date(found.endMs + 1)]
}
const day = (year: number, month: number, date: number) => [
  new Date(year, month - 1, date),
  new Date(year, month - 1, date + 1),
]

afterEach(async () => {
  vi.unstubAllGlobals()
  await setLocale('en')
})

describe('dates as people type them', () => {
  it.each(['3/14/2026', '3.14.26', '2026-03-14', '14 March 2026', 'March 14, 2026', 'mar 14', '  3 / 14 '])(
    'reads "%s" where the month comes first',
    (text) => expect(read(text)).toEqual(day(2026, 3, 14)),
  )

  it.each(['14/3/2026', '14.3.26', '2026-03-14', '14 de marzo de 2026', '14 mar'])(
    'reads "%s" where the day comes first',
    async (text) => {
      await setLocale('es')
      expect(read(text)).toEqual(day(2026, 3, 14))
    },
  )

  it('takes a month or a year for the whole of it', () => {
    expect(read('March 2026')).toEqual([new Date(2026, 2, 1), new Date(2026, 3, 1)])
    expect(read('3/2026')).toEqual([new Date(2026, 2, 1), new Date(2026, 3, 1)])
    expect(read('2025')).toEqual([new Date(2025, 0, 1), new Date(2026, 0, 1)])
  })

  it('looks back where no year is said, because mail does not come from the future', () => {
    expect(read('December 24')).toEqual(day(2025, 12, 24))
    expect(read('11/22')).toEqual(day(2026, 11, 22))
  })

  it.each(['', 'soon', '31', '2/30/2026', '13/13/2026', '9999', '5 6 7 8'])('takes "%s" for no date', (text) =>
    expect(read(text)).toBeNull(),
  )
})
