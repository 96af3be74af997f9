import type { ImapFlow } from 'imapflow'
import type { FolderDescription, FolderPath, MailChange, PermanentFlags } from '../mail-account.ts'
import { permanentIn } from './change.ts'
import type { KeptConnection, Selected } from './kept-connection.ts'
import { PushConnection, type ToldCounts } from './push-connection.ts'
import type { RowCache } from './row-cache.ts'
import { changesToTell, type SelectedChanges } from './selected-changes.ts'
import { countsOf } from './window.ts'

interface Options {
  open: () => Promise<ImapFlow>
  user: string
  cache: RowCache
}

const marks = ['seen', 'flagged', 'deleted', 'labels'] as const
const all: PermanentFlags = { seen: true, flagged: true, deleted: true, labels: true }

/** What is told about one account to whoever watches it, and what is known of its folders because it was told. */
export class AccountNews {
  readonly #options: Options
  readonly #listeners = new Set<(change: MailChange) => void>()
  readonly #told: ToldCounts = new Map()
  readonly #permanent = new Map<FolderPath, PermanentFlags>()
  #push: PushConnection | null = null
  #lookedAt: FolderPath | null = null
  /** The folders as they were last listed, until they change. */
  listed: FolderDescription[] | null = null

  constructor(options: Options) {
    this.#options = options
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0
  }

  /** Whether changes of the inbox are being told over a connection of their own. */
  get isLive(): boolean {
    return this.#push?.isLive === true
  }

  watch(onChange: (change: MailChange) => void): () => void {
    // What came between this listener's look and now may have been told to another, and is not told again.
    const inbox = this.isLive && this.#told.get('INBOX')
    if (inbox) onChange({ type: 'counts', folder: 'INBOX', total: inbox.total, unread: inbox.unread })
    this.#listeners.add(onChange)
    this.#push ??= new PushConnection({
      ...this.#options,
      tell: (change) => this.tell(change),
      told: this.#told,
    })
    return () => {
      this.#listeners.delete(onChange)
      if (this.#listeners.size > 0) return
      this.#push?.stop()
      this.#push = null
    }
  }

  /** Hands on what another account tells that works beside this one, and opens nothing for it. */
  handOn(listener: (change: MailChange) => void): void {
    this.#listeners.add(listener)
  }

  tell(change: MailChange): void {
    if (change.type === 'folders') this.listed = null
    if ('unread' in change) {
      const { folder, total, unread } = change
      this.#told.set(folder, { ...this.#told.get(folder), total, unread })
    }
    for (const listener of this.#listeners) listener(change)
  }

  /** What another account beside this one tells; of the inbox that is told anyway, by the connection that watches it. */
  tellBeside(change: MailChange): void {
    if (!('folder' in change && change.folder === 'INBOX' && this.isLive)) this.tell(change)
  }

  /** Changes the main connection notices in the folder it has open; those of the inbox come over the other one. */
  async tellSelected(changes: SelectedChanges, main: KeptConnection): Promise<void> {
    if (!this.isWatched || (changes.folder === 'INBOX' && this.isLive)) return
    const counts = await main.runIn(changes.folder, countsOf)
    for (const change of changesToTell(changes, counts)) this.tell(change)
    if (changes.grewFrom !== null) this.tell({ type: 'arrived', folder: changes.folder, ...counts, items: [] })
  }

  /** Notes how a folder was when somebody looked at it, so that only news is told. */
  looked(client: Selected, { total, unread }: { total: number; unread: number }): void {
    const { path: folder, uidNext } = client.mailbox
    this.#told.set(folder, { total, unread, uidNext })
    this.#lookedAt = folder
    if (this.#isOfAnother(folder)) this.#notePermanent(folder, permanentIn(client))
  }

  /** What the server lets be marked is said when a folder is opened; the list of folders says it from then on. */
  #notePermanent(folder: FolderPath, now: PermanentFlags): void {
    const before = this.#permanent.get(folder) ?? all
    this.#permanent.set(folder, now)
    if (marks.some((mark) => before[mark] !== now[mark])) this.tell({ type: 'folders' })
  }

  /** Somebody's rights are others now: with them what they may mark, which is learnt anew. */
  rightsChanged(): void {
    this.#permanent.clear()
    this.tell({ type: 'folders' })
  }

  /**
   * Selects the folder of another's mailbox that was looked at last, where other work has led away from it, and tells what is new
   * there: NOTIFY tells of the own mailbox alone (`PERSONAL`; of others Dovecot 2.3 tells nothing, whatever is asked for).
   */
  async goBack(main: KeptConnection, selected: FolderPath): Promise<void> {
    const folder = this.#lookedAt
    if (folder === null || folder === selected || !this.#isOfAnother(folder)) return
    const known = this.#told.get(folder)
    try {
      const now = await main.runIn(folder, async (client) => ({
        ...(await countsOf(client)),
        uidNext: client.mailbox.uidNext,
      }))
      if (known?.uidNext === undefined) return
      const { uidNext, ...counts } = now
      const isNews = known.total !== counts.total || known.unread !== counts.unread
      if (uidNext > known.uidNext) this.tell({ type: 'arrived', folder, ...counts, items: [] })
      else if (isNews) this.tell({ type: 'counts', folder, ...counts })
      this.#told.set(folder, now)
    } catch (error) {
      // It may be gone, or no longer shared.
      if (this.#lookedAt === folder) this.#lookedAt = null
      throw error
    }
  }

  #isOfAnother(path: FolderPath): boolean {
    return (this.listed?.find((folder) => folder.path === path)?.owner ?? null) !== null
  }

  /** What was told until now; whoever lists the folders asks before, and hands it in with them. */
  toldSoFar(): ReadonlyMap<FolderPath, unknown> {
    return new Map(this.#told)
  }

  /** Of a folder of which something was told while they were listed, which may take seconds, that is the newer. */
  noteListed(folders: readonly FolderDescription[], toldBefore: ReadonlyMap<FolderPath, unknown>): FolderDescription[] {
    this.listed = folders.map((folder) => {
      const { path, total, unread } = folder
      const told = this.#told.get(path)
      const isNewer = told !== undefined && told !== toldBefore.get(path)
      if (!isNewer && total !== null && unread !== null) this.#told.set(path, { ...told, total, unread })
      const permanent = this.#permanent.get(path)
      return {
        ...folder,
        ...(isNewer ? { total: told.total, unread: told.unread } : {}),
        ...(permanent ? { permanent } : {}),
      }
    })
    return this.listed
  }

  /** The folders as they are now by what was listed and told since; null when nothing tells. */
  current(): FolderDescription[] | null {
    return this.isLive && this.listed ? this.withCounts(this.listed) : null
  }

  withCounts(folders: readonly FolderDescription[]): FolderDescription[] {
    return folders.map((folder) => ({ ...folder, ...this.#told.get(folder.path) }))
  }

  close(): void {
    this.#listeners.clear()
    this.#push?.stop()
  }
}
