/** A date heading before a row. It takes room, but is no row: positions and counts never include it. */
export interface GroupStart {
  readonly index: number
  readonly id: string
  readonly label: string
}

/** Everything that decides where a row lies. All lengths in CSS pixels. */
export interface Geometry {
  readonly total: number
  readonly rowHeightPx: number
  readonly headingHeightPx: number
  /** Sorted by index. */
  readonly starts: readonly GroupStart[]
}

/** How many headings lie above the top edge of a row, its own included. */
function headingsUpTo({ starts }: Geometry, index: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle]?.index ?? Infinity) <= index) low = middle + 1
    else high = middle
  }
  return low
}

/** The top edge of a row, below its heading if it has one. */
export function topOf(geometry: Geometry, index: number): number {
  return index * geometry.rowHeightPx + headingsUpTo(geometry, index) * geometry.headingHeightPx
}

/** The row that covers a distance from the top; a heading counts to the row below it. Within 0 and total - 1. */
export function indexAt(geometry: Geometry, distancePx: number): number {
  const { rowHeightPx, headingHeightPx, starts, total } = geometry
  let headings = 0
  for (const start of starts) {
    if (start.index * rowHeightPx + headings * headingHeightPx > distancePx) break
    headings += 1
  }
  const lastStart = starts[headings - 1]?.index ?? 0
  const index = Math.max(Math.floor((distancePx - headings * headingHeightPx) / rowHeightPx), lastStart)
  return Math.min(Math.max(index, 0), Math.max(total - 1, 0))
}

export function fullHeight(geometry: Geometry): number {
  return geometry.total * geometry.rowHeightPx + geometry.starts.length * geometry.headingHeightPx
}

/** The scroll position that shows a row wholly with the least movement, its heading included. */
export function scrollToShow(geometry: Geometry, index: number, view: { top: number; height: number }): number {
  const hasHeading = geometry.starts.some((start) => start.index === index)
  const top = topOf(geometry, index) - (hasHeading ? geometry.headingHeightPx : 0)
  const bottom = topOf(geometry, index) + geometry.rowHeightPx
  if (top < view.top) return top
  if (bottom > view.top + view.height) return bottom - view.height
  return view.top
}
