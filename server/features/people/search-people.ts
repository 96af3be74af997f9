import type { GroupMembers } from '#contract/group-members.ts'
import type { Directory, FoundPerson } from '#server/mail/directory-port.ts'
import { isProblem, type Problem } from '#server/problem.ts'
import { RememberedPeople } from './remembered-people.ts'

/** One of the directories that people are suggested from. */
export interface PeopleSource {
  /** What people call it. */
  name: string
  /** Its entries are people outside the organisation. */
  isOutside: boolean
  people: Pick<Directory, 'find' | 'members'>
}

/** All directories at once; one that does not answer is named, and spoils nothing of the others. */
export class PeopleSearch {
  readonly #sources: readonly (PeopleSource & { remembered: RememberedPeople })[]

  constructor(sources: readonly PeopleSource[], now: () => number) {
    this.#sources = sources.map((source) => ({
      ...source,
      remembered: new RememberedPeople((query) => source.people.find(query), now),
    }))
  }

  /** Those of the first directory come first, each address once. */
  async find(query: string): Promise<{ items: FoundPerson[]; silent: string[] }> {
    const answers = await Promise.all(
      this.#sources.map(async (source) => ({ source, ...(await source.remembered.find(query)) })),
    )
    const people = new Map<string, FoundPerson>()
    for (const { source, items } of answers)
      for (const person of items) {
        const key = person.address.toLowerCase()
        if (!people.has(key)) people.set(key, this.#marked(person, source))
      }
    return { items: [...people.values()], silent: answers.filter(({ isSilent }) => isSilent).map(nameOf) }
  }

  /** @throws Problem `directory-unavailable` where one that could know the group does not answer */
  async members(address: string): Promise<GroupMembers | null> {
    let silence: Problem | null = null
    for (const source of this.#sources)
      try {
        const members = await source.people.members(address)
        if (members) return { ...members, items: members.items.map((each) => this.#marked(each, source)) }
      } catch (error) {
        if (!isProblem(error, 'directory-unavailable')) throw error
        silence = error
      }
    if (silence) throw silence
    return null
  }

  get count(): number {
    return this.#sources.length
  }

  /** Only the first directory says who the mail servers know by a name. */
  #marked({ userName, ...person }: FoundPerson, source: PeopleSource): FoundPerson {
    const { name, isOutside } = source
    return {
      ...person,
      ...(userName !== undefined && source.people === this.#sources[0]?.people && !isOutside && { userName }),
      ...(this.#sources.length > 1 && { directory: name }),
      ...(isOutside && { isOutside: true }),
    }
  }
}

const nameOf = ({ source }: { source: PeopleSource }) => source.name
