import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { createSelfSignedCertificate } from '#platform/ca.ts'
import { openPostgres, type PostgresSettings } from './postgres.ts'

describe('PostgreSQL', () => {
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-database-'))
  afterAll(() => rmSync(directory, { recursive: true }))

  function settings(changes: Partial<PostgresSettings> = {}): PostgresSettings {
    const postgres = inject('postgres')
    if (!postgres) throw new Error('There is no PostgreSQL in this run')
    return { ...postgres, schema: `test_${randomUUID().replaceAll('-', '')}`, ...changes }
  }

  it('gets its tables from two servers that start at the same moment', async () => {
    const same = settings()
    const both = await Promise.all([openPostgres(same), openPostgres(same)])
    const [one, other] = both
    const row = { key_hash: 'a', sealed: 'text', ends_at_ms: Date.now() }
    await one.database.insertInto('one_use').values(row).execute()
    expect(await other.database.selectFrom('one_use').selectAll().execute()).toEqual([row])
    await Promise.all(both.map((storage) => storage.close()))
  })

  it('is refused with a certificate of another authority, or of another name', async () => {
    const { certificate } = await createSelfSignedCertificate(directory, 'other')
    await expect(openPostgres(settings({ caFile: certificate }))).rejects.toThrow(/self.signed|unable to verify/i)
    await expect(openPostgres(settings({ serverName: 'db.elsewhere.example' }))).rejects.toThrow(/altnames/i)
  })

  it('gets no password where it speaks no TLS', async () => {
    const heard: Buffer[] = []
    const plain = createServer((socket) => {
      socket.on('error', () => undefined)
      // `N`: no TLS here (PostgreSQL 15, 55.2.10).
      socket.on('data', (bytes) => {
        heard.push(bytes)
        socket.write('N')
      })
    }).listen(0, '127.0.0.1')
    await once(plain, 'listening')
    const { port } = plain.address() as AddressInfo
    await expect(openPostgres(settings({ port }))).rejects.toThrow(/SSL/)
    expect([...new Set(heard.map((bytes) => bytes.length))]).toEqual([8])
    plain.close()
  })
})
