import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/**
 * Gives Kysely's SQLite dialect the shape it asks for, over Node's own SQLite. Statements are prepared once and kept: every
 * request reads its session through here.
 */
export class NodeSqliteDatabase implements SqliteDatabase {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, SqliteStatement>()

  constructor(file: string) {
    this.#database = new DatabaseSync(file)
    // WAL lets a second server process read while this one writes; NORMAL keeps committed rows over a crash of the process.
    this.#database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000;')
  }

  prepare(sql: string): SqliteStatement {
    let statement = this.#prepared.get(sql)
    if (!statement) {
      statement = adapt(this.#database.prepare(sql))
      if (this.#prepared.size > 200) this.#prepared.clear()
      this.#prepared.set(sql, statement)
    }
    return statement
  }

  /** A number that changes only when another connection has written to the file. */
  dataVersion(): number {
    const row = this.#database.prepare('pragma data_version').get() as { data_version: number }
    return row.data_version
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }
}

function adapt(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  }
}
