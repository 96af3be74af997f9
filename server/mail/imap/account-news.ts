import type { ImapFlow } from 'imapflow'
import type { FolderDescription, FolderPath, MailChange, PermanentFlags } from '../mail-account.ts'
import { permanentIn } from './change.ts'
import { tellMarksSince } from './ext/changes.ts'
import type { KeptConnection, Selected } from './kept-connection.ts'
import { PushConnection } from './push-connection.ts'
import type { RowCache } from './row-cache.ts'
import { numbersChanges } from './seen-windows.ts'
import { changesToTell, type SelectedChanges } from './selected-changes.ts'
import { ToldCounts } from './told-counts.ts'
import { ToldMarks } from './told-marks.ts'
import { countsOf } from './window.ts'

interface Options {
  open: () => Promise<ImapFlow>
  user: string
  cache: RowCache
  /** That everything else goes over. */
  main: () => Pick<KeptConnection, 'isWatching' | 'runIn'>
}

/** Of the folders looked at, so many of the last ones are followed: pages beyond that are not open for long. */
const mostFollowed = 6
/** What changes in a folder within this time is asked for at once. */
const gatherMs = 200

const marks = ['seen', 'flagged', 'deleted', 'labels'] as const
const all: PermanentFlags = { seen: true, flagged: true, deleted: true, labels: true }

/** What is told about one account to whoever watches it, and what is known of its folders because it was told. */
export class AccountNews {
  readonly #options: Options
  readonly #listeners = new Set<(change: MailChange) => void>()
  readonly #told = new ToldCounts()
  readonly #marks = new ToldMarks()
  readonly #permanent = new Map<FolderPath, PermanentFlags>()
  #push: PushConnection | null = null
  /** Folders that somebody has looked at, and up to which change. */
  readonly #looks = new Map<FolderPath, { validity: bigint; modseq: bigint }>()
  /** Changed, and not asked what yet. */
  readonly #changed = new Set<FolderPath>()
  #lookedAt: FolderPath | null = null
  #lookedIn: Selected['mailbox'] | null = null
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
    // What came between this listener's look and now may have been told to another, or read by it, and is not told again.
    for (const change of [...this.#marks.lately(), ...this.#told.changed()]) onChange(change)
    this.#listeners.add(onChange)
    this.#push ??= new PushConnection({
      ...this.#options,
      tell: (change) => this.tell(change),
      told: this.#told,
      changed: (folder, modseq) => this.follow(folder, modseq),
      onSelect: (client) => this.tellUnheard(client),
    })
    return () => {
      this.#listeners.delete(onChange)
      if (this.#listeners.size > 0) return
      this.#marks.forget()
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
    if ('unread' in change) this.#told.noteTold(change)
    if (change.type === 'flags' && this.isWatched) this.#marks.note(change)
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

  /**
   * Somebody begins to look at the selected folder. How it was then is handed to what this gives, and passed on: the others are told
   * what of it is new, because what one page has read is no news any more to whatever compares with it.
   */
  beginLook(client: Selected): <T extends { total: number; unread: number }>(seen: T) => T {
    const { path: folder } = client.mailbox
    const before = this.#told.get(folder)
    this.#marks.forget(folder)
    return (seen) => {
      const { total, unread } = seen
      const { uidNext } = client.mailbox
      // What changes in a folder while it is kept open is told by itself.
      const isOpenedAnew = this.#lookedIn !== client.mailbox
      this.#lookedIn = client.mailbox
      this.#lookedAt = folder
      // The last one is that which was looked at last.
      this.#looks.delete(folder)
      this.#noteHeard(client)
      // What was told meanwhile is newer.
      if (this.#told.get(folder) === before) this.#note(folder, { total, unread, uidNext }, isOpenedAnew)
      if (this.#isOfAnother(folder)) this.#notePermanent(folder, permanentIn(client))
      return seen
    }
  }

  /**
   * Tells which marks others have changed in a folder since somebody looked at it, where no connection had it open meanwhile: a page
   * may still show it. That messages came or went is told by their number.
   */
  async tellUnheard(client: Selected): Promise<void> {
    const { path, uidValidity, highestModseq = 0n } = client.mailbox
    const look = this.#looks.get(path)
    const isHeard = !this.isWatched || (path === 'INBOX' && this.isLive) || look?.validity !== uidValidity
    if (!look || isHeard || !numbersChanges(client) || highestModseq <= look.modseq) return
    await tellMarksSince(client, look.modseq)
    this.#noteHeard(client)
  }

  /**
   * Goes to a folder that is not open and has changed, and so tells what (`tellUnheard`): of the few that were looked at last, since one
   * of a session's pages may show it.
   */
  follow(folder: FolderPath, modseq: bigint): void {
    const isNews = modseq > (this.#looks.get(folder)?.modseq ?? modseq)
    if (!isNews || this.#changed.has(folder) || !this.#isFollowed(folder)) return
    this.#changed.add(folder)
    const go = () => {
      this.#changed.delete(folder)
      if (!this.isWatched) return
      const main = this.#options.main()
      if (!main.isWatching(folder)) main.runIn(folder, () => Promise.resolve()).catch(() => undefined)
    }
    setTimeout(go, gatherMs).unref()
  }

  #isFollowed = (folder: FolderPath) => [...this.#looks.keys()].slice(-mostFollowed).includes(folder)

  #noteHeard({ mailbox: { path, uidValidity, highestModseq } }: Selected): void {
    if (highestModseq !== undefined) this.#looks.set(path, { validity: uidValidity, modseq: highestModseq })
  }

  /** Notes how a folder is and, unless that is told anyway, tells whoever watches what is new. */
  #note(folder: FolderPath, counts: { total: number; unread: number; uidNext?: number }, tells = true): void {
    const news = this.#told.note(folder, counts)
    if (news && tells && this.#push && !(folder === 'INBOX' && this.isLive)) this.tell(news)
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
   * Selects the folder that was looked at last, where other work has led away from it, and tells what is new there: of a folder that
   * is not open NOTIFY tells only how many there are, and of the mailboxes of others nothing (`PERSONAL`; Dovecot 2.3 tells nothing of
   * those, whatever is asked for).
   */
  async goBack(main: KeptConnection, selected: FolderPath): Promise<void> {
    const folder = this.#lookedAt
    if (folder === null || folder === selected || (folder === 'INBOX' && this.isLive)) return
    try {
      const now = await main.runIn(folder, async (client) => ({
        ...(await countsOf(client)),
        uidNext: client.mailbox.uidNext,
      }))
      this.#note(folder, now)
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
    return this.#told.copy()
  }

  /** Of a folder of which something was told while they were listed, which may take seconds, that is the newer. */
  noteListed(folders: readonly FolderDescription[], toldBefore: ReadonlyMap<FolderPath, unknown>): FolderDescription[] {
    this.listed = folders.map((folder) => {
      const { path, total, unread } = folder
      const told = this.#told.get(path)
      const isNewer = told !== undefined && told !== toldBefore.get(path)
      if (!isNewer && total !== null && unread !== null) this.#note(path, { total, unread })
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
