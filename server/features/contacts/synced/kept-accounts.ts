import type { AccountFault } from '#contract/contact-accounts.ts'
import type { BookState } from '#server/mail/card-server-port.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

/** An address book at another server. */
export interface SyncedBook {
  id: `at-${string}`
  path: string
  name: string
  isOn: boolean
  isReadOnly: boolean
  /** The state all of which is here; null when it has never been read to its end. */
  state: BookState | null
  syncedAtMs: number
  fault: AccountFault | null
  /** Cards that are too large to be kept here, where there are some. */
  leftOut?: { path: string; name: string }[]
}

export interface KeptAccount {
  id: string
  url: string
  user: string
  password: string
  books: SyncedBook[]
}

/** The accounts people have at servers of address books, with their passwords: sealed, as everything in notes is. */
export class KeptAccounts {
  readonly #notes: PersonNotes

  constructor(notes: PersonNotes) {
    this.#notes = notes
  }

  async list(user: string): Promise<KeptAccount[]> {
    return parsed(await this.#notes.read(user, 'contact-accounts'))
  }

  /** Changes them with no other writer in between. */
  change<T>(user: string, work: (accounts: KeptAccount[]) => { accounts: KeptAccount[]; made: T }): Promise<T> {
    return this.#notes.change(user, 'contact-accounts', (text) => {
      const { accounts, made } = work(parsed(text))
      return { text: JSON.stringify(accounts), made }
    })
  }

  /** Notes what became of reading a book; one that was given up meanwhile stays so. */
  async note(user: string, book: SyncedBook): Promise<void> {
    await this.change(user, (accounts) => {
      for (const { books } of accounts) {
        const kept = books.find(({ id }) => id === book.id)
        const { state, syncedAtMs, fault, leftOut = [] } = book
        if (kept) Object.assign(kept, { state, syncedAtMs, fault, leftOut })
      }
      return { accounts, made: undefined }
    })
  }
}

const parsed = (text: string | null): KeptAccount[] => (text === null ? [] : (JSON.parse(text) as KeptAccount[]))
