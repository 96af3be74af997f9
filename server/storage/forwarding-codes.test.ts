import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStorage } from '#server/testing/test-storage.ts'
import type { Storage } from './database.ts'
import { ForwardingCodes } from './forwarding-codes.ts'
import { openSealer } from './sealing.ts'

const kit = 'kit@elsewhere.example'
const dayMs = 86_400_000

describe('Codes for where mail is forwarded', () => {
  let directory: string
  let storage: Storage
  let codes: ForwardingCodes
  let now: number
  beforeEach(async () => {
    now = 1_800_000_000_000
    directory = mkdtempSync(join(tmpdir(), 'curbcut-codes-'))
    storage = await openTestStorage(directory)
    codes = new ForwardingCodes(storage.database, openSealer(directory), () => now)
  })
  afterEach(async () => {
    await storage.close()
    rmSync(directory, { recursive: true })
  })

  const made = async (target = kit, user = 'ada') => {
    const answer = await codes.make(user, target)
    return 'code' in answer ? answer.code : ''
  }
  const wrong = (code: string) => (code === '00000000' ? '00000001' : '00000000')

  it('count once, for the one person and the one address, however these are written', async () => {
    const code = await made()
    expect(code).toMatch(/^\d{8}$/)
    expect(await codes.check('ben', kit, code)).toBe('over')
    expect(await codes.check('ada', 'zoe@elsewhere.example', code)).toBe('over')
    expect(await codes.check('Ada', 'KIT@elsewhere.example', code)).toBe('right')
    expect(await codes.check('ada', kit, code)).toBe('over')
    expect(await codes.sentAtMs('ada', kit)).toBeNull()
  })

  it('are spent after five tries, also of those who try at the same moment', async () => {
    const code = await made()
    const tries = await Promise.all(Array.from({ length: 8 }, () => codes.check('ada', kit, wrong(code))))
    expect(tries.filter((verdict) => verdict === 'wrong')).toHaveLength(4)
    expect(await codes.check('ada', kit, code)).toBe('over')
  })

  it('are made once a minute and ten times a day, also when they are asked for at the same moment', async () => {
    const asked = await Promise.all(Array.from({ length: 3 }, () => made()))
    expect(asked.filter(Boolean)).toHaveLength(1)
    const others = await Promise.all(Array.from({ length: 12 }, (_, index) => made(`t${index}@elsewhere.example`)))
    expect(others.filter(Boolean)).toHaveLength(9)
    expect(await made(kit, 'ben')).not.toBe('')
    now += dayMs
    expect(await made()).not.toBe('')
  })

  it('make no room for more by being taken back, and are over after a day', async () => {
    await made()
    await codes.drop('ada', kit)
    expect(await made()).toBe('')
    now += 60_000
    const code = await made()
    expect(await codes.sentAtMs('ada', kit)).toBe(now)
    now += dayMs
    expect(await codes.check('ada', kit, code)).toBe('over')
  })
})
