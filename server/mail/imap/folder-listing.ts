import type { ImapFlow } from 'imapflow'
import type { FolderRole } from '#contract/folders.ts'
import type { ChosenRoles } from '../chosen-roles.ts'
import type { FolderDescription, FolderPath, MailIdentity } from '../mail-account.ts'
import { hasManyShared } from '../many-shared.ts'
import type { AccountNews } from './account-news.ts'
import { listFolders, listFoldersSoon } from './folders.ts'
import { KeptConnection } from './kept-connection.ts'

interface Options {
  identity: MailIdentity
  open: () => Promise<ImapFlow>
  main: KeptConnection
  news: AccountNews
}

type List = (client: ImapFlow, chosen: ChosenRoles) => Promise<FolderDescription[]>

const keepUnusedMs = 10_000

/** The folders of an account, with and without how many messages each has: where there are thousands of them, to count takes seconds. */
export class FolderListing {
  readonly #options: Options
  /** So that nobody who opens a message waits for thousands of folders to be counted. */
  readonly #counting: KeptConnection
  #countsLong = false

  constructor(options: Options) {
    this.#options = options
    this.#counting = new KeptConnection({ open: options.open, shedAfterMs: keepUnusedMs })
  }

  counted(): Promise<FolderDescription[]> {
    return this.#list(this.#countsLong ? this.#counting : this.#options.main, listFolders)
  }

  soon(): Promise<FolderDescription[]> {
    return this.#list(this.#options.main, listFoldersSoon)
  }

  /** As last listed while changes are told (`MailAccount.recentFolders`). */
  async recent(): Promise<FolderDescription[]> {
    const { news } = this.#options
    return news.current() ?? news.withCounts(await this.counted())
  }

  /** The same with every count. */
  async recentCounted(): Promise<FolderDescription[]> {
    const folders = await this.recent()
    return folders.some(({ total }) => total === null) ? this.counted() : folders
  }

  /** As they were last listed, until they change; counts may be missing. */
  async known(): Promise<FolderDescription[]> {
    return this.#options.news.listed ?? (await this.counted())
  }

  async roles(): Promise<ReadonlyMap<FolderPath, FolderRole | null>> {
    return new Map((await this.known()).map(({ path, role }) => [path, role]))
  }

  /** As they are now. */
  async paths(): Promise<FolderPath[]> {
    return (await this.counted()).map(({ path }) => path)
  }

  /** Gives back the connections, which remember old rights. */
  async renew(): Promise<void> {
    await Promise.all([this.#options.main.renew(), this.#counting.renew()])
  }

  close(): void {
    this.#counting.close()
  }

  async #list(connection: KeptConnection, list: List): Promise<FolderDescription[]> {
    const { identity, news } = this.#options
    const toldBefore = news.toldSoFar()
    const chosen = (await identity.chosenRoles?.()) ?? {}
    const folders = await connection.run(async (client) => {
      // Of the folder that is open, STATUS tells only what this connection has been told of.
      if (client.mailbox) await client.noop()
      return list(client, chosen)
    })
    this.#countsLong = hasManyShared(folders)
    return news.noteListed(folders, toldBefore)
  }
}
