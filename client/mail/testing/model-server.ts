import { vi } from 'vitest'
import { type LiveEvent } from '#contract/events.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { type FakeServer } from './fake-server.ts'

type Rows = readonly MessageSummary[]

/** A whole number from 0 up to, but not, `below`. */
export type Chance = (below: number) => number

/** The same numbers each time, so that a failure comes again. */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** A request on its way: first to the server, then its answer back. */
interface Held {
  readonly isAnswered: boolean
  /** What it does at the server is done now. */
  answer(): Promise<void>
  /** The answer reaches the client. */
  arrive(): void
}

/**
 * Lets every request to a fake server wait twice, for the server and for its answer to arrive, until a test says which goes on. What
 * the client no longer waits for is the server's alone.
 */
export function holdRequests(afterEach: () => void): Held[] {
  const held: Held[] = []
  const ask = fetch
  vi.stubGlobal('fetch', (url: string, { signal, ...init }: RequestInit = {}) => {
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    let answered: Response | undefined
    const one: Held = {
      get isAnswered() {
        return answered !== undefined
      },
      async answer() {
        const response = await ask(url, init)
        const body: unknown = response.status === 204 ? undefined : await response.json()
        answered = { ok: response.ok, status: response.status, json: () => Promise.resolve(body) } as Response
        afterEach()
      },
      arrive() {
        held.splice(held.indexOf(one), 1)
        if (answered) resolve(answered)
      },
    }
    signal?.addEventListener('abort', () => {
      if (held.includes(one)) held.splice(held.indexOf(one), 1)
      reject(new DOMException('aborted', 'AbortError'))
    })
    held.push(one)
    return promise
  })
  return held
}

const mostArrivedItems = 50
const idsOf = (rows: Rows) => new Set(rows.map(({ id }) => id))
const countsOf = (rows: Rows) => ({
  total: rows.length,
  unread: rows.filter(({ flags }) => !flags.includes('seen')).length,
})

/**
 * What the mail server tells of a folder, in the way of `server/mail/imap/push-connection.ts`: changes that come close to each other
 * are one lot; the counts told with a lot may already know what comes after it, and the rows of new messages even more.
 */
export class ToldFolder {
  readonly #server: FakeServer
  readonly #folderId: FolderId
  readonly #chance: Chance
  /** The folder after each change. */
  readonly #history: Rows[]
  /** In the order they came. */
  readonly #uids = new Map<MessageId, number>()
  /** The last change that was gathered, and the last that the connection has seen. */
  #gathered = 0
  #seen = 0
  #newestUid: number
  readonly #shown = new Set<number>()
  #next: (() => LiveEvent)[] = []

  constructor(server: FakeServer, folderId: FolderId, chance: Chance) {
    this.#server = server
    this.#folderId = folderId
    this.#chance = chance
    this.#history = [this.#now()]
    this.#newestUid = this.#uids.size
  }

  #now(): Rows {
    const rows = [...(this.#server.messages.get(this.#folderId) ?? [])]
    for (const { id } of rows.toReversed()) if (!this.#uids.has(id)) this.#uids.set(id, this.#uids.size + 1)
    return rows
  }

  /** Something may have changed; or was asked for, so that it is seen how it was. */
  note({ isSeen = false } = {}): void {
    const [before, now] = [this.#history.at(-1) ?? [], this.#now()]
    if (now.length !== before.length || now.some((row, at) => row !== before[at])) this.#history.push(now)
    if (isSeen) this.#shown.add(this.#history.length - 1)
  }

  get hasNews(): boolean {
    return this.#next.length > 0 || this.#gathered < this.#history.length - 1
  }

  tell(): LiveEvent | undefined {
    if (this.#next.length === 0) this.#gather()
    return this.#next.shift()?.()
  }

  #at = (index: number): Rows => this.#history[index] ?? []

  /** The folder as the connection sees it some time after a change. */
  #look(after: number): Rows {
    const from = Math.max(after, this.#seen)
    this.#seen = from + this.#chance(this.#history.length - from)
    this.#shown.add(this.#seen)
    return this.#at(this.#seen)
  }

  #gather(): void {
    const [from, left] = [this.#gathered, this.#history.length - 1 - this.#gathered]
    if (left <= 0) return
    const to = from + 1 + this.#chance(left)
    this.#gathered = to
    // Changes that nobody has seen one by one may be told as one.
    const every = Array.from({ length: to - from + 1 }, (_, at) => from + at)
    const marks = this.#chance(2) === 0 ? every.filter((at) => at === from || at === to || this.#shown.has(at)) : every
    const lot = { removed: [] as MessageId[], flags: new Map<MessageId, MessageSummary>(), grewFrom: -1 }
    marks.slice(1).forEach((mark, index) => this.#compare(this.#at(marks[index] ?? 0), this.#at(mark), lot))
    this.#say(lot, to)
  }

  #compare(before: Rows, now: Rows, lot: Lot): void {
    const [ids, had] = [idsOf(now), new Map(before.map((row) => [row.id, row]))]
    const gone = before.filter(({ id }) => !ids.has(id))
    lot.removed.push(...gone.map(({ id }) => id))
    if (now.some(({ id }) => !had.has(id)) && lot.grewFrom === -1) lot.grewFrom = before.length - gone.length
    for (const row of now) if (had.has(row.id) && had.get(row.id) !== row) lot.flags.set(row.id, row)
  }

  #say({ removed, flags, grewFrom }: Lot, at: number): void {
    const folderId = this.#folderId
    const counts = countsOf(this.#look(at))
    const items = [...flags.values()].filter(({ id }) => !removed.includes(id))
    if (items.length > 0) this.#next.push(() => ({ type: 'flags', folderId, items }))
    if (removed.length > 0) this.#next.push(() => ({ type: 'removed', folderId, ids: removed, ...counts }))
    else if (items.length > 0) this.#next.push(() => ({ type: 'counts', folderId, ...counts }))
    if (grewFrom === -1) return
    this.#next.push(() => {
      const rows = this.#look(at).toReversed()
      const fresh = rows.slice(-mostArrivedItems).filter(({ id }) => this.#uidOf(id) > this.#newestUid)
      this.#newestUid = Math.max(this.#newestUid, ...fresh.map(({ id }) => this.#uidOf(id)))
      return { type: 'arrived', folderId, ...counts, items: fresh.toReversed() }
    })
  }

  #uidOf = (id: MessageId): number => this.#uids.get(id) ?? 0
}

interface Lot {
  removed: MessageId[]
  flags: Map<MessageId, MessageSummary>
  grewFrom: number
}
