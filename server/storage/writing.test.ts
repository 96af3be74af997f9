import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStorage } from '#server/testing/test-storage.ts'
import type { Storage } from './database.ts'
import { openSealer } from './sealing.ts'
import { Writings } from './writing.ts'

const ada = { user: 'ada', name: 'Ada Lindqvist' }
const ben = { user: 'ben', name: 'Ben Okafor' }

describe('Who is writing an answer', () => {
  let directory: string
  let storage: Storage
  let writings: Writings
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'curbcut-writing-'))
    storage = await openTestStorage(directory)
    writings = new Writings(storage.database, openSealer(directory))
  })
  afterEach(async () => {
    await storage.close()
    rmSync(directory, { recursive: true })
  })

  it('is known to the others, with when they began, however often it is said', async () => {
    await writings.note('one', ben, 1_000, 2_000)
    await writings.note('one', ben, 1_500, 2_500)
    await writings.note('one', ada, 1_600, 2_600)
    expect(await writings.others('one', 'ada', 2_400)).toEqual([{ name: 'Ben Okafor', sinceMs: 1_000 }])
    expect(await writings.others('one', 'emi', 2_400)).toEqual([
      { name: 'Ben Okafor', sinceMs: 1_000 },
      { name: 'Ada Lindqvist', sinceMs: 1_600 },
    ])
    expect(await writings.others('another', 'emi', 2_400)).toEqual([])
  })

  it('is over by itself, and begins anew then', async () => {
    await writings.note('one', ben, 1_000, 2_000)
    expect(await writings.others('one', 'ada', 2_000)).toEqual([])
    await writings.note('one', ben, 3_000, 4_000)
    expect(await writings.others('one', 'ada', 3_500)).toEqual([{ name: 'Ben Okafor', sinceMs: 3_000 }])
    await writings.sweep(5_000)
    expect(await storage.database.selectFrom('writing').selectAll().execute()).toEqual([])
  })

  it('is forgotten when it is said', async () => {
    await writings.note('one', ben, 1_000, 2_000)
    await writings.forget('one', 'ben')
    expect(await writings.others('one', 'ada', 1_500)).toEqual([])
  })

  it('lies nowhere readable', async () => {
    await writings.note('<secret@example.gov>', ben, 1_000, 2_000)
    const rows = JSON.stringify(await storage.database.selectFrom('writing').selectAll().execute())
    expect(rows).not.toMatch(/\b(ben|okafor|secret)\b/i)
  })
})
