import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { AddressRequestRow, Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** An address somebody wants to have, and may not make alone. */
export interface AddressRequest {
  id: string
  /** Who asks: the name the mail servers know, what people call them, and their main address. */
  user: string
  name: string
  main: string
  /** In small letters. */
  address: string
  /** What it is for. */
  note: string
  askedAtMs: number
  /** Why it was refused; null while it waits. */
  refusal: string | null
}

/** Keeps what people have asked for, for all server processes. Names nobody, and no address, in the database. */
export class AddressRequests {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer

  constructor(database: Kysely<Schema>, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
  }

  /** False where somebody waits for this address already. */
  async add(asked: Omit<AddressRequest, 'id' | 'refusal'>): Promise<boolean> {
    const request = { ...asked, id: randomUUID(), refusal: null }
    const row = {
      ...{ id: request.id, account_hash: this.#accountOf(request.user), asked_at_ms: request.askedAtMs },
      ...{ address_hash: this.#sealer.fingerprint(`address-request:${request.address}`), sealed: this.#seal(request) },
    }
    const result = await this.#database
      .insertInto('address_request')
      .values(row)
      .onConflict((conflict) => conflict.column('address_hash').doNothing())
      .executeTakeFirst()
    return result.numInsertedOrUpdatedRows === 1n
  }

  /** What one person has asked for, the oldest first. */
  async of(user: string): Promise<AddressRequest[]> {
    const rows = await this.#oldestFirst().where('account_hash', '=', this.#accountOf(user)).execute()
    return rows.flatMap((row) => this.#open(row))
  }

  /** What everybody waits for, the oldest first. */
  async waiting(): Promise<AddressRequest[]> {
    const rows = await this.#oldestFirst().where('address_hash', 'is not', null).execute()
    return rows.flatMap((row) => this.#open(row))
  }

  async remove({ id }: Pick<AddressRequest, 'id'>): Promise<void> {
    await this.#database.deleteFrom('address_request').where('id', '=', id).execute()
  }

  /** It stays until the person has seen why, and keeps the address from nobody. */
  async refuse(request: AddressRequest, refusal: string): Promise<void> {
    await this.#database
      .updateTable('address_request')
      .set({ address_hash: null, sealed: this.#seal({ ...request, refusal }) })
      .where('id', '=', request.id)
      .execute()
  }

  #oldestFirst() {
    return this.#database.selectFrom('address_request').selectAll().orderBy('asked_at_ms').orderBy('id')
  }

  #seal(request: AddressRequest): string {
    return this.#sealer.seal(JSON.stringify(request), `address-request:${request.id}`)
  }

  #open({ id, sealed }: AddressRequestRow): AddressRequest[] {
    const text = this.#sealer.open(sealed, `address-request:${id}`)
    return text === null ? [] : [JSON.parse(text) as AddressRequest]
  }

  #accountOf(user: string): string {
    return this.#sealer.fingerprint(`address-requests:${user.toLowerCase()}`)
  }
}
