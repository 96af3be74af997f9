import type { DirectoryCard, DirectoryListed } from '#contract/directory.ts'

/** A group somebody is in. */
export interface OwnGroup {
  name: string
  address: string
  owner: { name: string; address: string }
  /** The name of the group through which they are; null where it names them themselves. */
  through: string | null
}

/** What people look up in the organisation's directory. Every method throws Problem `directory-unavailable` when it cannot be asked. */
export interface DirectoryBrowser {
  /** Departments that somebody is in, by name. */
  departments(): Promise<string[]>
  /** People by name, at most 500; `isCut`: there are more. */
  people(wanted: { query: string; department: string }): Promise<{ items: DirectoryListed[]; isCut: boolean }>
  /** The person of this main address, or null. */
  card(address: string): Promise<DirectoryCard | null>
  /** As it is kept, whatever that is; null for none. */
  photo(address: string): Promise<Buffer | null>
  /** The groups a person is in, directly or through others, by name. */
  groupsOf(userName: string): Promise<OwnGroup[]>
  close(): Promise<void>
}
