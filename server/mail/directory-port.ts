import type { Person } from '#contract/people.ts'

/** A person as the directory knows them. */
export interface DirectoryEntry {
  userName: string
  name: string
  /** Main address first, then aliases, without repeats. */
  addresses: string[]
}

/** The organisation's directory. Every method throws Problem `directory-unavailable` when it cannot be asked. */
export interface Directory {
  /** The person whose user name, address or alias this is, or null. */
  identify(name: string): Promise<DirectoryEntry | null>
  /** People and groups whose name or address begins like the query, at most 20. */
  find(query: string): Promise<Person[]>
  /** Resolves when the directory answers. */
  check(): Promise<void>
  close(): Promise<void>
}
