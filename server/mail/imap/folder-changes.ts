import type { ImapFlow } from 'imapflow'
import { Problem } from '#server/problem.ts'
import type { FolderChange, FolderChanges, Removal } from '../folder-changes.ts'
import {
  checkNoPurpose,
  folderAt,
  nameRefused,
  pathFor,
  pathsAfter,
  planRemoval,
  separatorIn,
} from '../folder-rules.ts'
import type { FolderDescription, FolderPath, MailChange, MessageReference } from '../mail-account.ts'
import { mailProblem } from '../problems.ts'
import { createMailbox, deleteMailbox, renameMailbox, subscribe } from './ext/folders.ts'
import { clearFolder, markFolderRead, nothingCleared } from './folder-clearing.ts'
import { KeptConnection } from './kept-connection.ts'
import { must } from './must.ts'

interface Deps {
  main: KeptConnection
  open: () => Promise<ImapFlow>
  /** Read now, for what cannot be taken back. */
  list: () => Promise<readonly FolderDescription[]>
  /** As last read and told; where it is behind, the server refuses what must not be. */
  recent: () => Promise<readonly FolderDescription[]>
  tell: (change: MailChange) => void
}

/** Changes of the folder tree over IMAP; what touches many messages runs on a connection of its own, in lots. */
export class ImapFolderChanges implements FolderChanges {
  readonly #deps: Deps
  readonly #open = new Set<KeptConnection>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  async create(parent: FolderPath | null, name: string): Promise<FolderDescription> {
    const folders = await this.#deps.recent()
    const wanted = pathFor(folders, parent, name)
    const path = await this.#onTree(async (client) => {
      const made = await named(createMailbox(client, wanted))
      await subscribe(client, made, true).catch(() => undefined)
      return made
    })
    const above = folders.find((folder) => folder.path === parent) ?? null
    return {
      ...{ path, name, parentPath: parent, role: null, serverRole: null, owner: above?.owner ?? null },
      ...{ holdsMessages: true, mayHoldFolders: true, subscribed: true },
      ...{ separator: separatorIn(folders, above), total: 0, unread: 0 },
    }
  }

  async change(path: FolderPath, { name, parent, subscribed }: FolderChange) {
    const folders = await this.#deps.recent()
    const folder = folderAt(folders, path)
    const parentPath = parent === undefined ? folder.parentPath : parent
    const wanted = pathFor(folders, parentPath, name ?? folder.name, folder)
    const moves = wanted !== path
    if (moves) checkNoPurpose(folders, folder)
    const now = await this.#onTree(async (client) => {
      const placed = moves ? await this.#rename(client, folders, folder, wanted) : path
      if (subscribed !== undefined) await subscribeOnce(client, placed, { from: folder.subscribed, to: subscribed })
      return placed
    })
    const changed = { path: now, parentPath, name: name ?? folder.name, subscribed: subscribed ?? folder.subscribed }
    return { folder: { ...folder, ...changed }, paths: moves ? pathsAfter(folders, folder, now) : [] }
  }

  async remove(path: FolderPath, options: Parameters<FolderChanges['remove']>[1]): Promise<Removal> {
    const { doomed, trash } = planRemoval(await this.#deps.list(), path, options)
    const done: Removal = { movedToTrash: 0, deletedForEver: 0, gone: [] }
    await this.#onItsOwn(async (own) => {
      for (const { path: gone, name, parentPath, holdsMessages } of doomed) {
        const cleared = holdsMessages ? await clearFolder(own, gone, trash, () => undefined) : nothingCleared
        done[trash === null ? 'deletedForEver' : 'movedToTrash'] += cleared.count
        await this.#delete(gone)
        done.gone.push({ path: gone, name, parentPath, ...cleared })
      }
    }).finally(() => this.#deps.tell({ type: 'folders' }))
    return done
  }

  async empty(path: FolderPath): Promise<number> {
    const { role } = folderAt(await this.#deps.recent(), path)
    if (role !== 'trash' && role !== 'junk') throw new Problem('not-allowed')
    return this.#onItsOwn(async (own) => (await clearFolder(own, path, null, this.#deps.tell)).count)
  }

  async markRead(path: FolderPath): Promise<MessageReference[]> {
    return this.#onItsOwn((own) => markFolderRead(own, path, this.#deps.tell))
  }

  close(): void {
    for (const own of this.#open) own.close()
  }

  /** Renames with all that is inside; programs that show only subscribed folders shall go on showing the same ones. */
  async #rename(
    client: ImapFlow,
    folders: readonly FolderDescription[],
    folder: FolderDescription,
    wanted: FolderPath,
  ): Promise<FolderPath> {
    await leave(client, folder)
    const now = await named(renameMailbox(client, folder.path, wanted))
    const subscribed = new Set(folders.filter((each) => each.subscribed).map(({ path }) => path))
    for (const { was, now: path } of pathsAfter(folders, folder, now)) {
      if (!subscribed.has(was)) continue
      await subscribe(client, path, true).catch(() => undefined)
      await subscribe(client, was, false).catch(() => undefined)
    }
    return now
  }

  async #delete(path: FolderPath): Promise<void> {
    await this.#deps.main.run(
      async (client) => {
        await leave(client, { path, separator: null })
        await subscribe(client, path, false).catch(() => undefined)
        // A folder that only held others is gone with the last of them.
        await deleteMailbox(client, path).catch((error: unknown) => {
          if (mailProblem(error).type !== 'folder-gone') throw error
        })
      },
      { repeatable: false },
    )
  }

  /** A change of the tree must not be tried twice: the second time it would be refused as already done. */
  async #onTree(work: (client: ImapFlow) => Promise<FolderPath>): Promise<FolderPath> {
    try {
      return await this.#deps.main.run(work, { repeatable: false })
    } finally {
      this.#deps.tell({ type: 'folders' })
    }
  }

  async #onItsOwn<T>(work: (own: KeptConnection) => Promise<T>): Promise<T> {
    const own = new KeptConnection({ open: this.#deps.open })
    this.#open.add(own)
    try {
      return await work(own)
    } finally {
      own.close()
      this.#open.delete(own)
    }
  }
}

/** A folder that is selected while it goes would take the connection with it. */
async function leave(client: ImapFlow, { path, separator }: Pick<FolderDescription, 'path' | 'separator'>) {
  const selected = client.mailbox ? client.mailbox.path : null
  const isInside = separator !== null && selected?.startsWith(path + separator)
  if (selected === path || isInside) await must(client.mailboxOpen('INBOX'))
}

/** A server may refuse what is so already. */
async function subscribeOnce(client: ImapFlow, path: FolderPath, { from, to }: { from: boolean; to: boolean }) {
  await subscribe(client, path, to).catch((error: unknown) => {
    if (from !== to) throw error
  })
}

/** A plain refusal of a new name is the name's fault: too long for the server's disk, or not to its taste. */
async function named(work: Promise<FolderPath>): Promise<FolderPath> {
  try {
    return await work
  } catch (error) {
    const { serverResponseCode, responseStatus } = error as { serverResponseCode?: string; responseStatus?: string }
    const isTheName = serverResponseCode === undefined || serverResponseCode === 'CANNOT'
    if (responseStatus === 'NO' && isTheName) throw nameRefused('wrong-form')
    throw error
  }
}
