export interface SnoozeTime {
  readonly id: 'laterToday' | 'tomorrow' | 'nextWeek'
  readonly untilMs: number
}

const morningHour = 9

/** Times people often want, in their own time zone; later today only while there is enough of it left. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const at = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour).getTime()
  const inThreeHours = at(0, now.getHours() + 3)
  const daysToMonday = (8 - now.getDay()) % 7 || 7
  return [
    ...(now.getHours() < 18 ? [{ id: 'laterToday', untilMs: inThreeHours } as const] : []),
    { id: 'tomorrow', untilMs: at(1, morningHour) },
    ...(daysToMonday > 1 ? [{ id: 'nextWeek', untilMs: at(daysToMonday, morningHour) } as const] : []),
  ]
}

/** Every half hour of a day, as "09:30". */
export const halfHours: readonly string[] = Array.from(
  { length: 48 },
  (_, index) => `${String(Math.floor(index / 2)).padStart(2, '0')}:${index % 2 === 0 ? '00' : '30'}`,
)

/** That time of the day that begins then. */
export function timeOnDay(dayMs: number, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const day = new Date(dayMs)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute).getTime()
}
