/**
 * Deals jobs to lanes that work at the same time: the heaviest first, each to the lane that has least to do so far. Which lane
 * does which, and in what order, depends on the list of jobs alone and not on how long they take this time, so that a failure
 * that hangs on what came before comes again.
 */
export function deal<T extends { weight: number }>(jobs: readonly T[], count: number): T[][] {
  const lanes = Array.from({ length: count }, () => ({ weight: 0, jobs: [] as T[] }))
  for (const job of jobs.toSorted((one, other) => other.weight - one.weight)) {
    const [lightest] = lanes.toSorted((one, other) => one.weight - other.weight)
    lightest?.jobs.push(job)
    if (lightest) lightest.weight += job.weight
  }
  return lanes.map((lane) => lane.jobs)
}
