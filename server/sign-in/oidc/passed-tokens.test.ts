import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '#server/problem.ts'
import type { Storage } from '#server/storage/database.ts'
import { OneUse } from '#server/storage/one-use.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { openTestStorage } from '#server/testing/test-storage.ts'
import { type MailToken, PassedTokens, type TokenSource } from './passed-tokens.ts'

const minuteMs = 60_000

describe('The provider’s own token for the mail', () => {
  let directory: string
  let storage: Storage
  let nowMs: number
  let asked: string[]
  let answer: (refresh: string) => Promise<MailToken>
  const server = () => {
    const now = () => nowMs
    const source: TokenSource = {
      id: 'staff',
      renew: (refresh) => {
        asked.push(refresh)
        return answer(refresh)
      },
    }
    const oneUse = new OneUse(storage.database, openSealer(directory), now)
    return new PassedTokens({ sources: [source], oneUse, keepMs: 12 * 60 * minuteMs, now })
  }
  const next = (): MailToken => ({
    ...{
      access: `access-${asked.length + 1}`,
      refresh: `refresh-${asked.length + 1}`,
      endsAtMs: nowMs + 10 * minuteMs,
    },
  })
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'curbcut-passed-'))
    storage = await openTestStorage(directory)
    nowMs = Date.UTC(2026, 0, 1)
    asked = []
    answer = () => Promise.resolve(next())
  })
  afterEach(async () => {
    await storage.close()
    rmSync(directory, { recursive: true })
  })

  it('is used while it is good, renewed before it ends, each time with the newest refresh token, on any server', async () => {
    const [one, two] = [server(), server()]
    const id = await one.keep('staff', next())
    expect([await one.accessOf(id), await two.accessOf(id), asked]).toEqual(['access-1', 'access-1', []])
    nowMs += 9.6 * minuteMs
    expect(await two.accessOf(id)).toBe('access-2')
    nowMs += 9.6 * minuteMs
    expect(await one.accessOf(id)).toBe('access-3')
    expect(asked).toEqual(['refresh-1', 'refresh-2'])
  })

  it('is renewed once for all that ask at the same moment, on two servers', async () => {
    const [one, two] = [server(), server()]
    const id = await one.keep('staff', next())
    nowMs += 20 * minuteMs
    const got = await Promise.all([one, two, one, two, one].map((each) => each.accessOf(id)))
    expect([new Set(got), asked]).toEqual([new Set(['access-2']), ['refresh-1']])
  })

  it('ends where the provider refuses, and only waits where it is away', async () => {
    const tokens = server()
    const id = await tokens.keep('staff', next())
    nowMs += 20 * minuteMs
    answer = () => Promise.reject(new Problem('provider-unavailable'))
    await expect(tokens.accessOf(id)).rejects.toMatchObject({ type: 'mail-server-unavailable' })
    answer = () => Promise.reject(new Problem('provider-refused'))
    await expect(tokens.accessOf(id)).rejects.toMatchObject({ type: 'wrong-credentials' })
    answer = () => Promise.resolve(next())
    expect(await tokens.accessOf(id)).toBe('access-4')
  })

  it('ends by itself where there is nothing to renew it with, and with the longest session', async () => {
    const tokens = server()
    const bare = await tokens.keep('staff', { ...next(), refresh: null })
    const long = await tokens.keep('staff', { ...next(), endsAtMs: Infinity })
    nowMs += 20 * minuteMs
    await expect(tokens.accessOf(bare)).rejects.toMatchObject({ type: 'wrong-credentials' })
    nowMs += 12 * 60 * minuteMs
    await expect(tokens.accessOf(long)).rejects.toMatchObject({ type: 'wrong-credentials' })
    expect(asked).toEqual([])
  })

  it('goes on where a server died while it renewed', async () => {
    const tokens = server()
    const id = await tokens.keep('staff', next())
    nowMs += 20 * minuteMs
    answer = () => new Promise(() => undefined)
    void tokens.accessOf(id)
    await expect.poll(() => asked).toHaveLength(1)
    nowMs += minuteMs
    answer = () => Promise.resolve(next())
    expect(await server().accessOf(id)).toBe('access-3')
  })

  it('is not readable in the database', async () => {
    await server().keep('staff', next())
    const rows = JSON.stringify(await storage.database.selectFrom('one_use').selectAll().execute())
    expect(rows).not.toMatch(/access-1|refresh-1|staff/)
  })
})
