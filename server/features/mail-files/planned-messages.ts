import type { FolderPath, MailAccount, MessageSet } from '#server/mail/mail-account.ts'
import type { MessageFacts } from '#server/mail/mail-copies.ts'
import { Problem } from '#server/problem.ts'

type Marks = Pick<MessageFacts, 'flags' | 'labels'>

/** What an archive can say of a file is little more, and in an mbox a message takes a little more than its size. */
const largestBytes = 4_000_000_000

/** Messages of one folder, which stand together from one to another, without that one. */
export interface PlannedFolder extends Omit<MessageSet, 'uids'> {
  from: number
  end: number
}

/** All that is known of many messages before any of them is read, in some twenty bytes each. */
export class PlannedMessages {
  readonly folders: PlannedFolder[] = []
  /** Of those chosen, so many were gone before. */
  missing = 0
  count = 0
  readonly #uids: Uint32Array
  readonly #sizes: Uint32Array
  readonly #receivedAtMs: Float64Array
  readonly #marks: Uint32Array
  /** Most messages have the marks of many others. */
  readonly #differentMarks: Marks[] = []
  readonly #numbers = new Map<string, number>()
  /** Messages are asked for one after the other. */
  #lastFolder = 0

  private constructor(most: number) {
    this.#uids = new Uint32Array(most)
    this.#sizes = new Uint32Array(most)
    this.#receivedAtMs = new Float64Array(most)
    this.#marks = new Uint32Array(most)
  }

  /** Throws `folder-gone`, and `message-too-large` where one reaches 4 GB. */
  static async of(mail: MailAccount, sets: readonly MessageSet[]): Promise<PlannedMessages> {
    const planned = new PlannedMessages(sets.reduce((sum, { uids }) => sum + uids.length, 0))
    for (const set of sets) {
      const { folder, validity, uids } = set
      const from = planned.count
      for await (const some of mail.copies.facts(set)) for (const one of some) planned.#add(one)
      planned.folders.push({ folder, validity, from, end: planned.count })
      planned.missing += uids.length - (planned.count - from)
    }
    return planned
  }

  #add({ uid, sizeBytes, receivedAtMs, flags, labels }: MessageFacts): void {
    if (sizeBytes >= largestBytes) throw new Problem('message-too-large')
    const key = JSON.stringify([flags, labels])
    const number = this.#numbers.get(key) ?? this.#differentMarks.push({ flags, labels }) - 1
    this.#numbers.set(key, number)
    this.#uids[this.count] = uid
    this.#sizes[this.count] = sizeBytes
    this.#receivedAtMs[this.count] = receivedAtMs
    this.#marks[this.count] = number
    this.count += 1
  }

  at(index: number): MessageFacts {
    const { flags = [], labels = [] } = this.#differentMarks[this.marksOf(index)] ?? {}
    const [uid, sizeBytes, receivedAtMs] = [this.uidOf(index), this.sizeOf(index), this.receivedAtMsOf(index)]
    return { uid, sizeBytes, receivedAtMs, flags, labels }
  }

  sizeOf(index: number): number {
    return this.#sizes[index] ?? 0
  }

  receivedAtMsOf(index: number): number {
    return this.#receivedAtMs[index] ?? 0
  }

  /** The same number for all that have the same marks. */
  marksOf(index: number): number {
    return this.#marks[index] ?? 0
  }

  uidOf(index: number): number {
    return this.#uids[index] ?? 0
  }

  /** The number of the folder a message is in. */
  folderOf(index: number): number {
    const { from = 0, end = 0 } = this.folders[this.#lastFolder] ?? {}
    if (index < from || index >= end) this.#lastFolder = this.folders.findIndex((folder) => index < folder.end)
    return this.#lastFolder
  }

  pathOf(index: number): FolderPath {
    return this.folders[this.folderOf(index)]?.folder ?? ''
  }

  uids(from: number, end: number): number[] {
    return [...this.#uids.subarray(from, end)]
  }

  sizes(from: number, end: number): number[] {
    return [...this.#sizes.subarray(from, end)]
  }
}
