import type { ActivityAction } from '#contract/activity.ts'
import type {
  FolderDescription,
  FolderPath,
  MailAccount,
  MailAccounts,
  MailIdentity,
  MessageReference,
  Outcome,
} from '#server/mail/mail-account.ts'
import { keepSentCopies, type OurCopies } from '#server/mail/sent-copies.ts'
import type { Deed } from '#server/storage/activity-log.ts'
import { idOfSent, idsBefore, type MessageIds } from './message-ids.ts'

/** Notes that somebody did something in another's mailbox; never throws and is not waited for. */
export type Note = (owner: string, deed: Deed) => void

/** Looking at a folder counts once in this time. */
const lookAgainMs = 60 * 60_000

/** Accounts that note what is done in the mailboxes of others, whichever part of the server does it; and what is sent from there is kept where it belongs. */
export function watchedAccounts(
  accounts: MailAccounts,
  note: Note,
  { now, sentCopies, keepsMessageIds }: { now: () => number; sentCopies: OurCopies; keepsMessageIds: boolean },
): MailAccounts {
  const watch = (identity: MailIdentity, account: MailAccount) =>
    watchedAccount(account, new Watcher(identity.user, note, { now, keepsMessageIds }), sentCopies)
  return {
    signIn: async (identity, password) => watch(identity, await accounts.signIn(identity, password)),
    resume: (identity) => watch(identity, accounts.resume(identity)),
  }
}

/** What is done over one account, by whose folders it is done in. */
class Watcher {
  readonly #user: string
  readonly #note: Note
  readonly #now: () => number
  readonly #keepsMessageIds: boolean
  readonly #looked = new Map<FolderPath, number>()
  #folders = new Map<FolderPath, FolderDescription>()

  constructor(user: string, note: Note, { now, keepsMessageIds }: { now: () => number; keepsMessageIds: boolean }) {
    this.#user = user
    this.#note = note
    this.#now = now
    this.#keepsMessageIds = keepsMessageIds
  }

  /** Folders as they were listed last; a path says whose it is for as long as it is there. */
  know(folders: readonly FolderDescription[]): void {
    this.#folders = new Map(folders.map((folder) => [folder.path, folder]))
  }

  did(action: ActivityAction, path: FolderPath, count: number, messageIds?: readonly string[]): void {
    const folder = this.#folders.get(path)
    const owner = folder?.owner ?? null
    if (!folder || owner === null) return
    this.#note(owner, { ...this.#deed(action, count, messageIds), folder: folder.name, role: folder.role })
  }

  /** `findId` is asked where the operator keeps ids. */
  async sent(owner: string, findId: () => Promise<string | null>): Promise<void> {
    const id = this.#keepsMessageIds ? await findId() : null
    this.#note(owner, this.#deed('sent', 1, id === null ? [] : [id]))
  }

  /** What messages are called before something is done to them; nobody where the operator keeps no ids. */
  async idsOf(account: MailAccount, references: readonly MessageReference[], to?: FolderPath): Promise<MessageIds> {
    if (!this.#keepsMessageIds) return new Map()
    const isOfAnother = (path: FolderPath) => (this.#folders.get(path)?.owner ?? null) !== null
    const isNoted = to !== undefined && isOfAnother(to)
    return idsBefore(
      account,
      references.filter(({ folder }) => isNoted || isOfAnother(folder)),
    )
  }

  #deed(action: ActivityAction, count: number, messageIds: readonly string[] = []): Deed {
    const named = messageIds.length > 0 ? { messageIds } : {}
    return { user: this.#user, action, folder: '', role: null, count, ...named }
  }

  looked(path: FolderPath): void {
    const nowMs = this.#now()
    if ((this.#looked.get(path) ?? -Infinity) > nowMs - lookAgainMs) return
    this.#looked.set(path, nowMs)
    this.did('opened', path, 0)
  }

  /** Of messages in several folders, those it was done to. */
  didTo(
    action: ActivityAction,
    references: readonly MessageReference[],
    outcomes: readonly Outcome[],
    ids: MessageIds,
  ): void {
    const done = references.filter((_, at) => outcomes[at] === 'done')
    for (const [folder, some] of Map.groupBy(done, (reference) => reference.folder))
      this.did(action, folder, some.length, namesOf(some, ids))
  }
}

const namesOf = (references: readonly MessageReference[], ids: MessageIds): string[] =>
  references.flatMap((reference) => ids.get(reference) ?? [])

/** The same account; what is listed here is noted once it has been done, all else passes through. */
function watchedAccount(account: MailAccount, watcher: Watcher, sentCopies: OurCopies): MailAccount {
  const listed = async (folders: Promise<FolderDescription[]>) => {
    watcher.know(await folders)
    return folders
  }
  const watched: Partial<MailAccount> = {
    folders: () => listed(account.folders()),
    foldersSoon: () => listed(account.foldersSoon()),
    recentFolders: () => listed(account.recentFolders()),
    async window(folder, ...rest) {
      const window = await account.window(folder, ...rest)
      watcher.looked(folder)
      return window
    },
    async read(reference) {
      const message = await account.read(reference)
      watcher.looked(reference.folder)
      return message
    },
    sifting: watchedSifting(account, watcher),
    ...watchedMessages(account, watcher),
    async saveSentCopy(message, owner = null) {
      // By now it has gone out, whatever becomes of the copy.
      if (owner) await watcher.sent(owner, () => idOfSent(message))
      return keepSentCopies(account, sentCopies, message, owner)
    },
    noteSent: (owner, messageId) => {
      if (owner) void watcher.sent(owner, () => Promise.resolve(messageId))
    },
    beside: () => watchedAccount(account.beside(), watcher, sentCopies),
    folderChanges: watchedChanges(account, watcher),
  }
  return new Proxy(account, {
    get(target, name) {
      const own = watched[name as keyof MailAccount]
      if (own !== undefined) return own
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value
    },
  })
}

/** To look for what a rule would catch is to read. */
function watchedSifting({ sifting }: MailAccount, watcher: Watcher): MailAccount['sifting'] {
  return {
    async sift(folder, ...rest) {
      const sifted = await sifting.sift(folder, ...rest)
      watcher.looked(folder)
      return sifted
    },
    async look(reference, ...rest) {
      const message = await sifting.look(reference, ...rest)
      watcher.looked(reference.folder)
      return message
    },
  }
}

function watchedMessages(
  account: MailAccount,
  watcher: Watcher,
): Pick<MailAccount, 'changeFlags' | 'move' | 'deleteForever'> {
  return {
    async changeFlags(references, add, remove, labels) {
      // To have read something is everybody's own, and was noted when the folder was opened.
      const isMark = labels !== undefined || [...add, ...remove].some((flag) => flag !== 'seen')
      const ids = await watcher.idsOf(account, isMark ? references : [])
      const outcomes = await account.changeFlags(references, add, remove, labels)
      if (isMark) watcher.didTo('marked', references, outcomes, ids)
      return outcomes
    },
    async move(references, to) {
      const ids = await watcher.idsOf(account, references, to)
      const results = await account.move(references, to)
      const outcomes = results.map(({ outcome }) => outcome)
      watcher.didTo('moved', references, outcomes, ids)
      const brought = references.filter(({ folder }, at) => folder !== to && outcomes[at] === 'done')
      if (brought.length > 0) watcher.did('added', to, brought.length, namesOf(brought, ids))
      return results
    },
    async deleteForever(references) {
      const ids = await watcher.idsOf(account, references)
      const outcomes = await account.deleteForever(references)
      watcher.didTo('deleted', references, outcomes, ids)
      return outcomes
    },
  }
}

function watchedChanges({ folderChanges }: MailAccount, watcher: Watcher): MailAccount['folderChanges'] {
  return {
    async create(parent, name) {
      const made = await folderChanges.create(parent, name)
      if (parent !== null) watcher.did('folders', parent, 0)
      return made
    },
    async change(folder, change) {
      const changed = await folderChanges.change(folder, change)
      // To hide one is a matter of one's own.
      if (change.name !== undefined || change.parent !== undefined) watcher.did('folders', folder, 0)
      return changed
    },
    async remove(folder, options) {
      const removed = await folderChanges.remove(folder, options)
      watcher.did('folders', folder, 0)
      return removed
    },
    async empty(folder) {
      const count = await folderChanges.empty(folder)
      watcher.did('deleted', folder, count)
      return count
    },
    markRead: (folder) => folderChanges.markRead(folder),
  }
}
