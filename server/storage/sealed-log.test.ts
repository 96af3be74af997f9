import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { SecurityLog } from './security-log.ts'
import { openSealer } from './sealing.ts'

const owner = 'ben'
const event = { kind: 'signed-in', browser: null, system: null, network: '', count: 0 } as const

describe('A log whose entries seal in one another', () => {
  let app: TestApp
  let log: SecurityLog
  beforeEach(async () => {
    app = await startTestApp()
    log = new SecurityLog(app.storage.database, openSealer(app.storageDirectory))
    for (const atMs of [1, 2, 3, 4]) await log.add(owner, event, atMs)
  })
  afterEach(() => app.stop())

  const database = () => app.storage.database
  const isIntact = async () => (await log.read(owner)).isIntact
  const cutOff = (after: number) => database().deleteFrom('security_event').where('number', '>', after).execute()
  const head = () => database().selectFrom('log_head').selectAll().where('log', '=', 'security_event')

  it('is intact as it was written, and tells how many entries there have been', async () => {
    expect(await isIntact()).toBe(true)
    expect(await log.add(owner, event, 5)).toBe(5)
    expect(await isIntact()).toBe(true)
  })

  it('is not once the newest were cut off, and stays so when it goes on', async () => {
    await cutOff(3)
    expect(await isIntact()).toBe(false)
    for (const atMs of [5, 6]) await log.add(owner, event, atMs)
    expect([(await log.read(owner)).entries[0]?.number, await isIntact()]).toEqual([6, false])
  })

  it('is not once all were cut off', async () => {
    await cutOff(0)
    expect(await isIntact()).toBe(false)
  })

  it('is not once they were cut off with the head that told of them', async () => {
    await cutOff(2)
    await database().deleteFrom('log_head').execute()
    expect(await isIntact()).toBe(false)
    await log.add(owner, event, 5)
    expect(await isIntact()).toBe(false)
  })

  it('is not with a head that says fewer than there were', async () => {
    await cutOff(3)
    await database().updateTable('log_head').set({ number: 3 }).where('log', '=', 'security_event').execute()
    expect(await isIntact()).toBe(false)
  })

  it('is intact with entries of the time before there were heads, and has one from then on', async () => {
    const sealer = openSealer(app.storageDirectory)
    for (const { owner_hash, number, sealed } of await database().selectFrom('security_event').selectAll().execute()) {
      const purpose = `security_event:${owner_hash}:${number}`
      const { hasHead: _, ...entry } = JSON.parse(sealer.open(sealed, purpose) ?? '') as Record<string, unknown>
      const without = sealer.seal(JSON.stringify(entry), purpose)
      await database().updateTable('security_event').set({ sealed: without }).where('number', '=', number).execute()
    }
    await database().deleteFrom('log_head').execute()
    expect(await isIntact()).toBe(true)
    await log.add(owner, event, 5)
    expect(await isIntact()).toBe(true)
    await cutOff(4)
    expect(await isIntact()).toBe(false)
  })

  it('stays intact when what is old is forgotten, whether some or all of it', async () => {
    await log.sweep(3)
    expect([(await log.read(owner)).entries.length, await isIntact()]).toEqual([2, true])
    await log.sweep(5)
    expect([(await log.read(owner)).entries.length, await isIntact()]).toEqual([0, true])
    expect(await head().execute()).toEqual([])
  })

  it('has one chain when several write at once', async () => {
    await Promise.all([5, 6, 7, 8].map((atMs) => log.add(owner, event, atMs)))
    const { entries } = await log.read(owner)
    expect([entries.map(({ number }) => number), await isIntact()]).toEqual([[8, 7, 6, 5, 4, 3, 2, 1], true])
  })
})
