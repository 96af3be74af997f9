import type { ImapFlow } from 'imapflow'
import { Problem } from '#server/problem.ts'
import { imapFlag, isLabel, readFlags } from '../flags.ts'
import type { FolderPath, MessageReference, MessageSet, PartDownload } from '../mail-account.ts'
import type { MailCopies, MessageCopy, MessageIdentity, NewMessage } from '../mail-copies.ts'
import { dateOf, fetchEach, fetchRows, type FetchedRow } from './ext/fetch.ts'
import type { KeptConnection, Selected } from './kept-connection.ts'
import { must } from './must.ts'
import { checkValidity } from './window.ts'

/** How many are asked for at once, and how much of them is held. */
const lot = 200
const heldBytes = 2_000_000

/** Whole messages over IMAP. What is small comes by lots over one connection, what is large by one of its own. */
export class ImapCopies implements MailCopies {
  readonly #main: KeptConnection
  readonly #source: (reference: MessageReference) => Promise<PartDownload>

  constructor(main: KeptConnection, source: (reference: MessageReference) => Promise<PartDownload>) {
    this.#main = main
    this.#source = source
  }

  async *take({ folder, validity, uids }: MessageSet): AsyncIterable<MessageCopy> {
    const inFolder = <T>(work: (client: Selected) => Promise<T>) =>
      this.#main.runIn(
        folder,
        (client) => {
          checkValidity(client, validity)
          return work(client)
        },
        { namesMessages: true },
      )
    for (let at = 0; at < uids.length; at += lot) {
      const asked = uids.slice(at, at + lot)
      const rows = await inFolder((client) =>
        fetchRows(client, { uids: asked }, ['RFC822.SIZE', 'INTERNALDATE', 'FLAGS']),
      )
      const byUid = new Map(rows.map((row) => [row.uid, row]))
      const there = asked.flatMap((uid) => byUid.get(uid) ?? [])
      for (const some of lotsBySize(there)) {
        const large = some.length === 1 && sizeOf(some[0]) > heldBytes
        const bodies = large ? new Map<number, Buffer>() : await inFolder((client) => bodiesOf(client, some))
        for (const row of some) {
          const reference = { folder, validity, uid: row.uid }
          const bytes = large ? await this.#large(reference) : bodies.get(row.uid)
          if (bytes) yield { reference, receivedAtMs: dateOf(row.receivedAt), ...readFlags(row.flags ?? []), bytes }
        }
      }
    }
  }

  async #large(reference: MessageReference): Promise<AsyncIterable<Buffer> | undefined> {
    try {
      return (await this.#source(reference)).bytes
    } catch (error) {
      if (error instanceof Problem && error.type === 'message-gone') return undefined
      throw error
    }
  }

  identities(folder: FolderPath, fromUid: number): Promise<MessageIdentity[]> {
    return this.#main.runIn(folder, async (client) => {
      if (client.mailbox.exists === 0) return []
      const uids = await client.search({ uid: `${fromUid}:*` }, { uid: true })
      const known: MessageIdentity[] = []
      // `N:*` also finds the last message where it is before N (RFC 9051, 9, seq-range).
      const asked = (Array.isArray(uids) ? uids : []).filter((uid) => uid >= fromUid)
      for (let at = 0; at < asked.length; at += lot * 5)
        await fetchEach(client, { uids: asked.slice(at, at + lot * 5) }, ['RFC822.SIZE', 'ENVELOPE'], (row) => {
          if (row.envelope) known.push(identityOf(row))
        })
      return known
    })
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

/** Neighbours together up to what is held; what is larger stands alone. */
function lotsBySize(rows: readonly FetchedRow[]): FetchedRow[][] {
  const lots: FetchedRow[][] = []
  let room = 0
  for (const row of rows) {
    if (sizeOf(row) > room || lots.length === 0) {
      lots.push([])
      room = heldBytes
    }
    lots.at(-1)?.push(row)
    room -= sizeOf(row)
  }
  return lots
}

async function bodiesOf(client: Selected, rows: readonly FetchedRow[]): Promise<Map<number, Buffer>> {
  const uids = rows.map(({ uid }) => uid)
  const whole = await fetchRows(client, { uids }, [{ section: '', maxBytes: heldBytes + 1 }])
  return new Map(whole.flatMap(({ uid, sections }) => [...(sections?.values() ?? [])].map((bytes) => [uid, bytes])))
}

function identityOf({ uid, sizeBytes = 0, envelope }: FetchedRow): MessageIdentity {
  return { uid, sizeBytes, messageId: envelope?.messageId?.trim() || null }
}
