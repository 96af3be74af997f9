import type { Kysely } from 'kysely'
import type { ContactRecord } from './contact-tables.ts'
import type { NewContact } from './contacts.ts'
import type { Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/* How contacts stand in the database: whose they are as a keyed hash, all else sealed. */

/** Statements take only so many values. */
export const writtenAtOnce = 200

export const indexPurpose = (id: string) => `contact-index:${id}`
export const cardPurpose = (id: string) => `contact:${id}`

export const accountOf = (sealer: Sealer, user: string): string =>
  sealer.fingerprint(`contacts of ${user.toLowerCase()}`)

export function sealedContact(
  sealer: Sealer,
  id: string,
  { card, index }: NewContact,
): Pick<ContactRecord, 'sealed_index' | 'sealed_card' | 'etag'> {
  return {
    sealed_index: sealer.seal(JSON.stringify(index), indexPurpose(id)),
    sealed_card: sealer.seal(card, cardPurpose(id)),
    etag: sealer.fingerprint(`card ${id}: ${card}`).slice(0, 22),
  }
}

/**
 * The number of the book from now on. It comes first in a transaction that changes the book: who comes second waits, so that numbers become visible in
 * their order, and nobody who has been told of one misses what came with a lower one.
 */
export async function nextVersion(transaction: Kysely<Schema>, account: string): Promise<number> {
  const { version } = await transaction
    .insertInto('contact_book')
    .values({ account_hash: account, version: 1, forgotten: 0 })
    .onConflict((conflict) =>
      conflict.column('account_hash').doUpdateSet((set) => ({ version: set('contact_book.version', '+', 1) })),
    )
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}
