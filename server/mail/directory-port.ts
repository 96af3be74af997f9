import type { GroupMembers } from '#contract/group-members.ts'
import type { Person } from '#contract/people.ts'
import type { DirectoryBrowser } from './directory-browser-port.ts'

/** A directory beside the organisation's own, where people are looked up and nobody signs in. */
export interface OtherDirectory {
  /** What people call it. */
  name: string
  /** Its entries are people outside the organisation. */
  isOutside: boolean
  people: Directory
  browser: DirectoryBrowser
}

/** A person as the directory knows them. */
export interface DirectoryEntry {
  userName: string
  name: string
  /** Main address first, then aliases, without repeats. */
  addresses: string[]
}

/** Somebody who is suggested; `userName` for those whom the mail servers know. */
export interface FoundPerson extends Person {
  userName?: string
}

/** A group by the name that mail servers know it by. */
export interface DirectoryGroup {
  id: string
  name: string
  address: string | null
}

/** A mailbox of somebody else's whose address a person may write from. */
export interface Delegation {
  /** Whose it is: the name the mail servers know. */
  userName: string
  name: string
  address: string
  /** `as`: the message is theirs. `on-behalf`: it also says who sent it (RFC 5322, 3.6.2). */
  right: 'as' | 'on-behalf'
}

/** Somebody who may write from an address that is not theirs. */
export interface Writer {
  userName: string
  name: string
  address: string
  right: Delegation['right']
}

/** The organisation's directory. Every method throws Problem `directory-unavailable` when it cannot be asked. */
export interface Directory {
  /** The person whose user name, address or alias this is, or null. */
  identify(name: string): Promise<DirectoryEntry | null>
  /** Whether the person with this user name is there and may sign in. */
  isActive(userName: string): Promise<boolean>
  /** Whether this is the password of the person with this user name. */
  checkPassword(userName: string, password: string): Promise<boolean>
  /** People and groups whose name or address begins like the query, at most 20. */
  find(query: string): Promise<FoundPerson[]>
  /** Everybody the group with this address reaches; null where it is no group's. */
  members(address: string): Promise<GroupMembers | null>
  /** The group with this id, address or alias, or null. */
  group(name: string): Promise<DirectoryGroup | null>
  /** Ids of the groups somebody is a member of, also through groups in groups. */
  groupsOf(userName: string): Promise<string[]>
  /** User names of those who are in the group with this id, also through groups in it; no more than 200. */
  usersIn(groupId: string): Promise<string[]>
  /** Whether this is the mailbox of a role, to which nobody signs in. */
  isRole(userName: string): Promise<boolean>
  /** Whether mail of this person may be sent on to other addresses. */
  mayForward(userName: string): Promise<boolean>
  /** The mailboxes a person may write from beside their own, by name; an address nobody has is left out. */
  delegationsOf(userName: string): Promise<Delegation[]>
  /** Who may write from these addresses beside whose they are, by name; at most 100. */
  writersAs(addresses: readonly string[]): Promise<Writer[]>
  /** Resolves when the directory answers. */
  check(): Promise<void>
  close(): Promise<void>
}
