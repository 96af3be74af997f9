import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { startPostgres, type PostgresServer } from '#platform/postgres/postgres.ts'
import { openPostgres } from '#server/storage/postgres.ts'
import { freePort } from './free-port.ts'

const programFolder = join(import.meta.dirname, '../../var/programs')
const startsWithinMs = 30_000

/** Starts one PostgreSQL for all tests of this run, which then keep in it what they keep in SQLite otherwise. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-postgres-'))
  chmodSync(directory, 0o711)
  const { stop, ...settings } = await startPostgres(directory, await freePort(), programFolder)
  await untilReady(settings)
  project.provide('postgres', settings)
  return async () => {
    await stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function untilReady(settings: Omit<PostgresServer, 'stop'>): Promise<void> {
  const givesUpAt = Date.now() + startsWithinMs
  for (;;) {
    try {
      await (await openPostgres({ ...settings, schema: 'public' })).close()
      return
    } catch (error) {
      if (Date.now() > givesUpAt) throw error
      await wait(100)
    }
  }
}
