import type { FoundPerson } from '#server/mail/directory-port.ts'
import { begins, folded } from '#server/mail/names.ts'
import { isProblem } from '#server/problem.ts'

const minuteMs = 60_000
/** Who types, takes a letter back, and types it again, is answered from here. */
const answerMs = minuteMs / 2
const mostAnswers = 500
/** For so long somebody who was found is still offered while the directory is away. */
const personMs = 30 * minuteMs
const mostPeople = 5_000
const mostOffered = 20
/** Who types does not wait any longer for one directory. */
const patienceMs = 3_000
/** So long one that has failed is not asked again. */
const restMs = 5_000

export interface Found {
  items: readonly FoundPerson[]
  /** It did not answer, and these are the ones found in it before. */
  isSilent: boolean
}

/**
 * What a directory has answered of late, for everybody here alike: it says the same to all. Bounded; the oldest go first.
 * A directory that is slow or away keeps nobody waiting: whom it found in the last half an hour is offered in its place.
 */
export class RememberedPeople {
  readonly #find: (query: string) => Promise<readonly FoundPerson[]>
  readonly #now: () => number
  readonly #answers = new Map<string, { items: readonly FoundPerson[]; untilMs: number }>()
  readonly #people = new Map<string, { person: FoundPerson; untilMs: number }>()
  #restsUntilMs = 0

  constructor(find: (query: string) => Promise<readonly FoundPerson[]>, now: () => number) {
    this.#find = find
    this.#now = now
  }

  async find(query: string): Promise<Found> {
    const key = folded(query.trim())
    const known = this.#answers.get(key)
    if (known && known.untilMs > this.#now()) return { items: known.items, isSilent: false }
    const items = this.#restsUntilMs > this.#now() ? null : await within(patienceMs, this.#ask(query, key))
    return items ? { items, isSilent: false } : { items: this.#recent(query), isSilent: true }
  }

  /** Null where it does not answer; late answers are remembered all the same. */
  async #ask(query: string, key: string): Promise<readonly FoundPerson[] | null> {
    try {
      const items = await this.#find(query)
      keep(this.#answers, key, { items, untilMs: this.#now() + answerMs }, mostAnswers)
      const untilMs = this.#now() + personMs
      for (const person of items) keep(this.#people, person.address.toLowerCase(), { person, untilMs }, mostPeople)
      return items
    } catch (error) {
      if (!isProblem(error, 'directory-unavailable')) throw error
      this.#restsUntilMs = this.#now() + restMs
      return null
    }
  }

  #recent(query: string): FoundPerson[] {
    const lasting = [...this.#people.values()].filter(({ untilMs }) => untilMs > this.#now())
    return lasting
      .map(({ person }) => person)
      .filter(({ name, address }) => begins(query, [name, address]))
      .sort((one, other) => one.name.localeCompare(other.name))
      .slice(0, mostOffered)
  }
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key)
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= most) return
    map.delete(oldest)
  }
}

async function within<Made>(ms: number, work: Promise<Made>): Promise<Made | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  // Whoever waits for it is gone by then.
  work.catch(() => undefined)
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
