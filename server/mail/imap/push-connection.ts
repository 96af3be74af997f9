import type { ImapFlow } from 'imapflow'
import { decodePath } from 'imapflow/lib/tools.js'
import type { FolderPath, MailChange } from '../mail-account.ts'
import { notify, onPushedMailboxes, onPushedStatus, type PushedStatus } from './ext/notify.ts'
import { backOffMs, withinTime, type Selected } from './kept-connection.ts'
import { must } from './must.ts'
import type { RowCache } from './row-cache.ts'
import { folderKeyOf, referenceIn, rowsOfRange, summaryOf } from './rows.ts'
import { changesToTell, gatherSelectedChanges, type SelectedChanges } from './selected-changes.ts'
import type { ToldCounts } from './told-counts.ts'
import { countsOf } from './window.ts'

const longestBackOffMs = 8_000
const aliveEveryMs = 2 * 60_000
const mostArrivedItems = 50
const gatherFoldersMs = 100

export interface PushOptions {
  open: () => Promise<ImapFlow>
  user: string
  cache: RowCache
  tell: (change: MailChange) => void
  told: ToldCounts
  /** Something changed in a folder that is not selected: the number of its last change. */
  changed: (folder: FolderPath, modseq: bigint) => void
  /** Called when the inbox has been selected. */
  onSelect: (client: Selected) => Promise<void>
}

/**
 * The connection that is told of changes: IDLE on the inbox (RFC 2177) and, where the server has it, NOTIFY for the counts of
 * every other folder (RFC 5465). Kept open while anybody listens; after a loss it says so and comes back by itself.
 */
export class PushConnection {
  readonly #options: PushOptions
  #client: ImapFlow | null = null
  #isListening = false
  #stopped = false
  #foldersTimer: NodeJS.Timeout | null = null
  #wake: (() => void) | null = null
  #work: Promise<unknown> = Promise.resolve()
  /** The newest message of the inbox that is no news any more. */
  #newestUid = 0

  constructor(options: PushOptions) {
    this.#options = options
    void this.#stayOpen()
  }

  /** Whether changes of the inbox are being told at the moment. */
  get isLive(): boolean {
    return this.#isListening && this.#client?.usable === true
  }

  stop(): void {
    this.#stopped = true
    this.#wake?.()
    this.#client?.close()
    this.#client = null
  }

  #isOver(): boolean {
    return this.#stopped
  }

  async #stayOpen(): Promise<void> {
    let failures = 0
    let lost = false
    while (!this.#stopped) {
      try {
        const client = await this.#open()
        failures = 0
        if (lost) this.#options.tell({ type: 'connection', state: 'back' })
        lost = false
        await closed(client)
      } catch {
        failures += 1
      }
      if (this.#isOver()) return
      if (!lost) this.#options.tell({ type: 'connection', state: 'lost' })
      lost = true
      await this.#pause(backOffMs(failures, longestBackOffMs))
    }
  }

  async #open(): Promise<ImapFlow> {
    const client = await this.#options.open()
    if (this.#stopped) {
      client.close()
      return client
    }
    this.#client = client
    this.#isListening = false
    try {
      await withinTime(client, this.#listen(client))
      this.#isListening = true
    } catch (error) {
      client.close()
      throw error
    }
    const alive = setInterval(() => this.#enqueue(client, () => client.noop()), aliveEveryMs).unref()
    client.once('close', () => clearInterval(alive))
    return client
  }

  async #listen(client: ImapFlow): Promise<void> {
    await must(client.mailboxOpen('INBOX'))
    gatherSelectedChanges(client, (changes) => this.#enqueue(client, () => this.#tellSelected(client, changes)))
    if (client.capabilities.has('NOTIFY')) {
      onPushedStatus(
        client,
        (path) => decodePath(client, path),
        (status) => this.#tellOther(status),
      )
      onPushedMailboxes(client, () => this.#tellFolders())
      await notify(client)
    }
    const selected = client as Selected
    await this.#options.onSelect(selected)
    // Some old servers do not say it.
    this.#newestUid = (selected.mailbox.uidNext || 1) - 1
    await this.#tellMissed(selected)
    void client.idle().catch(() => undefined)
  }

  /** Commands of our own, one after the other, back to IDLE after each. */
  #enqueue(client: ImapFlow, work: () => Promise<void>): void {
    this.#work = this.#work
      .then(() => (client.usable ? withinTime(client, work()) : undefined))
      .catch(() => undefined)
      .then(() => {
        if (client.usable && !client.idling) void client.idle().catch(() => undefined)
      })
  }

  async #tellSelected(client: ImapFlow, changes: SelectedChanges): Promise<void> {
    const selected = client as Selected
    const { user, cache, tell } = this.#options
    const counts = await countsOf(selected)
    for (const change of changesToTell(changes, counts)) tell(change)
    if (changes.grewFrom === null) return
    // Removals move sequence numbers down; counting from the end stays right. The range begins with one that was there before: where
    // it is new as well, or there is none, more has gone since, and the others are further up.
    const to = selected.mailbox.exists
    const least = Math.max(1, to - mostArrivedItems + 1)
    const from = Math.max(least, changes.grewFrom - changes.removed.length)
    const read = (first: number) => rowsOfRange(selected, { from: first, to }, folderKeyOf(user, selected), cache)
    let rows = from > to ? [] : await read(from)
    const isNew = ({ fixed }: (typeof rows)[number]) => fixed.uid > this.#newestUid
    if (from > least && this.#newestUid > 0 && rows.every(isNew)) rows = await read(least)
    // Where something went before the others came, the range begins too early.
    const fresh = rows.filter(isNew)
    this.#newestUid = Math.max(this.#newestUid, ...fresh.map(({ fixed }) => fixed.uid))
    const items = fresh.map((row) => summaryOf(referenceIn(selected, row.fixed.uid), row))
    tell({ type: 'arrived', folder: changes.folder, ...counts, items })
  }

  /** What came into the inbox between the last look at it and this connection being ready to be told. */
  async #tellMissed(client: Selected): Promise<void> {
    const { told, tell, user, cache } = this.#options
    const known = told.get('INBOX')
    const counts = await countsOf(client)
    if (known?.uidNext === undefined || known.uidNext >= client.mailbox.uidNext) {
      if (known && (known.total !== counts.total || known.unread !== counts.unread)) {
        tell({ type: 'counts', folder: 'INBOX', ...counts })
      }
      return
    }
    const range = { from: Math.max(1, client.mailbox.exists - mostArrivedItems + 1), to: client.mailbox.exists }
    const newer = counts.total === 0 ? [] : await rowsOfRange(client, range, folderKeyOf(user, client), cache)
    const items = newer
      .filter((row) => row.fixed.uid >= (known.uidNext ?? 0))
      .map((row) => summaryOf(referenceIn(client, row.fixed.uid), row))
    tell({ type: 'arrived', folder: 'INBOX', ...counts, items })
  }

  /** A folder that is not selected. */
  #tellOther(status: PushedStatus): void {
    const { told, tell, changed } = this.#options
    if (status.modseq !== undefined) changed(status.path, status.modseq)
    const known = told.get(status.path)
    const { path: folder, total = known?.total, unread = known?.unread, uidNext } = status
    if (total === undefined || unread === undefined || folder === 'INBOX') return
    const news = told.note(folder, { total, unread, ...(uidNext === undefined ? {} : { uidNext }) })
    if (news) tell(news)
  }

  /** A renamed folder with all in it comes as many lines, and is one change. */
  #tellFolders(): void {
    this.#options.told.forgetAllButInbox()
    if (this.#foldersTimer) return
    this.#foldersTimer = setTimeout(() => {
      this.#foldersTimer = null
      if (!this.#stopped) this.#options.tell({ type: 'folders' })
    }, gatherFoldersMs).unref()
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

function closed(client: ImapFlow): Promise<void> {
  return new Promise((resolve) => {
    if (client.isClosed) resolve()
    else client.once('close', () => resolve())
  })
}
