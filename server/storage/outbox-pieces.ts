import type { Kysely } from 'kysely'
import { inPieces, letGo, type MessageBytes, withHead } from '#server/mail/message-bytes.ts'
import type { Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** Small enough that reading or writing one is nothing to the memory, large enough that most messages are one. */
const pieceBytes = 131_072
/** Pieces that belong to nothing are of a process that was killed while it took a message in. */
const orphanedAfterMs = 60 * 60_000

/**
 * Keeps the bytes of messages in the outbox in pieces, each sealed for its place, so that none is ever in memory whole. The first
 * stands in `outbox_content`, with the size of all before it; the others are in rows of their own.
 */
export class OutboxPieces {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer

  constructor(database: Kysely<Schema>, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
  }

  /** Writes all but the first, which is the answer, sealed: what is there without it counts for nothing. */
  async put(id: string, { message, bcc }: { message: MessageBytes; bcc: Buffer }, nowMs: number): Promise<string> {
    const whole = withHead(bcc, message)
    const pieces = inPieces(whole.open(), Math.max(pieceBytes, bcc.length))
    const first = await pieces.next()
    // Read now: the next piece is written over it.
    const bytes = first.done === true ? '' : first.value.toString('latin1')
    let number = 0
    for await (const piece of pieces) {
      number += 1
      const sealed = this.#sealer.sealBytes(piece, purposeOf(id, number))
      await this.#database.insertInto('outbox_piece').values({ id, number, sealed, created_at_ms: nowMs }).execute()
      letGo(sealed)
    }
    return this.#sealer.seal(`${bcc.length} ${whole.sizeBytes}\n${bytes}`, purposeOf(id, 0))
  }

  /** What `put` was given, from its answer; null where that cannot be opened. */
  read(id: string, sealedFirst: string): { message: MessageBytes; bcc: Buffer } | null {
    const text = this.#sealer.open(sealedFirst, purposeOf(id, 0))
    if (text === null) return null
    const end = text.indexOf('\n')
    const first = Buffer.from(text.slice(end + 1), 'latin1')
    // Without a size it was written when messages were kept in one piece.
    const [bccBytes = 0, wholeBytes = first.length] = text.slice(0, end).split(' ').map(Number)
    const sizeBytes = wholeBytes - bccBytes
    const open = () => this.#open(id, first.subarray(bccBytes), sizeBytes)
    return { bcc: first.subarray(0, bccBytes), message: { sizeBytes, open } }
  }

  async *#open(id: string, first: Buffer, sizeBytes: number): AsyncGenerator<Buffer> {
    yield first
    let left = sizeBytes - first.length
    for (let number = 1; left > 0; number += 1) {
      const row = await this.#database
        .selectFrom('outbox_piece')
        .select('sealed')
        .where('id', '=', id)
        .where('number', '=', number)
        .executeTakeFirst()
      const piece = row ? this.#sealer.openBytes(row.sealed, purposeOf(id, number)) : null
      if (row) letGo(row.sealed)
      if (!piece) throw new Error('A piece of a message in the outbox cannot be read')
      left -= piece.length
      yield piece
    }
  }

  async remove(id: string): Promise<void> {
    await this.#database.deleteFrom('outbox_piece').where('id', '=', id).execute()
  }

  async sweep(nowMs: number): Promise<void> {
    await this.#database
      .deleteFrom('outbox_piece')
      .where('created_at_ms', '<', nowMs - orphanedAfterMs)
      .where('id', 'not in', this.#database.selectFrom('outbox_content').select('id'))
      .execute()
  }
}

const purposeOf = (id: string, number: number) =>
  number === 0 ? `outbox:message:${id}` : `outbox:message:${id}:${number}`
