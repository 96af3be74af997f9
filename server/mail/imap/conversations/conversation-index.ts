/**
 * Which messages of one folder belong together: per message its UID and the number of its conversation, and per conversation a
 * name and its members. Everything in arrays of four-byte numbers, about twenty bytes a message; never changed, only replaced.
 */
export class ConversationIndex {
  /** Every message known, ascending. */
  readonly uids: Uint32Array
  /** The conversation of each. */
  readonly #numbers: Uint32Array
  /** Per conversation the UID that names it for as long as it lives. */
  readonly #names: Uint32Array
  /** The members of conversation `n`, ascending, are those from `#starts[n]` to before `#starts[n + 1]`. */
  readonly #members: Uint32Array
  readonly #starts: Uint32Array
  /** The conversations by their newest message, the oldest first. */
  readonly #order: Uint32Array

  constructor(uids: Uint32Array, numbers: Uint32Array, names: Uint32Array) {
    this.uids = uids
    this.#numbers = numbers
    this.#names = names
    this.#starts = new Uint32Array(names.length + 1)
    for (const number of numbers) this.#starts[number + 1] = at(this.#starts, number + 1) + 1
    for (let number = 0; number < names.length; number += 1) {
      this.#starts[number + 1] = at(this.#starts, number + 1) + at(this.#starts, number)
    }
    const next = this.#starts.slice()
    this.#members = new Uint32Array(uids.length)
    this.#order = new Uint32Array(names.length)
    let ordered = 0
    for (let index = 0; index < uids.length; index += 1) {
      const number = at(numbers, index)
      const place = at(next, number)
      this.#members[place] = at(uids, index)
      next[number] = place + 1
      if (place + 1 === at(this.#starts, number + 1)) this.#order[ordered++] = number
    }
  }

  /** How many conversations there are. */
  get total(): number {
    return this.#names.length
  }

  get bytes(): number {
    return 4 * (this.uids.length * 3 + this.#names.length * 3)
  }

  /** The conversations from `offset` on, the one with the newest message first. */
  slice(offset: number, limit: number): { name: number; uids: Uint32Array }[] {
    const found = []
    for (let place = this.total - 1 - offset; place >= 0 && found.length < limit; place -= 1) {
      const number = at(this.#order, place)
      found.push({ name: at(this.#names, number), uids: this.#membersOf(number) })
    }
    return found
  }

  /** The messages of the conversation this one belongs to, ascending; null when it is not known. */
  membersWith(uid: number): Uint32Array | null {
    const index = indexOf(this.uids, uid)
    return index < 0 ? null : this.#membersOf(at(this.#numbers, index))
  }

  /** Where the conversation of a message stands in the order of `slice`; null when it is not known. */
  positionOf(uid: number): number | null {
    const newest = this.membersWith(uid)?.at(-1)
    return newest === undefined ? null : this.positionFrom(newest)
  }

  /** Where the first conversation stands whose newest message is not newer than this UID; null when there is none. */
  positionFrom(uid: number): number | null {
    let low = 0
    let high = this.total
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#newestOf(at(this.#order, middle)) <= uid) low = middle + 1
      else high = middle
    }
    return low === 0 ? null : this.total - low
  }

  /** Every conversation with its name, in no order. */
  *groups(): Generator<{ name: number; uids: Uint32Array }> {
    for (let number = 0; number < this.total; number += 1) {
      yield { name: at(this.#names, number), uids: this.#membersOf(number) }
    }
  }

  #membersOf(number: number): Uint32Array {
    return this.#members.subarray(at(this.#starts, number), at(this.#starts, number + 1))
  }

  #newestOf(number: number): number {
    return at(this.#members, at(this.#starts, number + 1) - 1)
  }
}

/** Of an array known to be long enough. */
export function at(numbers: Uint32Array, index: number): number {
  return numbers[index] as number
}

/** The index of a number in an ascending array, or less than 0. */
export function indexOf(ascending: Uint32Array, number: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = at(ascending, middle)
    if (found === number) return middle
    if (found < number) low = middle + 1
    else high = middle - 1
  }
  return -1
}
