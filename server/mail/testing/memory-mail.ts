import { Readable } from 'node:stream'
import type { Quota } from '#contract/folders.ts'
import { messageSort, type MessageSort } from '#contract/message-order.ts'
import type { Flag, LabelChange } from '#contract/messages.ts'
import { Problem } from '#server/problem.ts'
import {
  newestFirst,
  type FolderDescription,
  type FullMessage,
  type MailAccount,
  type MailAccounts,
  type MailChange,
  type MailIdentity,
  type Marks,
  type MessageFilter,
  type MessageReference,
  type MessageSet,
  type Outcome,
  type PartDownload,
  type SignedPart,
  type Summary,
  type ThreadHeaders,
  type Window,
  type Order,
} from '../mail-account.ts'
import { isLabel, isSameKeyword } from '../flags.ts'
import { hasManyShared } from '../many-shared.ts'
import { type MessageBytes, wholeOf } from '../message-bytes.ts'
import { sourceFile } from '../mime/file-names.ts'
import { MemoryConversations } from './memory-conversations.ts'
import { MemoryCopies } from './memory-copies.ts'
import { MemoryDrafts } from './memory-drafts.ts'
import { MemoryFolderChanges } from './memory-folder-changes.ts'
import type { MemoryFolder, StoredLetter } from './memory-folder.ts'
import { MemoryMailbox } from './memory-mailbox.ts'
import { MemoryNotes } from './memory-notes.ts'
import { MemorySharing } from './memory-sharing.ts'
import { MemorySearch } from './memory-search.ts'
import { MemorySifting } from './memory-sifting.ts'
import { MemorySurvey } from './memory-survey.ts'
import { inOrder } from './memory-order.ts'

/** A mail server in memory: the same promises as the real adapters, for tests that need no server. */
export class MemoryMail implements MailAccounts {
  readonly #people = new Map<string, { password: string; mailbox: MemoryMailbox }>()
  /** Accounts open at the moment, to see that ended sessions leave none behind. */
  openAccounts = 0
  /** When set, every use fails with it. */
  outage: Problem | null = null

  addPerson(user: string, password: string): MemoryMailbox {
    const mailbox = new MemoryMailbox()
    this.#people.set(user, { password, mailbox })
    return mailbox
  }

  signIn(identity: MailIdentity, password: string): Promise<MailAccount> {
    if (this.outage) return Promise.reject(this.outage)
    const person = this.#people.get(identity.user)
    if (person?.password !== password) return Promise.reject(new Problem('wrong-credentials'))
    return Promise.resolve(this.resume(identity))
  }

  resume({ user, chosenRoles }: MailIdentity): MailAccount {
    this.openAccounts += 1
    const mailbox = this.#people.get(user)?.mailbox ?? new MemoryMailbox()
    return new MemoryAccount(this, mailbox, chosenRoles)
  }
}

class MemoryAccount implements MailAccount {
  readonly folderChanges = new MemoryFolderChanges(() => this.#box())
  readonly search = new MemorySearch(() => this.#box())
  readonly sifting = new MemorySifting(() => this.#box())
  readonly notes = new MemoryNotes(() => this.#box())
  readonly conversations = new MemoryConversations(() => this.#box())
  readonly sharing = new MemorySharing(() => this.#box())
  readonly survey = new MemorySurvey(() => this.#box())
  readonly copies = new MemoryCopies(() => this.#box(), emptyLetter())
  readonly drafts = new MemoryDrafts(() => this.#box(), emptyLetter())
  readonly #chosenRoles: MailIdentity['chosenRoles']
  readonly #mail: MemoryMail
  readonly #mailbox: MemoryMailbox
  readonly #listeners = new Set<(change: MailChange) => void>()
  readonly #besides = new Set<MemoryAccount>()
  #closed = false

  constructor(mail: MemoryMail, mailbox: MemoryMailbox, chosenRoles: MailIdentity['chosenRoles']) {
    this.#mail = mail
    this.#chosenRoles = chosenRoles
    this.#mailbox = mailbox
  }

  async folders(): Promise<FolderDescription[]> {
    return (await this.#box()).describe()
  }

  async foldersSoon(): Promise<FolderDescription[]> {
    const folders = await this.folders()
    if (!hasManyShared(folders)) return folders
    return folders.map((folder) => (folder.owner === null ? folder : { ...folder, total: null, unread: null }))
  }

  recentFolders(): Promise<FolderDescription[]> {
    return this.folders()
  }

  async quota(path?: string): Promise<Quota | null> {
    const { folders, quotaBytes } = await this.#box()
    const folder = folders.get(path ?? '')
    if (folder && folder.owner !== null) return folder.quota
    const letters = [...folders.values()].flatMap((folder) => folder.letters)
    const usedBytes = letters.reduce((sum, letter) => sum + letter.sizeBytes, 0)
    return { usedBytes, limitBytes: quotaBytes ?? 5_000_000_000 }
  }

  async sorts(): Promise<MessageSort[]> {
    await this.#box()
    return [...messageSort.options]
  }

  async window(path: string, offset: number, limit: number, order: Order = newestFirst): Promise<Window> {
    const folder = (await this.#box()).folder(path)
    folder.isOpened = true
    const letters = inOrder(folder.letters, order).slice(offset, offset + limit)
    const items = letters.map((letter) => folder.summary(letter))
    return { folder: path, ...order, offset, ...folder.counts(), items }
  }

  async positionOf(reference: MessageReference, order: Order): Promise<number | null> {
    const folder = (await this.#box()).folder(reference.folder)
    const letter = folder.find(reference)
    return letter ? inOrder(folder.letters, order).indexOf(letter) : null
  }

  async positionAt(path: string, dateMs: number, order: Order): Promise<number | null> {
    const letters = inOrder((await this.#box()).folder(path).letters, order)
    const offset = letters.findIndex(({ receivedAtMs }) =>
      order.reverse ? receivedAtMs >= dateMs : receivedAtMs <= dateMs,
    )
    return offset < 0 ? null : offset
  }

  async read(reference: MessageReference): Promise<FullMessage> {
    const { folder, letter } = await this.#find(reference)
    return folder.full(letter)
  }

  async download(reference: MessageReference, partId: string): Promise<PartDownload> {
    const { letter } = await this.#find(reference)
    const part = letter.parts.find((candidate) => candidate.partId === partId)
    if (!part) throw new Problem('not-found')
    return { name: part.name, type: part.type, charset: part.charset, bytes: Readable.from([part.bytes]) }
  }

  /** This server takes no message apart. */
  async nested(reference: MessageReference): Promise<null> {
    await this.#find(reference)
    return null
  }

  async signedPart(reference: MessageReference, partId: string, limitBytes: number): Promise<SignedPart | null> {
    const { letter } = await this.#find(reference)
    const part = letter.signed?.[partId]
    if (!part) throw new Problem('not-found')
    return letter.sizeBytes > limitBytes ? null : part
  }

  async source(reference: MessageReference): Promise<PartDownload> {
    const { letter } = await this.#find(reference)
    const source = letter.source || `Subject: ${letter.subject}\r\n\r\n${letter.text}\r\n`
    return { ...sourceFile(letter.subject), bytes: Readable.from([Buffer.from(source)]) }
  }

  async threadHeaders(reference: MessageReference): Promise<ThreadHeaders> {
    const { letter } = await this.#find(reference)
    return { messageId: letter.messageId, references: letter.references }
  }

  async pick(path: string, filter: MessageFilter): Promise<MessageSet> {
    const { unread, flagged, muted, from, label, messageId, resentMessageId } = filter
    const folder = (await this.#box()).folder(path)
    const letters = folder.letters.filter(
      (letter) =>
        (unread === undefined || unread !== letter.flags.includes('seen')) &&
        (flagged === undefined || flagged === letter.flags.includes('flagged')) &&
        (muted === undefined || muted === letter.flags.includes('muted')) &&
        (messageId === undefined || letter.messageId === messageId) &&
        // Nothing here was ever sent on.
        resentMessageId === undefined &&
        (label === undefined || letter.labels.some((other) => isSameKeyword(other, label))) &&
        (from === undefined || letter.from.some(({ address }) => address.toLowerCase() === from.toLowerCase())),
    )
    return { folder: path, validity: folder.validity, uids: letters.map(({ uid }) => uid) }
  }

  async labelsIn(path: string): Promise<string[]> {
    return [...new Set((await this.#box()).folder(path).letters.flatMap(({ labels }) => labels))]
  }

  async marksOf(references: readonly MessageReference[]): Promise<(Marks | null)[]> {
    const marks = await this.#each(references, (_folder, { flags, labels }) => ({ flags, labels }))
    return marks.map((some) => (some === 'gone' ? null : some))
  }

  async messageIds(references: readonly MessageReference[]): Promise<(string | null)[]> {
    const ids = await this.#each(references, (_folder, { messageId }) => messageId)
    return ids.map((id) => (id === 'gone' ? null : id))
  }

  async receivedAt(references: readonly MessageReference[]): Promise<(number | null)[]> {
    const arrivals = await this.#each(references, (_folder, { receivedAtMs }) => receivedAtMs)
    return arrivals.map((arrival) => (arrival === 'gone' ? null : arrival))
  }

  async changeFlags(
    references: readonly MessageReference[],
    add: readonly Flag[],
    remove: readonly Flag[],
    labels?: LabelChange,
  ): Promise<Outcome[]> {
    return this.#each(references, (folder, letter) => {
      const asked = [...(labels?.add ?? []), ...(labels?.remove ?? [])]
      if (!folder.takesLabels && asked.length > 0) return 'refused'
      letter.flags = [...new Set([...letter.flags.filter((flag) => !remove.includes(flag)), ...add])]
      letter.labels = afterChange(letter.labels, labels)
      const item = { reference: folder.reference(letter), flags: letter.flags, labels: letter.labels }
      this.#mailbox.tell({ type: 'flags', folder: folder.path, items: [item] })
      return 'done' as const
    })
  }

  async move(
    references: readonly MessageReference[],
    to: string,
  ): Promise<{ outcome: Outcome; moved: MessageReference | null }[]> {
    const target = (await this.#box()).folder(to)
    if (target.isFull) throw new Problem('mailbox-full')
    const moved = await this.#each(references, (folder, letter) => {
      if (folder === target) return folder.reference(letter)
      folder.remove(letter)
      const reference = folder.reference(letter)
      this.#mailbox.tell({ type: 'removed', folder: folder.path, references: [reference], ...folder.counts() })
      return this.#add(target, letter)
    })
    return moved.map((reference) =>
      reference === 'gone' ? { outcome: 'gone', moved: null } : { outcome: 'done', moved: reference },
    )
  }

  async deleteForever(references: readonly MessageReference[]): Promise<Outcome[]> {
    return this.#each(references, (folder, letter) => {
      if (!['trash', 'junk', 'drafts'].includes(this.#mailbox.roleOf(folder) ?? '')) return 'refused' as const
      folder.remove(letter)
      const reference = folder.reference(letter)
      this.#mailbox.tell({ type: 'removed', folder: folder.path, references: [reference], ...folder.counts() })
      return 'done' as const
    })
  }

  async saveSentCopy(message: MessageBytes, from: string | null = null): Promise<MessageReference | null> {
    const box = await this.#box()
    const all = box.describe().filter(({ role, rights = 'i' }) => role === 'sent' && rights.includes('i'))
    const place = all.find(({ owner }) => owner === from) ?? all.find(({ owner }) => owner === null)
    const sent = box.folder(place?.path ?? '')
    const whole = await wholeOf(message)
    const subject = /^Subject: (.*)$/m.exec(whole.toString('latin1'))?.[1]?.trim() ?? ''
    return this.#add(sent, {
      ...emptyLetter(),
      ...{ subject, source: whole.toString(), sizeBytes: whole.length, flags: ['seen'] },
    })
  }

  watch(onChange: (change: MailChange) => void): () => void {
    this.#listeners.add(onChange)
    this.#mailbox.listeners.add(onChange)
    return () => {
      this.#listeners.delete(onChange)
      this.#mailbox.listeners.delete(onChange)
    }
  }

  forgetRights(): Promise<void> {
    return Promise.resolve()
  }

  /** Changes are told by the mailbox, to every account on it. */
  beside(): MailAccount {
    this.#mail.openAccounts += 1
    const other = new MemoryAccount(this.#mail, this.#mailbox, this.#chosenRoles)
    this.#besides.add(other)
    return other
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const other of this.#besides) other.close()
    this.#mail.openAccounts -= 1
    for (const listener of this.#listeners) this.#mailbox.listeners.delete(listener)
  }

  /** Like a look at a server, also a look at memory takes a turn and may fail. */
  async #box(): Promise<MemoryMailbox> {
    await Promise.resolve()
    if (this.#closed) throw new Problem('not-signed-in')
    if (this.#mail.outage) throw this.#mail.outage
    this.#mailbox.chosenRoles = (await this.#chosenRoles?.()) ?? {}
    return this.#mailbox
  }

  async #find(reference: MessageReference): Promise<{ folder: MemoryFolder; letter: StoredLetter }> {
    const folder = (await this.#box()).folders.get(reference.folder)
    const letter = folder?.find(reference)
    if (!folder || !letter) throw new Problem('message-gone')
    return { folder, letter }
  }

  async #each<T>(
    references: readonly MessageReference[],
    change: (folder: MemoryFolder, letter: StoredLetter) => T,
  ): Promise<(T | 'gone')[]> {
    const { folders } = await this.#box()
    return references.map((reference) => {
      const folder = folders.get(reference.folder)
      const letter = folder?.find(reference)
      return folder && letter ? change(folder, letter) : 'gone'
    })
  }

  #add(folder: MemoryFolder, letter: Omit<StoredLetter, 'uid'>): MessageReference {
    const stored = folder.add(letter)
    const items: Summary[] = folder.path === 'INBOX' ? [folder.summary(stored)] : []
    this.#mailbox.tell({ type: 'arrived', folder: folder.path, ...folder.counts(), items })
    return folder.reference(stored)
  }
}

function afterChange(labels: readonly string[], change: LabelChange | undefined): string[] {
  const without = (some: readonly string[], others: readonly string[]) =>
    some.filter((label) => !others.some((other) => isSameKeyword(label, other)))
  const { add = [], remove = [] } = change ?? {}
  return [...without(labels, remove), ...without(add.filter(isLabel), [...labels, ...remove])]
}

/** A letter without anything in it. */
export function emptyLetter(): Omit<StoredLetter, 'uid'> {
  return {
    from: [],
    to: [],
    subject: '',
    text: '',
    receivedAtMs: 0,
    sizeBytes: 0,
    flags: [],
    labels: [],
    messageId: null,
    references: [],
    parts: [],
    source: '',
  }
}
