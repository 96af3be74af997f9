import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, pipeline as pipe, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Kysely } from 'kysely'
import { Problem } from '#server/problem.ts'
import { holdAlone } from './postgres.ts'
import type { Schema, UploadRow } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** A file that waits to be sent. */
export interface Upload {
  id: string
  name: string
  type: string
  sizeBytes: number
}

/** What is sealed of a file; each has a key of its own. */
interface Sealed {
  name: string
  type: string
  key: string
  nonce: string
  tag: string
}

interface Options {
  /** Where the files lie; made where it is missing. */
  directory: string
  perPersonBytes: number
  now?: () => number
}

const keepUploadsMs = 24 * 60 * 60_000

/**
 * Files people attach, from their arrival until they are sent or a day is over (security.md 28): encrypted on the way to the
 * disk, under random names, each person's within bounds. Nobody but who brought a file finds it.
 */
export class Uploads {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer
  readonly #options: Options
  readonly #now: () => number

  constructor(database: Kysely<Schema>, sealer: Sealer, options: Options) {
    this.#database = database
    this.#sealer = sealer
    this.#options = options
    this.#now = options.now ?? Date.now
    mkdirSync(options.directory, { recursive: true, mode: 0o700 })
  }

  /** Makes room for a file and gives back its id. Throws Problem `uploads-full`. */
  async start(account: string, { name, sizeBytes }: { name: string; sizeBytes: number }): Promise<string> {
    const id = randomBytes(18).toString('base64url')
    const sealed: Sealed = { name, type: '', key: '', nonce: '', tag: '' }
    const row: UploadRow = {
      id,
      account_hash: this.#hashOf(account),
      size_bytes: sizeBytes,
      state: 'awaited',
      created_at_ms: this.#now(),
      sealed: this.#seal(id, sealed),
    }
    await this.#database.transaction().execute(async (transaction) => {
      await holdAlone(transaction, row.account_hash)
      await transaction.insertInto('upload').values(row).execute()
      const { taken } = await transaction
        .selectFrom('upload')
        .select((select) => select.fn.sum<number>('size_bytes').as('taken'))
        .where('account_hash', '=', row.account_hash)
        .executeTakeFirstOrThrow()
      if (taken > this.#options.perPersonBytes) throw new Problem('uploads-full')
    })
    return id
  }

  /**
   * Takes the bytes of a file that was started: exactly as many as it said, else Problem `invalid-request`. `typeOf` sees the
   * name and the first bytes; what it throws ends it. Throws `file-gone` for a file that was never started.
   */
  async receive(
    account: string,
    id: string,
    bytes: AsyncIterable<Buffer>,
    typeOf: (name: string, start: Buffer) => string,
  ): Promise<Upload> {
    const row = await this.#row(account, id)
    const { name } = row.sealed
    const [key, nonce] = [randomBytes(32), randomBytes(12)]
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    const arriving = `${this.#fileOf(id)}.${randomBytes(6).toString('hex')}`
    let type = ''
    try {
      const counted = exactly(row.size_bytes, bytes, (start) => (type = typeOf(name, start)))
      await pipeline(counted, cipher, createWriteStream(arriving, { mode: 0o600, flags: 'wx' }))
      await rename(arriving, this.#fileOf(id))
    } catch (error) {
      await rm(arriving, { force: true })
      throw error
    }
    const sealed = { name, type, key: text(key), nonce: text(nonce), tag: text(cipher.getAuthTag()) }
    const changed = { state: 'here' as const, sealed: this.#seal(id, sealed) }
    await this.#database.updateTable('upload').set(changed).where('id', '=', id).execute()
    return { id, name, type, sizeBytes: row.size_bytes }
  }

  /** The file, or null when it is not here, or not theirs. */
  async find(account: string, id: string): Promise<Upload | null> {
    const row = await this.#row(account, id).catch(() => null)
    if (row?.state !== 'here') return null
    const { name, type } = row.sealed
    return { id, name, type, sizeBytes: row.size_bytes }
  }

  /** Its bytes. The stream fails at its end when the file is not as it was written. Throws `file-gone`. */
  async open(account: string, id: string): Promise<Readable> {
    const row = await this.#row(account, id)
    if (row.state !== 'here') throw new Problem('file-gone')
    const { key, nonce, tag } = row.sealed
    const decipher = createDecipheriv('aes-256-gcm', bytesOf(key), bytesOf(nonce)).setAuthTag(bytesOf(tag))
    return pipe(createReadStream(this.#fileOf(id)), decipher, new PassThrough(), () => undefined)
  }

  async remove(account: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const own = await this.#database
      .deleteFrom('upload')
      .where('account_hash', '=', this.#hashOf(account))
      .where('id', 'in', ids)
      .returning('id')
      .execute()
    await Promise.all(own.map(({ id }) => rm(this.#fileOf(id), { force: true })))
  }

  /** Keeps them for a day from then on; `fromMs` may be a time to come. */
  async keep(account: string, ids: readonly string[], fromMs: number): Promise<void> {
    if (ids.length === 0) return
    await this.#database
      .updateTable('upload')
      .set({ created_at_ms: fromMs })
      .where('account_hash', '=', this.#hashOf(account))
      .where('id', 'in', ids)
      .where('created_at_ms', '<', fromMs)
      .execute()
  }

  /** Forgets what is older than a day, files nobody knows of included. */
  async sweep(): Promise<void> {
    const before = this.#now() - keepUploadsMs
    await this.#database.deleteFrom('upload').where('created_at_ms', '<', before).execute()
    const known = new Set((await this.#database.selectFrom('upload').select('id').execute()).map(({ id }) => id))
    for (const name of await readdir(this.#options.directory)) {
      if (known.has(name)) continue
      const file = join(this.#options.directory, name)
      const written = await stat(file).catch(() => null)
      if (written && written.mtimeMs < before) await rm(file, { force: true })
    }
  }

  async #row(account: string, id: string): Promise<Omit<UploadRow, 'sealed'> & { sealed: Sealed }> {
    const row = await this.#database
      .selectFrom('upload')
      .selectAll()
      .where('id', '=', id)
      .where('account_hash', '=', this.#hashOf(account))
      .where('created_at_ms', '>=', this.#now() - keepUploadsMs)
      .executeTakeFirst()
    const opened = row && this.#sealer.open(row.sealed, purpose(id))
    if (!row || !opened) throw new Problem('file-gone')
    return { ...row, sealed: JSON.parse(opened) as Sealed }
  }

  #hashOf(account: string): string {
    return this.#sealer.fingerprint(`uploads of ${account}`)
  }

  #seal(id: string, sealed: Sealed): string {
    return this.#sealer.seal(JSON.stringify(sealed), purpose(id))
  }

  /** An id is of our own making by the time it comes here: a row was found under it. */
  #fileOf(id: string): string {
    return join(this.#options.directory, id)
  }
}

const purpose = (id: string) => `upload:${id}`
const text = (bytes: Buffer) => bytes.toString('base64')
const bytesOf = (encoded: string) => Buffer.from(encoded, 'base64')
const looksAtBytes = 4096

/** Passes on exactly this many bytes; `onStart` sees the first ones before any goes on. */
async function* exactly(
  sizeBytes: number,
  bytes: AsyncIterable<Buffer>,
  onStart: (start: Buffer) => void,
): AsyncGenerator<Buffer> {
  let seen = 0
  let start: Buffer[] | null = []
  for await (const chunk of bytes) {
    seen += chunk.length
    if (seen > sizeBytes) throw new Problem('invalid-request')
    if (!start) {
      yield chunk
      continue
    }
    start.push(chunk)
    if (seen < looksAtBytes) continue
    onStart(Buffer.concat(start).subarray(0, looksAtBytes))
    yield* start
    start = null
  }
  if (seen !== sizeBytes) throw new Problem('invalid-request')
  if (!start) return
  onStart(Buffer.concat(start))
  yield* start
}
