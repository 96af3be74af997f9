export type Unit = 'ms' | 'MB' | 'KB' | 'requests' | 'requests/s' | 'elements'

/** What was measured, and raw IMAP's figure for the same work where there is one. */
export interface Measured {
  name: string
  value: number
  unit: Unit
  floor?: number
}

/** What is promised; where several things are, all must hold. */
export interface Target {
  atMost?: number
  atLeast?: number
  /** Times the floor. */
  ratioAtMost?: number
  /** Another promise that may be kept in place of this one. */
  orElse?: Row
}

/** One line of the table, and one entry of the JSON file. */
export interface Row {
  name: string
  value: number
  unit: Unit
  floor: number | null
  /** The value in floors. */
  ratio: number | null
  /** In words: `≤ 1.5 ×, ≤ 2 ms`. */
  target: string
  ok: boolean
}

/** Judges a measurement. Throws when a ratio is promised and nothing to compare with was measured. */
export function rowOf({ name, value, unit, floor }: Measured, target: Target): Row {
  const ratio = floor === undefined || floor === 0 ? null : value / floor
  const { atMost, atLeast, ratioAtMost, orElse } = target
  if (ratioAtMost !== undefined && ratio === null) throw new Error(`"${name}" has no floor to be compared with.`)
  const isKept =
    value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity) && (ratio ?? 0) <= (ratioAtMost ?? Infinity)
  return {
    name,
    value,
    unit,
    floor: floor ?? null,
    ratio,
    target: inWords(target, unit),
    ok: isKept || orElse?.ok === true,
  }
}

function inWords({ atMost, atLeast, ratioAtMost, orElse }: Target, unit: Unit): string {
  const promises = [
    ...(ratioAtMost === undefined ? [] : [`≤ ${ratioAtMost} ×`]),
    ...(atMost === undefined ? [] : [`≤ ${atMost} ${unit}`]),
    ...(atLeast === undefined ? [] : [`≥ ${atLeast} ${unit}`]),
  ]
  return `${promises.join(', ')}${orElse ? ` or ${orElse.name} ${orElse.target}` : ''}`
}
