/** Rows from `from` up to and including `to`. */
export interface RowRange {
  readonly from: number
  readonly to: number
}

/** Adds a range to sorted, disjoint ranges, joining what touches. */
export function addRange(ranges: readonly RowRange[], added: RowRange): RowRange[] {
  const apart = ranges.filter((range) => range.to < added.from - 1 || range.from > added.to + 1)
  const touching = ranges.filter((range) => !apart.includes(range))
  const from = Math.min(added.from, ...touching.map((range) => range.from))
  const to = Math.max(added.to, ...touching.map((range) => range.to))
  return [...apart, { from, to }].sort((one, other) => one.from - other.from)
}

/** Whether the ranges already hold all rows of another. */
export function coversRange(ranges: readonly RowRange[], sought: RowRange): boolean {
  return ranges.some((range) => range.from <= sought.from && range.to >= sought.to)
}
