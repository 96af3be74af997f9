import type { ImapFlow } from 'imapflow'
import type { FolderRole, Quota } from '#contract/folders.ts'
import type { Flag, LabelChange } from '#contract/messages.ts'
import { readFlags } from '../flags.ts'
import {
  newestFirst,
  type FolderDescription,
  type FolderPath,
  type FullMessage,
  type MailAccount,
  type MailChange,
  type MailIdentity,
  type Marks,
  type MessageFilter,
  type MessageReference,
  type Outcome,
  type PartDownload,
  type Window,
  type Order,
} from '../mail-account.ts'
import { AccountNews } from './account-news.ts'
import type { Caches } from './caches.ts'
import { changeFlagsIn, deleteFrom, marksIn, moveInTurn, receivedAtIn, toldOf, type MoveOutcome } from './change.ts'
import { sourceFile } from '../mime/file-names.ts'
import { ImapCopies } from './copies.ts'
import { ImapDrafts } from './drafts.ts'
import { downloadSmall, smallPartBytes } from './download.ts'
import { usualStretch } from './conversations/group-folder.ts'
import { ImapConversations } from './conversations/imap-conversations.ts'
import { ImapFolderChanges } from './folder-changes.ts'
import { FolderListing } from './folder-listing.ts'
import { readQuota } from './folders.ts'
import { inFolderOf } from './in-folder-of.ts'
import { junkVerdict } from './junk-verdict.ts'
import { KeptConnection, type Selected } from './kept-connection.ts'
import { LargeDownloads } from './large-downloads.ts'
import { ImapMailboxNotes } from './mailbox-notes.ts'
import { sortsOf } from './order/order-of.ts'
import { readOrderedWindow, type WindowMemory } from './order/ordered-window.ts'
import { positionAt, positionOf } from './order/position.ts'
import { perFolder } from './per-folder.ts'
import { findFile, readNested } from './nested.ts'
import { pickMessages } from './pick.ts'
import { readMessage, readThreadHeaders, rowOf, type RowWork } from './read.ts'
import { gatherSelectedChanges } from './selected-changes.ts'
import { appendSentCopy } from './sent-copy.ts'
import { ImapSharing } from './sharing.ts'
import { ImapSearch } from './search/imap-search.ts'
import { ImapSifting } from './sifting.ts'
import { SeenWindows } from './seen-windows.ts'
import { readSignedPart } from './signed-part.ts'
import { messageIdsIn } from './thread-headers.ts'
import { ImapSurvey } from './survey.ts'

const rolesToDeleteIn: readonly FolderRole[] = ['trash', 'junk', 'drafts']

/** One person's mail over IMAP: a kept connection for what they do, another that is told of changes, downloads on their own. */
export class ImapAccount implements MailAccount {
  readonly folderChanges: ImapFolderChanges
  readonly search: ImapSearch
  readonly sifting: ImapSifting
  readonly notes: ImapMailboxNotes
  readonly conversations: ImapConversations
  readonly drafts: ImapDrafts
  readonly sharing: ImapSharing
  readonly survey: ImapSurvey
  readonly copies: ImapCopies
  readonly #identity: MailIdentity
  readonly #caches: Caches
  readonly #open: () => Promise<ImapFlow>
  readonly #main: KeptConnection
  readonly #news: AccountNews
  readonly #listing: FolderListing
  readonly #memory: WindowMemory
  readonly #downloads: LargeDownloads
  readonly #besides = new Set<ImapAccount>()
  #onClose: (() => void) | null = null

  constructor(identity: MailIdentity, open: () => Promise<ImapFlow>, caches: Caches, first?: ImapFlow) {
    const { user } = identity
    const { rows, orders, conversations } = caches
    this.#identity = identity
    this.#caches = caches
    this.#memory = { user, cache: rows, orders, seen: new SeenWindows() }
    this.#open = open
    this.#news = new AccountNews({ open, user, cache: rows, main: () => this.#main })
    this.#main = new KeptConnection({
      open,
      onOpen: (client) =>
        gatherSelectedChanges(client, (changes) => {
          this.#news.tellSelected(changes, this.#main).catch(() => undefined)
        }),
      onSelect: (client) => this.#news.tellUnheard(client),
      ...{ watchesSelected: () => this.#news.isWatched, goBack: (from) => this.#news.goBack(this.#main, from) },
    })
    if (first) this.#main.adopt(first)
    this.#listing = new FolderListing({ identity, open, main: this.#main, news: this.#news })
    this.#downloads = new LargeDownloads(open)
    this.notes = new ImapMailboxNotes(this.#main)
    this.survey = new ImapSurvey(this.#main, this.#memory)
    this.copies = new ImapCopies(this.#main, this.#memory, (reference) => this.source(reference))
    this.search = new ImapSearch({ open, user, cache: rows, folders: () => this.#listing.recentCounted() })
    const shared = { main: this.#main, open, tell: (change: MailChange) => this.#news.tell(change) }
    this.conversations = new ImapConversations({
      ...shared,
      folders: this.recentFolders,
      memory: { ...this.#memory, conversations, stretch: usualStretch },
      beginLook: (client) => this.#news.beginLook(client),
    })
    this.sifting = new ImapSifting(this.#main, this.#memory)
    this.sharing = new ImapSharing(this.#main, user)
    this.drafts = new ImapDrafts(this.#main, this.recentFolders)
    this.folderChanges = new ImapFolderChanges({ ...shared, list: this.folders, recent: this.recentFolders })
  }

  readonly folders = (): Promise<FolderDescription[]> => this.#listing.counted()
  readonly foldersSoon = (): Promise<FolderDescription[]> => this.#listing.soon()

  /** While somebody watches, changes of the folders are told, so that they need not be read again: that counts every one. */
  readonly recentFolders = (): Promise<FolderDescription[]> => this.#listing.recent()

  quota(folder?: FolderPath): Promise<Quota | null> {
    return this.#main.run((client) => readQuota(client, folder))
  }

  sorts(): ReturnType<MailAccount['sorts']> {
    return this.#main.run((client) => Promise.resolve(sortsOf(client)))
  }

  window(folder: FolderPath, offset: number, limit: number, order: Order = newestFirst): Promise<Window> {
    return this.#main.runIn(folder, async (client) => {
      const looked = this.#news.beginLook(client)
      return looked(await readOrderedWindow(client, { offset, limit }, order, this.#memory))
    })
  }

  positionOf(reference: MessageReference, order: Order): Promise<number | null> {
    return this.#main.runIn(reference.folder, (client) => positionOf(client, reference, order, this.#memory))
  }

  positionAt(folder: FolderPath, dateMs: number, order: Order & { sort: 'arrived' | 'sent' }): Promise<number | null> {
    return this.#main.runIn(folder, (client) => positionAt(client, dateMs, order, this.#memory))
  }

  read(reference: MessageReference): Promise<FullMessage> {
    return this.#inFolderOf(reference, (client) =>
      readMessage(client, reference, this.#identity.user, this.#caches.rows),
    )
  }

  threadHeaders(reference: MessageReference): ReturnType<MailAccount['threadHeaders']> {
    return this.#inFolderOf(reference, (client) => readThreadHeaders(client, reference))
  }

  messageIds(references: readonly MessageReference[]): Promise<(string | null)[]> {
    return this.#perFolder<string | null>(references, null, messageIdsIn)
  }

  async download(reference: MessageReference, partId: string): Promise<PartDownload> {
    const found = await this.#onRow(reference, async (client, row) => {
      const file = await findFile(client, row, partId)
      return file.encodedSizeBytes > smallPartBytes ? file : downloadSmall(client, reference.uid, file)
    })
    return 'bytes' in found ? found : this.#downloads.start(reference, found)
  }

  nested(reference: MessageReference, partId: string): ReturnType<MailAccount['nested']> {
    return this.#onRow(reference, (client, row) => readNested(client, row, partId))
  }

  signedPart(reference: MessageReference, partId: string, limitBytes: number): ReturnType<MailAccount['signedPart']> {
    return this.#onRow(reference, (client, row) => readSignedPart(client, row, partId, limitBytes))
  }

  async source(reference: MessageReference): Promise<PartDownload> {
    const { fixed } = await this.#onRow(reference, (_client, row) => Promise.resolve(row))
    return this.#downloads.start(reference, sourceFile(fixed.subject))
  }

  pick(folder: FolderPath, filter: MessageFilter): ReturnType<MailAccount['pick']> {
    return this.#main.runIn(folder, (client) => pickMessages(client, filter, this.#memory))
  }

  labelsIn(folder: FolderPath): Promise<string[]> {
    return this.#main.runIn(folder, ({ mailbox }) => Promise.resolve(readFlags(mailbox.flags).labels))
  }

  marksOf(references: readonly MessageReference[]): Promise<(Marks | null)[]> {
    return this.#perFolder<Marks | null>(references, null, marksIn)
  }

  receivedAt(references: readonly MessageReference[]): Promise<(number | null)[]> {
    return this.#perFolder<number | null>(references, null, receivedAtIn)
  }

  async changeFlags(
    references: readonly MessageReference[],
    add: readonly Flag[],
    remove: readonly Flag[],
    labels?: LabelChange,
  ): Promise<Outcome[]> {
    return this.#perFolder(references, 'gone', async (client, some) => {
      const { outcomes, after } = await changeFlagsIn(client, some, { add, remove, labels })
      const items = toldOf(some, after)
      if (items.length > 0) this.#news.tell({ type: 'flags', folder: client.mailbox.path, items })
      return outcomes
    })
  }

  async move(references: readonly MessageReference[], to: FolderPath): Promise<MoveOutcome[]> {
    const gone: MoveOutcome = { outcome: 'gone', moved: null }
    const roles = await this.#listing.roles()
    const verdictOn = (from: FolderPath) => junkVerdict(roles.get(from) ?? null, roles.get(to) ?? null)
    const work = (client: Selected, some: MessageReference[]) =>
      moveInTurn(client, some, { to, verdict: verdictOn(client.mailbox.path) }, this.#caches.moves)
    return this.#perFolder(references, gone, work, to)
  }

  async deleteForever(references: readonly MessageReference[]): Promise<Outcome[]> {
    const roles = await this.#listing.roles()
    return this.#perFolder(references, 'gone', async (client, some) => {
      const role = roles.get(client.mailbox.path)
      return role && rolesToDeleteIn.includes(role) ? deleteFrom(client, some) : some.map(() => 'refused')
    })
  }

  async saveSentCopy(...[message, owner = null]: Parameters<MailAccount['saveSentCopy']>) {
    return appendSentCopy(this.#main, await this.#listing.known(), message, owner)
  }

  watch(onChange: (change: MailChange) => void): () => void {
    return this.#news.watch((change) => {
      if (change.type === 'folders') this.#main.doubtSelection()
      onChange(change)
    })
  }

  async forgetRights(): Promise<void> {
    await Promise.all([this, ...this.#besides].map((account) => account.#listing.renew()))
    this.#news.rightsChanged()
  }

  beside(): MailAccount {
    const other = new ImapAccount(this.#identity, this.#open, this.#caches)
    other.#news.handOn((change) => this.#news.tellBeside(change))
    this.#besides.add(other)
    other.#onClose = () => this.#besides.delete(other)
    return other
  }

  close(): void {
    this.#onClose?.()
    for (const other of this.#besides) other.close()
    const parts = [
      this.#news,
      this.#main,
      this.#listing,
      this.folderChanges,
      this.search,
      this.#downloads,
      this.conversations,
    ]
    for (const part of parts) part.close()
  }

  #onRow<T>(reference: MessageReference, work: RowWork<T>): Promise<T> {
    return this.#inFolderOf(reference, async (client) =>
      work(client, await rowOf(client, reference, this.#identity.user, this.#caches.rows)),
    )
  }

  #inFolderOf<T>(reference: MessageReference, work: (client: Selected) => Promise<T>): Promise<T> {
    return inFolderOf(this.#main, reference, work)
  }

  /** Runs a change folder by folder. `target` may be missing: that is told. */
  #perFolder<T>(
    references: readonly MessageReference[],
    gone: T,
    work: (client: Selected, some: MessageReference[]) => Promise<T[]>,
    target?: FolderPath,
  ): Promise<T[]> {
    return perFolder(this.#main, references, { gone, work, target, paths: () => this.#listing.paths() })
  }
}
