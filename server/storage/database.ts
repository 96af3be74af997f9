import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, sql, SqliteDialect } from 'kysely'
import { migrate } from './migrations.ts'
import { isPostgres, openPostgres, type PostgresSettings } from './postgres.ts'
import type { Schema } from './schema.ts'
import { NodeSqliteDatabase } from './sqlite.ts'

export interface Storage {
  database: Kysely<Schema>
  /** True when another process has written since the last call; costs microseconds. */
  changedElsewhere(): boolean
  close(): Promise<void>
}

/** Opens (and where needed creates) what the server keeps itself: in `directory`, readable by its own user only, or in PostgreSQL. */
export function openStorage(directory: string, postgres?: PostgresSettings): Promise<Storage> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return postgres ? openPostgres(postgres) : openSqlite(directory)
}

async function openSqlite(directory: string): Promise<Storage> {
  const file = join(directory, 'curbcut.db')
  const sqlite = new NodeSqliteDatabase(file)
  chmodSync(file, 0o600)
  const database = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) })
  await migrate(database)
  let version = sqlite.dataVersion()
  return {
    database,
    changedElsewhere() {
      const now = sqlite.dataVersion()
      const changed = now !== version
      version = now
      return changed
    },
    close: () => database.destroy(),
  }
}

const durableWrites = new WeakMap<Kysely<Schema>, number>()

/** What `work` writes has reached the disk when this resolves: it outlives a loss of power, not only of this process. */
export async function durably<T>(database: Kysely<Schema>, work: () => Promise<T>): Promise<T> {
  // PostgreSQL answers a commit when it is on its disk (`synchronous_commit`).
  if (isPostgres(database)) return work()
  durableWrites.set(database, (durableWrites.get(database) ?? 0) + 1)
  await sql`pragma synchronous = full`.execute(database)
  try {
    return await work()
  } finally {
    const others = (durableWrites.get(database) ?? 1) - 1
    durableWrites.set(database, others)
    if (others === 0) await sql`pragma synchronous = normal`.execute(database)
  }
}
