import { createHash } from 'node:crypto'
import { inject } from 'vitest'
import { openStorage, type Storage } from '#server/storage/database.ts'
import type { PostgresSettings } from '#server/storage/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** There in the runs that prove the same on PostgreSQL. */
    postgres?: Omit<PostgresSettings, 'schema'>
  }
}

/** Storage of a test: SQLite in this directory, or in PostgreSQL tables of its own that stand for it. */
export function openTestStorage(directory: string): Promise<Storage> {
  const postgres = inject('postgres')
  const schema = `test_${createHash('sha256').update(directory).digest('hex').slice(0, 24)}`
  return openStorage(directory, postgres && { ...postgres, schema })
}
