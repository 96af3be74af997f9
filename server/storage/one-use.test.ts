import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStorage } from '#server/testing/test-storage.ts'
import type { Storage } from './database.ts'
import { OneUse } from './one-use.ts'
import { openSealer } from './sealing.ts'

let directory: string
let storage: Storage
let nowMs: number
let oneUse: OneUse
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'curbcut-one-use-'))
  storage = await openTestStorage(directory)
  nowMs = 1_000
  oneUse = new OneUse(storage.database, openSealer(directory), () => nowMs)
})
afterEach(async () => {
  await storage.close()
  rmSync(directory, { recursive: true })
})

describe('A value that may be had once', () => {
  it('is had by one of those who ask at the same moment', async () => {
    await oneUse.put('key', 'value', 2_000)
    const had = await Promise.all([oneUse.take('key'), oneUse.take('key'), oneUse.take('key')])
    expect(had.filter((value) => value !== null)).toEqual(['value'])
  })

  it('is not had from its end on', async () => {
    await oneUse.put('key', 'value', 2_000)
    nowMs = 2_000
    expect(await oneUse.take('key')).toBeNull()
  })

  it('is not replaced while it waits', async () => {
    expect(await oneUse.put('key', 'first', 2_000)).toBe(true)
    expect(await oneUse.put('key', 'second', 2_000)).toBe(false)
    expect(await oneUse.take('key')).toBe('first')
  })

  it('is swept away when it is over, and not before', async () => {
    await oneUse.put('old', 'value', 1_500)
    await oneUse.put('new', 'value', 2_000)
    nowMs = 1_500
    await oneUse.sweep()
    expect(await storage.database.selectFrom('one_use').select('ends_at_ms').execute()).toEqual([{ ends_at_ms: 2_000 }])
  })
})
