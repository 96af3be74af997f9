import type { Address } from '#contract/messages.ts'
import type { MessageParts } from '../mime/structure.ts'
import { Recent } from './recent.ts'

/** What never changes about a message under its (UIDVALIDITY, UID): everything but its flags. */
export interface FixedRow {
  uid: number
  from: Address[]
  sender: Address[]
  replyTo: Address[]
  to: Address[]
  cc: Address[]
  bcc: Address[]
  subject: string
  preview: string
  receivedAtMs: number
  sentAtMs: number | null
  sizeBytes: number
  messageId: string | null
  parts: MessageParts
}

/** How much of a message may be asked for at once: its header instead of the envelope, or no structure either. */
export type Care = 'none' | 'header' | 'no-structure'

const mostRows = 20_000
const mostSuspects = 2_000
const mostFolders = 1_000
const mostStretches = 400

/** Sequence numbers, both included. */
interface Stretch {
  from: number
  to: number
}

/**
 * Rows already fetched and parsed, of all accounts, the longest unused forgotten first. It spares the server the parsing of
 * the same 50 envelopes each time a list is looked at again. Memory: about 2 KB a row.
 */
export class RowCache {
  readonly #rows = new Recent<FixedRow>(mostRows)
  readonly #care = new Map<string, Care>()
  readonly #foldersWithCare = new Set<string>()
  readonly #stretches = new Map<string, Stretch[]>()

  get(folderKey: string, uid: number): FixedRow | undefined {
    return this.#rows.get(`${folderKey}\0${uid}`)
  }

  set(folderKey: string, row: FixedRow): void {
    // A row with a huge address list or structure is not worth a hundred ordinary ones.
    if (row.to.length + row.cc.length + row.bcc.length > 1_000 || row.parts.files.length > 200) return
    this.#rows.set(`${folderKey}\0${row.uid}`, row)
  }

  /** Notes that this stretch is read now, and tells whether most of it was before: then its rows will be known. */
  visit(folderKey: string, { from, to }: Stretch): boolean {
    const read = this.#stretches.get(folderKey) ?? []
    const common = (other: Stretch) => Math.max(0, Math.min(to, other.to) - Math.max(from, other.from) + 1)
    const isKnown = 2 * read.reduce((sum, other) => sum + common(other), 0) > to - from
    const others = read.filter((other) => other.from !== from || other.to !== to)
    this.#stretches.delete(folderKey)
    this.#stretches.set(folderKey, [...others.slice(1 - mostStretches), { from, to }])
    const oldest = this.#stretches.keys().next().value
    if (this.#stretches.size > mostFolders && oldest !== undefined) this.#stretches.delete(oldest)
    return isKnown
  }

  /** Notes that somewhere in this folder is a message whose answer breaks the connection. */
  suspectFolder(folderKey: string): void {
    if (this.#foldersWithCare.size >= mostSuspects) this.#foldersWithCare.clear()
    this.#foldersWithCare.add(folderKey)
  }

  needsCare(folderKey: string): boolean {
    return this.#foldersWithCare.has(folderKey)
  }

  careFor(folderKey: string, uid: number): Care {
    return this.#care.get(`${folderKey}\0${uid}`) ?? 'none'
  }

  /** Notes that this message may have been the one whose answer broke the connection, when asked for with `care`. */
  suspect(folderKey: string, uid: number, care: Care): void {
    if (this.#care.size >= mostSuspects) this.#care.clear()
    this.#care.set(`${folderKey}\0${uid}`, care === 'none' ? 'header' : 'no-structure')
  }

  clear(folderKey: string, uid: number): void {
    this.#care.delete(`${folderKey}\0${uid}`)
  }
}
