import type { ImapFlow } from 'imapflow'
import type { FolderDescription, FolderPath, MailChange } from '../mail-account.ts'
import type { KeptConnection } from './kept-connection.ts'
import { PushConnection, type ToldCounts } from './push-connection.ts'
import type { RowCache } from './row-cache.ts'
import { changesToTell, type SelectedChanges } from './selected-changes.ts'
import { countsOf } from './window.ts'

interface Options {
  open: () => Promise<ImapFlow>
  user: string
  cache: RowCache
}

/** What is told about one account to whoever watches it, and what is known of its folders because it was told. */
export class AccountNews {
  readonly #options: Options
  readonly #listeners = new Set<(change: MailChange) => void>()
  readonly #told: ToldCounts = new Map()
  #push: PushConnection | null = null
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

  /** Changes the main connection notices in the folder it has open; those of the inbox come over the other one. */
  async tellSelected(changes: SelectedChanges, main: KeptConnection): Promise<void> {
    if (!this.isWatched || (changes.folder === 'INBOX' && this.isLive)) return
    const counts = await main.runIn(changes.folder, countsOf)
    for (const change of changesToTell(changes, counts)) this.tell(change)
    if (changes.grewFrom !== null) this.tell({ type: 'arrived', folder: changes.folder, ...counts, items: [] })
  }

  /** Notes how a folder was when somebody looked at it, so that only news is told. */
  looked(folder: FolderPath, { total, unread, uidNext }: { total: number; unread: number; uidNext: number }): void {
    this.#told.set(folder, { total, unread, uidNext })
  }

  noteListed(folders: FolderDescription[]): void {
    for (const { path, total, unread } of folders) this.#told.set(path, { ...this.#told.get(path), total, unread })
    this.listed = folders
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
