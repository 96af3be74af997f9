import type { Person } from '#contract/people.ts'
import type { Directory, DirectoryEntry } from '../directory-port.ts'

/** A directory in memory. */
export class MemoryDirectory implements Directory {
  readonly #entries: readonly DirectoryEntry[]
  /** When set, every question fails with it. */
  outage: Error | null = null

  constructor(entries: readonly DirectoryEntry[]) {
    this.#entries = entries
  }

  async identify(name: string): Promise<DirectoryEntry | null> {
    await this.check()
    const wanted = name.trim().toLowerCase()
    return (
      this.#entries.find(({ userName, addresses }) =>
        [userName, ...addresses].some((known) => known.toLowerCase() === wanted),
      ) ?? null
    )
  }

  async find(query: string): Promise<Person[]> {
    await this.check()
    return this.#entries
      .filter(({ name }) => name.toLowerCase().startsWith(query.toLowerCase()))
      .map(({ name, addresses }) => ({ name, address: addresses[0] ?? '', detail: '', kind: 'person' as const }))
  }

  check(): Promise<void> {
    return this.outage ? Promise.reject(this.outage) : Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
