/** The middle value, or the mean of the two in the middle. Throws when there is none. */
export function median(values: readonly number[]): number {
  const sorted = inOrder(values)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

/** The smallest value that at least `percent` of all are not above (nearest rank). Throws when there is none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = inOrder(values)
  const rank = Math.ceil((percent / 100) * sorted.length)
  return sorted[Math.max(rank, 1) - 1] as number
}

function inOrder(values: readonly number[]): number[] {
  if (values.length === 0) throw new Error('There is nothing to take a middle of.')
  return values.toSorted((one, other) => one - other)
}
