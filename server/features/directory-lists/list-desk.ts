import type { ChangedList, ListFault, OwnLists } from '#contract/directory-lists.ts'
import type { ListDirectory } from '#server/mail/list-port.ts'
import { Problem } from '#server/problem.ts'

/** What the operator lets people make. */
export interface ListPolicy {
  domains: readonly string[]
  most: number
  /** A regular expression that the whole of a name has to fit. */
  pattern: string
  /** In small letters. */
  reservedNames: readonly string[]
}

export interface ListServices {
  /** Null where lists are not changed here. */
  directory: ListDirectory | null
  /** Null where people make none. */
  policy: ListPolicy | null
}

/** What one person may do with the lists of the directory. */
export class ListDesk {
  readonly #services: ListServices
  readonly #user: string

  constructor(services: ListServices, user: string) {
    this.#services = services
    this.#user = user
  }

  async read(): Promise<OwnLists> {
    const { directory, policy } = this.#services
    if (!directory) return { isOffered: false, items: [], offer: null }
    const items = await directory.of(this.#user)
    const made = items.filter(({ isMade, isManaged }) => isMade && isManaged).length
    const offer = policy && { domains: [...policy.domains], most: policy.most, left: Math.max(0, policy.most - made) }
    return { isOffered: true, items, offer }
  }

  async join(address: string, isMember: boolean): Promise<{ fault: ListFault | null; lists: OwnLists }> {
    const fault = await this.directory.join(this.#user, address, isMember)
    return { fault, lists: await this.read() }
  }

  async add(name: string, domain: string, title: string): Promise<ChangedList> {
    const { policy } = this.#services
    if (!policy) throw new Problem('not-allowed')
    const [small, at] = [name.toLowerCase(), domain.toLowerCase()]
    const { offer } = await this.read()
    const fault = faultOf(small, at, title, policy, offer?.left ?? 0)
    if (fault) return { fault, details: null }
    return this.directory.make(this.#user, { address: `${small}@${at}`, title, posting: 'organisation' })
  }

  /** Throws Problem `not-allowed` where lists are not changed here. */
  get directory(): ListDirectory {
    const { directory } = this.#services
    if (!directory) throw new Problem('not-allowed')
    return directory
  }
}

function faultOf(name: string, domain: string, title: string, policy: ListPolicy, left: number): ListFault | null {
  if (!policy.domains.includes(domain)) return 'domain'
  if (!new RegExp(`^(?:${policy.pattern})$`, 'u').test(name)) return 'name'
  if (policy.reservedNames.includes(name)) return 'reserved'
  if (title === '') return 'title'
  return left > 0 ? null : 'many'
}
