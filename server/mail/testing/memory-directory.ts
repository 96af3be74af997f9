import type { GroupMembers } from '#contract/group-members.ts'
import type { Delegation, Directory, DirectoryEntry, DirectoryGroup, FoundPerson, Writer } from '../directory-port.ts'

/** A directory in memory. */
export class MemoryDirectory implements Directory {
  #entries: readonly DirectoryEntry[]
  /** When set, every question fails with it. */
  outage: Error | null = null
  readonly passwords = new Map<string, string>()
  /** Groups by their address. */
  readonly groups = new Map<string, GroupMembers>()
  /** Groups that access lists may name, with the user names of their members. */
  readonly namedGroups: (DirectoryGroup & { users: string[] })[] = []
  /** User name to the mailboxes they may write from. */
  readonly delegations = new Map<string, Delegation[]>()
  readonly inactive = new Set<string>()
  readonly mayNotForward = new Set<string>()

  constructor(entries: readonly DirectoryEntry[]) {
    this.#entries = entries
  }

  /** Somebody has left. */
  forget(userName: string): void {
    this.#entries = this.#entries.filter((entry) => entry.userName !== userName)
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

  async isActive(userName: string): Promise<boolean> {
    return (await this.identify(userName)) !== null && !this.inactive.has(userName)
  }

  async checkPassword(userName: string, password: string): Promise<boolean> {
    await this.check()
    return password !== '' && this.passwords.get(userName) === password
  }

  async find(query: string): Promise<FoundPerson[]> {
    await this.check()
    return this.#entries
      .filter(({ name }) => name.toLowerCase().startsWith(query.toLowerCase()))
      .map(({ userName, name, addresses }) => ({
        ...{ userName, name, address: addresses[0] ?? '', detail: '', kind: 'person' as const },
      }))
  }

  async members(address: string): Promise<GroupMembers | null> {
    await this.check()
    return this.groups.get(address.toLowerCase()) ?? null
  }

  async group(name: string): Promise<DirectoryGroup | null> {
    await this.check()
    const found = this.namedGroups.find(({ id, address }) => id === name || address === name)
    return found ? { id: found.id, name: found.name, address: found.address } : null
  }

  async groupsOf(userName: string): Promise<string[]> {
    await this.check()
    return this.namedGroups.filter(({ users }) => users.includes(userName)).map(({ id }) => id)
  }

  async usersIn(groupId: string): Promise<string[]> {
    await this.check()
    return this.namedGroups.find(({ id }) => id === groupId)?.users ?? []
  }

  async isRole(): Promise<boolean> {
    await this.check()
    return false
  }

  async mayForward(userName: string): Promise<boolean> {
    await this.check()
    return !this.mayNotForward.has(userName)
  }

  async delegationsOf(userName: string): Promise<Delegation[]> {
    await this.check()
    return this.delegations.get(userName) ?? []
  }

  async writersAs(addresses: readonly string[]): Promise<Writer[]> {
    await this.check()
    return [...this.delegations].flatMap(([user, some]) => {
      const given = some.find(({ address }) => addresses.includes(address))
      const writer = this.#entries.find(({ userName }) => userName === user)
      return given && writer
        ? [{ userName: user, name: writer.name, address: writer.addresses[0] ?? user, right: given.right }]
        : []
    })
  }

  check(): Promise<void> {
    return this.outage ? Promise.reject(this.outage) : Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
