/** A folder's count after some have come or gone; what is not known stays so. */
export const countPlus = (count: number | null, by: number): number | null =>
  count === null ? null : Math.max(count + by, 0)
