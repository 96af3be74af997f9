import type { Writer } from '#server/mail/directory-port.ts'
import type { FolderPath } from '#server/mail/mail-account.ts'
import type { Access, Grantee } from '#server/mail/mail-sharing.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import type { ShareNote } from '#server/storage/shares.ts'

/** What others may do in somebody's mailbox. `writers` is null while the directory cannot say who may write from the address. */
export interface Held {
  access: ReadonlyMap<FolderPath, Access>
  writers: readonly Writer[] | null
}

/** What owners have seen of what others may do, so that what somebody else or another program gives strikes them when they look next. */
export class SeenAccess {
  readonly #notes: PersonNotes

  constructor(notes: PersonNotes) {
    this.#notes = notes
  }

  /** Those who may do something that neither the owner gave here nor has confirmed. */
  async unseen(owner: string, held: Held, given: readonly ShareNote[]): Promise<Set<Grantee>> {
    const seen = await this.#seen(owner)
    const ownWork = new Map(given.filter(({ by, isInForce }) => by === undefined && isInForce).map((n) => [n.user, n]))
    const isGiven = ([path, user, right]: Entry) => {
      const note = ownWork.get(user)
      if (path === noFolder) return note?.writes === right
      if (note === undefined || ordered(note.rights) !== ordered(right)) return false
      return note.folders?.includes(path) ?? true
    }
    const entries = entriesOf(held)
    const keys = new Set(entries.map(keyOf))
    const left = [...seen].filter((key) => keys.has(key) || (held.writers === null && isOfWriter(key)))
    // What has ended is forgotten: given once more it is news.
    if (left.length < seen.size) await this.#keep(owner, left)
    const unseen = entries.filter((entry) => !seen.has(keyOf(entry)) && !isGiven(entry))
    return new Set(unseen.map(([, user]) => user))
  }

  /** All that those who are meant may do has been seen, besides what was before. */
  async confirm(owner: string, held: Held, isMeant: (user: Grantee) => boolean): Promise<void> {
    const added = entriesOf(held).filter(([, user]) => isMeant(user))
    await this.#keep(owner, [...new Set([...(await this.#seen(owner)), ...added.map(keyOf)])])
  }

  async #seen(owner: string): Promise<Set<string>> {
    const text = await this.#notes.read(owner, 'seen-access')
    return new Set(text === null ? [] : (JSON.parse(text) as string[]))
  }

  async #keep(owner: string, keys: readonly string[]): Promise<void> {
    await this.#notes.write(owner, 'seen-access', JSON.stringify(keys))
  }
}

/** Stands for the path where the right is not one in a folder, but to write from the address. */
const noFolder = ''

type Entry = [path: FolderPath, user: Grantee, right: string]

const entriesOf = ({ access, writers }: Held): Entry[] => [
  ...[...access].flatMap(([path, some]) => [...some].map(([user, rights]): Entry => [path, user, rights])),
  ...(writers ?? []).map(({ userName, right }): Entry => [noFolder, userName, right]),
]

const keyOf = ([path, user, right]: Entry) => JSON.stringify([path, user, path === noFolder ? right : ordered(right)])

/** Servers name the letters of rights in an order of their own. */
const ordered = (rights: string) => [...rights].sort().join('')

const isOfWriter = (key: string) => (JSON.parse(key) as Entry)[0] === noFolder
