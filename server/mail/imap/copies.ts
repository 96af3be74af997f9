import type { ImapFlow } from 'imapflow'
import { Problem } from '#server/problem.ts'
import { imapFlag, isLabel, readFlags } from '../flags.ts'
import type { FolderPath, MessageReference, MessageSet, PartDownload } from '../mail-account.ts'
import type {
  CopyBytes,
  KeptBeside,
  MailCopies,
  MessageCopy,
  MessageFacts,
  MessageIdentity,
  NewMessage,
} from '../mail-copies.ts'
import { carefulRows, type RowMemory } from './careful-rows.ts'
import { dateOf, fetchMany, type FetchedRow, type FetchItem } from './ext/fetch.ts'
import type { KeptConnection, Selected } from './kept-connection.ts'
import { must } from './must.ts'
import { ahead } from './read-ahead.ts'
import { careOf } from './rows.ts'
import { checkValidity } from './window.ts'

/** How many are asked for at once, and how much of them is held. */
const lot = 1_000
const heldBytes = 4_000_000
/** What is larger comes by a connection of its own. */
const largeBytes = 2_000_000
/** What is smaller comes along with what is asked about it, so that it is one question. */
const alongBytes = 8_000
const factItems = ['RFC822.SIZE', 'INTERNALDATE', 'FLAGS'] as const satisfies FetchItem[]

type Lot = { row: FetchedRow; bytes: Buffer | undefined; isLarge: boolean }[]

/**
 * Whole messages over IMAP. What is small comes by lots over one connection, what is large by one of its own. While a lot is
 * worked on, the next one is under way.
 */
export class ImapCopies implements MailCopies {
  readonly #main: KeptConnection
  readonly #memory: RowMemory
  readonly #source: (reference: MessageReference) => Promise<PartDownload>

  constructor(main: KeptConnection, memory: RowMemory, source: (reference: MessageReference) => Promise<PartDownload>) {
    this.#main = main
    this.#memory = memory
    this.#source = source
  }

  async *take(set: MessageSet): AsyncIterable<MessageCopy[]> {
    const { folder, validity } = set
    for await (const some of ahead(this.#lots(set))) {
      const copies: MessageCopy[] = []
      for (const { row, ...held } of some) {
        const reference = { folder, validity, uid: row.uid }
        const bytes = held.isLarge ? await this.#large(reference) : held.bytes
        if (bytes) copies.push({ reference, ...keptBeside(row), bytes })
      }
      if (copies.length > 0) yield copies
    }
  }

  facts(set: MessageSet): AsyncIterable<MessageFacts[]> {
    return ahead(this.#facts(set))
  }

  async *#facts(set: MessageSet): AsyncGenerator<MessageFacts[]> {
    for (let at = 0; at < set.uids.length; at += lot * 2) {
      const rows = await this.#rows(set, set.uids.slice(at, at + lot * 2), factItems)
      yield rows.map((row) => ({ uid: row.uid, sizeBytes: sizeOf(row), ...keptBeside(row) }))
    }
  }

  async *bytesOf(
    set: MessageSet,
    sizes: readonly number[],
  ): AsyncIterable<{ uid: number; bytes: CopyBytes | undefined }[]> {
    const { folder, validity, uids } = set
    const rows = uids.map((uid, index) => ({ uid, sequence: 0, sizeBytes: sizes[index] ?? 0 }))
    for await (const some of ahead(this.#bodies(set, rows))) {
      const copies: { uid: number; bytes: CopyBytes | undefined }[] = []
      for (const { row, bytes, isLarge } of some) {
        const { uid } = row
        copies.push({ uid, bytes: isLarge ? await this.#large({ folder, validity, uid }) : bytes })
      }
      yield copies
    }
  }

  /** What is known of messages and, where most of them are small, their bytes at once. */
  async *#lots(set: MessageSet): AsyncGenerator<Lot> {
    let isAlong = true
    for (let at = 0; at < set.uids.length; at += lot) {
      const along = isAlong ? [{ section: '', maxBytes: alongBytes }] : []
      const rows = await this.#rows(set, set.uids.slice(at, at + lot), [...factItems, ...along])
      isAlong = rows.filter((row) => sizeOf(row) > alongBytes).length * 4 < rows.length
      yield* this.#bodies(set, rows)
    }
  }

  async *#bodies(set: MessageSet, rows: readonly FetchedRow[]): AsyncGenerator<Lot> {
    for (const some of lotsBySize(rows)) {
      const isLarge = some.length === 1 && sizeOf(some[0]) > largeBytes
      const missing = isLarge ? [] : some.filter((row) => wholeOf(row) === undefined).map(({ uid }) => uid)
      const items = [{ section: '', maxBytes: largeBytes + 1 }]
      const fetched = missing.length > 0 ? await this.#rows(set, missing, items) : []
      const bodies = new Map(fetched.map((row) => [row.uid, bodyOf(row)]))
      yield some.map((row) => ({ row, bytes: wholeOf(row) ?? bodies.get(row.uid), isLarge }))
    }
  }

  /** Those that are there, in the order asked for. */
  async #rows({ folder, validity }: MessageSet, uids: readonly number[], items: FetchItem[]): Promise<FetchedRow[]> {
    const ask = (client: Selected) => {
      checkValidity(client, validity)
      return fetchMany(client, uids, items)
    }
    const byUid = await this.#main.runIn(folder, ask, { namesMessages: true })
    return uids.flatMap((uid) => byUid.get(uid) ?? [])
  }

  /** Nothing where it is gone. */
  async #large(reference: MessageReference): Promise<CopyBytes | undefined> {
    try {
      return (await this.#source(reference)).bytes
    } catch (error) {
      if (error instanceof Problem && error.type === 'message-gone') return undefined
      throw error
    }
  }

  async identities(folder: FolderPath, fromUid: number): Promise<MessageIdentity[]> {
    const asked = await this.#main.runIn(folder, async (client) => {
      if (client.mailbox.exists === 0) return []
      const uids = await client.search({ uid: `${fromUid}:*` }, { uid: true })
      // `N:*` also finds the last message where it is before N (RFC 9051, 9, seq-range).
      return (Array.isArray(uids) ? uids : []).filter((uid) => uid >= fromUid)
    })
    const known: MessageIdentity[] = []
    for (let at = 0; at < asked.length; at += lot) {
      const some = asked.slice(at, at + lot)
      const ask = (client: Selected) =>
        carefulRows(client, some, ['RFC822.SIZE', 'ENVELOPE'], careOf(this.#memory, client))
      for (const row of await this.#main.runIn(folder, ask)) if (row.envelope) known.push(identityOf(row))
    }
    return known
  }

  async put(folder: FolderPath, { bytes, flags, labels, receivedAtMs }: NewMessage): Promise<MessageReference | null> {
    const names = [...flags.map(imapFlag), ...labels.filter(isLabel)]
    try {
      const put = (client: ImapFlow) => must(client.append(folder, bytes, names, new Date(receivedAtMs)))
      const { uid, uidValidity } = await this.#main.run(put, { repeatable: false })
      return uid && uidValidity ? { folder, validity: String(uidValidity), uid } : null
    } catch (error) {
      const { cause } = error as { cause?: { responseStatus?: string; serverResponseCode?: string } }
      const isPlainNo = cause?.responseStatus === 'BAD' || (cause?.responseStatus === 'NO' && !cause.serverResponseCode)
      throw isPlainNo ? new Problem('invalid-request', {}, error) : error
    }
  }
}

const sizeOf = (row: FetchedRow | undefined) => row?.sizeBytes ?? 0

const keptBeside = (row: FetchedRow): KeptBeside => ({
  receivedAtMs: dateOf(row.receivedAt),
  ...readFlags(row.flags ?? []),
})

const bodyOf = ({ sections }: FetchedRow) => sections?.values().next().value

/** The bytes that came along, where they are all of the message: one byte less than the most that was asked for. */
function wholeOf(row: FetchedRow): Buffer | undefined {
  const bytes = bodyOf(row)
  return bytes && bytes.length < alongBytes ? bytes : undefined
}

/** Neighbours together up to what is held, of which no more than can be asked for at once; what is large stands alone. */
function lotsBySize(rows: readonly FetchedRow[]): FetchedRow[][] {
  const lots: FetchedRow[][] = []
  let room = 0
  for (const row of rows) {
    const sizeBytes = wholeOf(row) ? 0 : sizeOf(row)
    const isLarge = sizeBytes > largeBytes
    if (isLarge || sizeBytes > room || lots.length === 0 || lots.at(-1)?.length === lot) {
      lots.push([])
      room = heldBytes
    }
    lots.at(-1)?.push(row)
    room -= isLarge ? heldBytes + 1 : sizeBytes
  }
  return lots
}

function identityOf({ uid, sizeBytes = 0, envelope }: FetchedRow): MessageIdentity {
  return { uid, sizeBytes, messageId: envelope?.messageId?.trim() || null }
}
