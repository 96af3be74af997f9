import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { DraftKey } from '#contract/draft-keys.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

const keptKeys = z.array(z.object({ id: z.string(), key: z.string(), usedAtMs: z.number() }))
type KeptKey = z.infer<typeof keptKeys>[number]

/** One a browser; more browsers than this nobody writes in at a time. */
const mostKeys = 20
const keepUnusedMs = 30 * 24 * 60 * 60_000

/** The keys a person's browsers encrypt their drafts with; they never leave the server but to the person. */
export class DraftKeys {
  readonly #notes: PersonNotes
  readonly #now: () => number

  constructor(notes: PersonNotes, now: () => number) {
    this.#notes = notes
    this.#now = now
  }

  /** Those of the known ones that are this person's, or a new one. */
  open(account: string, known: readonly string[]): Promise<DraftKey[]> {
    return this.#change(account, (kept) => {
      const usedAtMs = this.#now()
      const found = kept.filter(({ id }) => known.includes(id)).map((key) => ({ ...key, usedAtMs }))
      const given = found.length > 0 ? found : [newKey(usedAtMs)]
      const others = kept.filter(({ id }) => !known.includes(id))
      return { kept: [...others, ...given], made: given.map(({ id, key }) => ({ id, key })) }
    })
  }

  async forget(account: string, ids: readonly string[]): Promise<void> {
    await this.#change(account, (kept) => ({ kept: kept.filter(({ id }) => !ids.includes(id)), made: null }))
  }

  #change<T>(account: string, work: (kept: KeptKey[]) => { kept: KeptKey[]; made: T }): Promise<T> {
    return this.#notes.change(account, 'draft-keys', (text) => {
      const { kept, made } = work(text === null ? [] : keptKeys.parse(JSON.parse(text)))
      const fresh = kept.filter(({ usedAtMs }) => usedAtMs > this.#now() - keepUnusedMs)
      return { text: JSON.stringify(fresh.toSorted((a, b) => a.usedAtMs - b.usedAtMs).slice(-mostKeys)), made }
    })
  }
}

function newKey(usedAtMs: number): KeptKey {
  return { id: randomBytes(15).toString('base64url'), key: randomBytes(32).toString('base64url'), usedAtMs }
}
