/** UIDs as the shortest set (RFC 9051 `sequence-set`): `3:7,9`. */
export function uidSet(uids: readonly number[]): string {
  const sorted = [...new Set(uids)].sort((a, b) => a - b)
  const runs: [number, number][] = []
  for (const uid of sorted) {
    const last = runs.at(-1)
    if (last?.[1] === uid - 1) last[1] = uid
    else runs.push([uid, uid])
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',')
}

/** The numbers of a set, at most 10,000: more than we ever move at once, however hostile the server. */
export function expandSet(set: string): number[] {
  const numbers: number[] = []
  for (const run of set.split(',')) {
    const [a = Number.NaN, b = a] = run.split(':').map(Number)
    const [low, high] = a <= b ? [a, b] : [b, a]
    for (let uid = Math.max(1, low); uid <= high && numbers.length < 10_000; uid++) numbers.push(uid)
  }
  return numbers
}

/** The same of a sorted result, in the order given, straight into four bytes each. */
export function uidsOf(set: string, most: number): Uint32Array {
  const uids: number[] = []
  for (const run of set.split(',')) {
    const [low = Number.NaN, high = low] = run.split(':').map(Number)
    for (let uid = Math.max(1, low); uid <= high && uids.length < most; uid++) uids.push(uid)
  }
  return Uint32Array.from(uids)
}
