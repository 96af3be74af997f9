import { randomUUID } from 'node:crypto'
import { savedSearch, type SavedSearch } from '#contract/saved-searches.ts'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

const mostSearches = 50

/** The searches one person keeps, in the order they were kept. */
export class SearchBook {
  readonly #notes: PersonNotes
  readonly #account: string

  constructor(notes: PersonNotes, account: string) {
    this.#notes = notes
    this.#account = account
  }

  async list(): Promise<SavedSearch[]> {
    return read(await this.#notes.read(this.#account, 'saved-searches'))
  }

  /** Throws Problem `not-allowed` beyond 50. One that is there under the same id is replaced. */
  save({
    id = randomUUID(),
    name,
    parts,
  }: Omit<SavedSearch, 'id'> & { id?: string | undefined }): Promise<SavedSearch> {
    return this.#change((before) => {
      const made = { id, name, parts }
      const others = before.filter((each) => each.id !== id)
      if (others.length >= mostSearches) throw new Problem('not-allowed')
      return { made, after: [...others, made] }
    })
  }

  /** Throws Problem `not-found`. */
  rename(id: string, name: string): Promise<SavedSearch> {
    return this.#change((before) => {
      const found = before.find((each) => each.id === id)
      if (!found) throw new Problem('not-found')
      const made = { ...found, name }
      return { made, after: before.map((each) => (each === found ? made : each)) }
    })
  }

  delete(id: string): Promise<null> {
    return this.#change((before) => ({ made: null, after: before.filter((each) => each.id !== id) }))
  }

  #change<T>(work: (before: SavedSearch[]) => { made: T; after: SavedSearch[] }): Promise<T> {
    return this.#notes.change(this.#account, 'saved-searches', (text) => {
      const { made, after } = work(read(text))
      return { made, text: JSON.stringify(after) }
    })
  }
}

/** Written by this server alone; a later or earlier version of it may have written otherwise, which is left out. */
function read(text: string | null): SavedSearch[] {
  const found: unknown = text === null ? [] : JSON.parse(text)
  return Array.isArray(found) ? found.flatMap((each) => savedSearch.safeParse(each).data ?? []) : []
}
