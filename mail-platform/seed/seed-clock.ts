/** Turns "so many days ago, at this time" into dates, all relative to one moment. */
export interface SeedClock {
  now: Date
  /**
   * @param daysAgo whole days before today; 0 is today, negative is the future (for meetings)
   * @param time local wall time, `HH:MM`; for today at most 10:00
   */
  at(daysAgo: number, time: string): Date
  /** The same, moved from a weekend to the Monday after it unless that Monday is not over yet. */
  workday(daysAgo: number, time: string): Date
}

const LATEST_TODAY_MINUTES = 10 * 60
const MARGIN_MINUTES = 4
/** Enough seconds right after midnight to keep the order. */
const SHORTEST_SPAN_MINUTES = 0.5

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) {
    throw new TypeError(`"${time}" is not a time such as 09:30.`)
  }
  return hours * 60 + minutes
}

/**
 * A clock for one seeding. The same `now` gives the same dates; so does any other moment of that day after 10:04.
 * Earlier in the day, times of today are squeezed between midnight and `now`, in the same order, so that (but for the
 * first half minute of a day) no seed message lies in the future and a message delivered after the seeding is always the newest.
 */
export function seedClock(now: Date): SeedClock {
  const at = (daysAgo: number, time: string): Date => {
    const minutes = minutesOf(time)
    const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo)
    if (daysAgo !== 0) {
      date.setHours(0, minutes)
      return date
    }
    if (minutes > LATEST_TODAY_MINUTES) throw new RangeError('Seed messages of today are dated before 10:00.')
    const minutesNow = Math.max(0, (now.getTime() - date.getTime()) / 60_000 - MARGIN_MINUTES)
    const span = Math.min(LATEST_TODAY_MINUTES, Math.max(SHORTEST_SPAN_MINUTES, minutesNow))
    const share = span / LATEST_TODAY_MINUTES
    return new Date(date.getTime() + Math.floor(minutes * share * 60) * 1000)
  }
  const workday = (daysAgo: number, time: string): Date => {
    const weekday = at(daysAgo, '00:00').getDay()
    const shifted = daysAgo - (weekday === 6 ? 2 : weekday === 0 ? 1 : 0)
    return at(shifted >= 1 || daysAgo < 0 ? shifted : daysAgo, time)
  }
  return { now, at, workday }
}
