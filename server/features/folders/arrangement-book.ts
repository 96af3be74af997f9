import * as z from 'zod/mini'
import { listOrder } from '#contract/folders.ts'
import type { ListOrder } from '#contract/list-orders.ts'
import { afterMove, firstOrder, type FolderArrangement, placeOf } from '#server/mail/folder-arrangement.ts'
import type { FolderDescription, FolderPath } from '#server/mail/mail-account.ts'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

const mostFavourites = 100
const mostListOrders = 500

const arrangement = z.object({
  favourites: z.array(z.string()),
  order: z.record(z.string(), z.array(z.string())),
  hidden: z._default(z.array(z.string()), []),
  hiddenMailboxes: z._default(z.array(z.string()), []),
  listOrders: z._default(z.array(z.object({ path: z.string(), order: listOrder })), []),
  allInConversations: z._default(z.boolean(), false),
})

/** How one person arranges the folders: favourites, orders of their own, what is hidden, and how their lists are read. */
export class ArrangementBook {
  readonly #notes: PersonNotes
  readonly #account: string

  constructor(notes: PersonNotes, account: string) {
    this.#notes = notes
    this.#account = account
  }

  async read(): Promise<FolderArrangement> {
    return parse(await this.#notes.read(this.#account, 'folder-arrangement'))
  }

  /** Before another favourite, else at the end. Throws Problem `not-allowed` beyond 100. */
  async placeFavourite(path: FolderPath, before: FolderPath | null): Promise<void> {
    await this.#change((was) => {
      const others = was.favourites.filter((each) => each !== path)
      if (others.length >= mostFavourites) throw new Problem('not-allowed')
      const at = before === null ? -1 : others.indexOf(before)
      const favourites = at === -1 ? [...others, path] : others.toSpliced(at, 0, path)
      return { made: null, after: { ...was, favourites } }
    })
  }

  async removeFavourite(path: FolderPath): Promise<void> {
    await this.#change((was) => {
      const favourites = was.favourites.filter((each) => each !== path)
      return { made: null, after: { ...was, favourites } }
    })
  }

  /** Gives the order that the folders in the place of this one had before; null by role and name, as `paths: null` makes it. */
  order(one: FolderDescription, paths: readonly FolderPath[] | null): Promise<readonly FolderPath[] | null> {
    return this.#change((was) => {
      const { [placeOf(one)]: before = null, ...others } = was.order
      return { made: before, after: { ...was, order: paths ? { ...others, [placeOf(one)]: paths } : others } }
    })
  }

  async hide(path: FolderPath, isHidden: boolean): Promise<void> {
    await this.#change((was) => {
      const others = was.hidden.filter((each) => each !== path)
      return { made: null, after: { ...was, hidden: isHidden ? [...others, path] : others } }
    })
  }

  async hideMailbox(owner: string, isHidden: boolean): Promise<void> {
    await this.#change((was) => {
      const others = was.hiddenMailboxes.filter((each) => each !== owner)
      return { made: null, after: { ...was, hiddenMailboxes: isHidden ? [...others, owner] : others } }
    })
  }

  async chooseListOrder(path: FolderPath, wanted: ListOrder): Promise<void> {
    await this.#change((was) => {
      const others = was.listOrders.filter((each) => each.path !== path)
      const listOrders =
        wanted === firstOrder(was) ? others : [...others, { path, order: wanted }].slice(-mostListOrders)
      return { made: null, after: { ...was, listOrders } }
    })
  }

  /** What was chosen for a folder stays, also where it is what all begin as. */
  async readAllInConversations(on: boolean): Promise<void> {
    await this.#change((was) => ({ made: null, after: { ...was, allInConversations: on } }))
  }

  /** Folders were renamed or moved by this person here. */
  async follow(paths: readonly { was: FolderPath; now: FolderPath }[]): Promise<void> {
    if (paths.some(({ was, now }) => was !== now)) {
      await this.#change((was) => ({ made: null, after: afterMove(was, paths) }))
    }
  }

  #change<T>(work: (was: FolderArrangement) => { made: T; after: FolderArrangement }): Promise<T> {
    return this.#notes.change(this.#account, 'folder-arrangement', (text) => {
      const { made, after } = work(parse(text))
      return { made, text: JSON.stringify(after) }
    })
  }
}

/** Written by this server alone; what another version of it wrote otherwise is left out. */
function parse(text: string | null): FolderArrangement {
  const found: unknown = text === null ? null : JSON.parse(text)
  return (
    arrangement.safeParse(found).data ?? {
      ...{ favourites: [], order: {}, hidden: [], hiddenMailboxes: [], listOrders: [] },
      allInConversations: false,
    }
  )
}
