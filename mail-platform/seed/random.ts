/** A source of repeatable choices: the same name gives the same sequence on every machine. */
export interface Dice {
  /** The next number, at least 0 and below 1. */
  next(): number
  /** A whole number, at least 0 and below `limit`. */
  below(limit: number): number
  /** One of the list; the list must not be empty. */
  pick<Choice>(list: readonly Choice[]): Choice
  chance(probability: number): boolean
}

/** 32-bit FNV-1a of a string: turns a name into a starting number. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text, 'utf8')) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  }
  return hash
}

/** Mulberry32, started from the hash of a name, so that adding one message never changes another. */
export function diceFor(name: string): Dice {
  let state = hashOf(name)
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    pick<Choice>(list: readonly Choice[]): Choice {
      const choice = list[below(list.length)]
      if (choice === undefined) throw new RangeError('Nothing to pick from.')
      return choice
    },
    chance: (probability) => next() < probability,
  }
}
