import type { Away, Person } from '#contract/people.ts'
import type { Directory, FoundPerson } from '#server/mail/directory-port.ts'
import type { ShownAbsences } from '#server/storage/shown-absences.ts'

/** Which colleagues are away and show it. */
export class ColleaguesAway {
  readonly #directory: Pick<Directory, 'identify'> | null
  readonly #shown: ShownAbsences
  readonly #now: () => number

  constructor(directory: Pick<Directory, 'identify'> | null, shown: ShownAbsences, now: () => number) {
    this.#directory = directory
    this.#shown = shown
    this.#now = now
  }

  /** The same people, those who are away with that. */
  async marked(people: readonly FoundPerson[]): Promise<Person[]> {
    const users = people.flatMap(({ userName }) => userName ?? [])
    const away = await this.#shown.awayOf(users, this.#now())
    return people.map(({ userName, ...person }) => {
      const found = userName === undefined ? undefined : away.get(userName)
      return found ? { ...person, away: found } : person
    })
  }

  /** Null for who is there, and for who is nobody here. @throws Problem `directory-unavailable` */
  async of(address: string): Promise<Away | null> {
    return (await this.among([address]))[0] ?? null
  }

  /** Those of the addresses whose people are away. @throws Problem `directory-unavailable` */
  async among(addresses: readonly string[]): Promise<({ address: string; name: string } & Away)[]> {
    const entries = await Promise.all(
      addresses.map(async (address) => (await this.#directory?.identify(address)) ?? null),
    )
    const users = entries.flatMap((entry) => entry?.userName ?? [])
    const away = await this.#shown.awayOf(users, this.#now())
    return addresses.flatMap((address, place) => {
      const entry = entries[place]
      const found = entry && away.get(entry.userName)
      return found ? [{ address, name: entry.name, ...found }] : []
    })
  }
}
