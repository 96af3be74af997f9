import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inMemory, wholeOf } from '#server/mail/message-bytes.ts'
import { openTestStorage } from '#server/testing/test-storage.ts'
import type { Storage } from './database.ts'
import { OutboxPieces } from './outbox-pieces.ts'
import { openSealer, type Sealer } from './sealing.ts'

const hourMs = 60 * 60_000
const bcc = Buffer.from('Bcc: quiet@example.gov\r\n')
const large = Buffer.from(Array.from({ length: 600_000 }, (_, place) => (place * 7 + (place >> 8)) % 256))

let directory: string
let storage: Storage
let sealer: Sealer
let pieces: OutboxPieces
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'curbcut-pieces-'))
  storage = await openTestStorage(directory)
  sealer = openSealer(directory)
  pieces = new OutboxPieces(storage.database, sealer)
})
afterEach(async () => {
  await storage.close()
  rmSync(directory, { recursive: true })
})
const rows = () => storage.database.selectFrom('outbox_piece').selectAll().orderBy('number').execute()

describe('A message in the outbox', () => {
  it.each([
    ['short', Buffer.from('Subject: Hi\r\n\r\nx\r\n')],
    ['long', large],
  ])('comes back byte for byte, with its Bcc line apart, when it is %s', async (_, bytes) => {
    const first = await pieces.put('a', { message: inMemory(bytes), bcc }, 0)
    const read = pieces.read('a', first)
    expect(read?.bcc.equals(bcc)).toBe(true)
    expect(read?.message.sizeBytes).toBe(bytes.length)
    expect((await wholeOf(read!.message)).equals(bytes)).toBe(true)
  })

  it('of an earlier release is one piece, which is still read', async () => {
    const sealed = sealer.seal(`${bcc.length}\n${bcc.toString()}Subject: Hi\r\n\r\nx`, 'outbox:message:a')
    const read = pieces.read('a', sealed)
    expect(read?.bcc.equals(bcc)).toBe(true)
    expect((await wholeOf(read!.message)).toString()).toBe('Subject: Hi\r\n\r\nx')
    expect(read?.message.sizeBytes).toBe(16)
  })

  it('is read no further where a piece is missing, or stands in the place of another', async () => {
    const first = await pieces.put('a', { message: inMemory(large), bcc }, 0)
    const [one, two] = await rows()
    const set = (number: number, sealed: Uint8Array) =>
      storage.database.updateTable('outbox_piece').set({ sealed }).where('number', '=', number).execute()
    await set(1, two!.sealed)
    await expect(wholeOf(pieces.read('a', first)!.message)).rejects.toThrow('cannot be read')
    await set(1, one!.sealed)
    await storage.database.deleteFrom('outbox_piece').where('number', '=', 2).execute()
    await expect(wholeOf(pieces.read('a', first)!.message)).rejects.toThrow('cannot be read')
  })

  it('leaves nothing readable in the database', async () => {
    await pieces.put('a', { message: inMemory(Buffer.from('Harbour '.repeat(60_000))), bcc }, 0)
    const kept = (await rows()).map(({ sealed }) => Buffer.from(sealed).toString('latin1'))
    expect(kept.length).toBeGreaterThan(1)
    expect(kept.join()).not.toMatch(/Harbour|quiet/)
  })

  it('that was never taken in whole is forgotten after an hour', async () => {
    await pieces.put('a', { message: inMemory(large), bcc }, 0)
    const sealed_message = await pieces.put('b', { message: inMemory(large), bcc }, 0)
    await storage.database.insertInto('outbox_content').values({ id: 'b', sealed_message, sealed_draft: '' }).execute()
    await pieces.sweep(hourMs)
    expect((await rows()).filter(({ id }) => id === 'a')).not.toEqual([])
    await pieces.sweep(hourMs + 1)
    expect(new Set((await rows()).map(({ id }) => id))).toEqual(new Set(['b']))
  })
})
