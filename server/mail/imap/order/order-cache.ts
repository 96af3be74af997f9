/** Bounds memory: four bytes a message, so this is 16 MB for all sessions together. */
const mostNumbers = 4_000_000

interface Kept {
  stamp: string
  uids: Uint32Array
}

/**
 * Whole orders of folders, of all accounts, the longest unused forgotten first. An order stays good while the folder holds the
 * same messages, which its next UID and its count say together: what it is sorted by never changes about a message.
 */
export class OrderCache {
  readonly #kept = new Map<string, Kept>()
  readonly #mostNumbers: number
  #numbers = 0

  constructor(most = mostNumbers) {
    this.#mostNumbers = most
  }

  get(key: string, stamp: string): Uint32Array | undefined {
    const kept = this.#kept.get(key)
    if (kept?.stamp !== stamp) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    return kept.uids
  }

  set(key: string, stamp: string, uids: Uint32Array): void {
    this.#forget(key)
    if (uids.length > this.#mostNumbers / 4) return
    this.#kept.set(key, { stamp, uids })
    this.#numbers += uids.length
    for (const oldest of this.#kept.keys()) {
      if (this.#numbers <= this.#mostNumbers) return
      this.#forget(oldest)
    }
  }

  #forget(key: string): void {
    this.#numbers -= this.#kept.get(key)?.uids.length ?? 0
    this.#kept.delete(key)
  }
}
