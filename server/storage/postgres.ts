import { readFileSync } from 'node:fs'
import { Kysely, PostgresAdapter, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { tlsTrust, type TlsServer } from '#server/mail/tls-server.ts'
import type { Storage } from './database.ts'
import { migrate } from './migrations.ts'
import type { Schema } from './schema.ts'

/** A database that several servers share. */
export interface PostgresSettings extends TlsServer {
  database: string
  user: string
  passwordFile: string
  /** Where the tables are. */
  schema: string
}

const mostConnections = 10
/** The trigger on the table of sessions says so on this channel. */
const channel = 'curbcut_session'
const listenAgainAfterMs = 1_000

/** Numbers of 64 bits come as text otherwise; ours are milliseconds and counts. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)
types.setTypeParser(pg.types.builtins.NUMERIC, Number)

/**
 * Opens the database over TLS, never without, and makes the tables where they are missing.
 *
 * @throws where it cannot be reached, its certificate is not good, or it does not take the password
 */
export async function openPostgres(settings: PostgresSettings): Promise<Storage> {
  const { host, port, database: name, user, passwordFile, schema } = settings
  const options = {
    ...{ host, port, user, database: name, types },
    password: readFileSync(passwordFile, 'utf8').trim(),
    // Named here too, since an address is no server name and the name in the certificate would go unchecked.
    ssl: { host, ...tlsTrust(settings) },
    options: `-c search_path=${schema}`,
    application_name: 'curbcut',
    connectionTimeoutMillis: 10_000,
  }
  const pool = new pg.Pool({ ...options, max: mostConnections })
  // A connection that ends while nobody uses it is opened anew when one is needed.
  pool.on('error', () => undefined)
  const database = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const news = new SessionNews(options)
  try {
    await migrate(database, schema)
    await news.begin()
  } catch (error) {
    await Promise.all([news.end(), database.destroy()])
    throw error
  }
  return {
    database,
    changedElsewhere: () => news.take(),
    close: async () => {
      await Promise.all([news.end(), database.destroy()])
    },
  }
}

export function isPostgres(database: Kysely<Schema>): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter
}

/** Nobody else changes what this key stands for until the transaction is over. SQLite has one writer at a time anyway. */
export async function holdAlone(transaction: Kysely<Schema>, key: string): Promise<void> {
  if (isPostgres(transaction)) await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(transaction)
}

/** Hears when any server changes a session (LISTEN). While nothing can be heard, there may always be news. */
class SessionNews {
  readonly #options: pg.ClientConfig
  #client: pg.Client | null = null
  #mayHaveNews = true
  #isOver = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: pg.ClientConfig) {
    this.#options = options
  }

  async begin(): Promise<void> {
    const client = new pg.Client({ ...this.#options, keepAlive: true })
    client.on('error', () => undefined)
    client.on('end', () => this.#lost(client))
    client.on('notification', () => (this.#mayHaveNews = true))
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
      this.#client = client
      this.#mayHaveNews = true
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    if (this.#isOver) await client.end()
  }

  take(): boolean {
    if (!this.#client) return true
    const mayHave = this.#mayHaveNews
    this.#mayHaveNews = false
    return mayHave
  }

  async end(): Promise<void> {
    this.#isOver = true
    clearTimeout(this.#timer)
    await this.#client?.end().catch(() => undefined)
  }

  #lost(client: pg.Client): void {
    if (this.#client === client) this.#client = null
    if (this.#isOver) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.begin().catch(() => this.#lost(client)), listenAgainAfterMs).unref()
  }
}
