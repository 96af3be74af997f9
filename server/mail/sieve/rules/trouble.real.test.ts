import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Filter } from '#contract/filters.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { someAbsence } from '#server/mail/testing/rules-suite.ts'
import type { ScriptSession } from '#server/mail/sieve-port.ts'
import { Problem } from '#server/problem.ts'
import { ManageSieveScripts } from '../manage-sieve-scripts.ts'
import { SieveFilters } from './sieve-filters.ts'
import { SieveRules } from './sieve-rules.ts'
import { type ServerBetween, startServerBetween } from './testing/server-between.ts'

const some: Filter = {
  ...{ name: 'Some', isOn: true, needs: 'all', stops: true, actions: [{ do: 'mark-read' }] },
  conditions: [{ on: 'subject', how: 'contains', value: 'x' }],
}

describe('Rules on Dovecot in trouble', () => {
  const platform = realPlatform()
  const { host, caFile } = platform
  let between: ServerBetween
  let session: ScriptSession
  const servicesFor = (uid: string, addresses: string[]) => ({
    ...{ identityOf: () => tokenIdentity(platform, uid), domain: 'example.gov' },
    scripts: new ManageSieveScripts({ host, port: between.port, caFile, startTls: false }),
    addressesOf: () => Promise.resolve(addresses),
  })
  const person = (uid: string) => ({ user: uid, name: uid, addresses: [] })
  const rulesOf = (uid: string, addresses = [`${uid}@example.gov`]) => {
    const rules = new SieveRules(servicesFor(uid, addresses), forwardingPolicy)
    return {
      read: () => rules.readAbsence(person(uid)),
      save: async () => rules.saveAbsence(person(uid), someAbsence, (await rules.readAbsence(person(uid))).version),
    }
  }
  const filtersOf = (uid: string) => {
    const filters = new SieveFilters(servicesFor(uid, [`${uid}@example.gov`]), forwardingPolicy)
    return {
      read: () => filters.readFilters(person(uid)),
      save: async (all: Filter[]) =>
        filters.saveFilters(person(uid), all, (await filters.readFilters(person(uid))).version),
    }
  }
  const failure = async (work: Promise<unknown>) => {
    const error = await work.catch((thrown: unknown) => thrown)
    return error instanceof Problem ? error : new Error(`no problem: ${String(error)}`)
  }
  const open = async (uid: string) => {
    const direct = new ManageSieveScripts({ host, port: platform.ports.manageSieve, caFile, startTls: false })
    session = await direct.open(tokenIdentity(platform, uid))
    await clear()
  }
  const clear = async () => {
    await session.activate(null)
    for (const script of await session.list()) await session.remove(script.name)
  }
  const running = async () => (await session.list()).find(({ isActive }) => isActive)?.name ?? null

  beforeAll(async () => {
    between = await startServerBetween(platform)
  })
  afterAll(() => between.stop())
  beforeEach(() => open('jonas'))
  afterEach(async () => {
    between.cuts = () => false
    between.tells = (said) => said
    await clear()
    await session.close()
  })

  it.each([
    ['before the rules are written', 'PUTSCRIPT "curbcut-rules"'],
    ['between the rules and what runs them', 'PUTSCRIPT "curbcut" '],
    ['between writing and activating', 'SETACTIVE'],
  ])('leave running what ran when the connection breaks %s, and lose nothing', async (_when, command) => {
    await session.write('mine', 'keep;\r\n')
    await session.activate('mine')
    let isCut = false
    between.cuts = (said) => (isCut ||= said.includes(command))
    expect(await failure(rulesOf('jonas').save())).toMatchObject({ type: 'mail-server-unavailable' })
    expect(isCut).toBe(true)
    between.cuts = () => false
    expect(await running()).toBe('mine')
    expect((await session.read('mine')).text).toBe('keep;\r\n')
    expect(await rulesOf('jonas').read()).toMatchObject({ isInForce: false, isChangedElsewhere: false })
    expect(await rulesOf('jonas').save()).toMatchObject({ isInForce: true, otherScript: 'mine', absence: someAbsence })
  })

  it('are offered no answer where the server knows no vacation, and filters go on', async () => {
    between.tells = (said) => said.replace(/^("SIEVE" ".*)\bvacation /m, '$1').replace('vacation-seconds ', '')
    expect(await rulesOf('jonas').read()).toMatchObject({ isOffered: false })
    expect(await failure(rulesOf('jonas').save())).toMatchObject({ type: 'not-allowed' })
    expect(await session.list()).toEqual([])
    const filters = filtersOf('jonas')
    expect(await filters.read()).toMatchObject({ isOffered: true, canReply: false })
    const answers = { ...some, actions: [{ do: 'reply' as const, text: 'Thanks' }] }
    expect(await failure(filters.save([some, answers]))).toMatchObject({ type: 'invalid-request' })
    expect(await filters.save([some])).toMatchObject({ isInForce: true })
  })

  it('are refused with the server’s words where the person has as many scripts as they may', async () => {
    await session.close()
    await open('helpdesk')
    for (let count = 0; count < 10; count += 1) await session.write(`s${count}`, 'keep;\r\n')
    await session.activate('s3')
    const refused = await failure(filtersOf('helpdesk').save([some]))
    expect(refused).toMatchObject({ type: 'rules-refused' })
    expect(JSON.stringify(refused)).toMatch(/quota|too many|maximum/i)
    expect(await running()).toBe('s3')
    expect((await session.list()).map(({ name }) => name)).not.toContain('curbcut-rules')
    for (const name of ['s8', 's9']) await session.remove(name)
    expect(await filtersOf('helpdesk').save([some])).toMatchObject({ isInForce: true, otherScript: 's3' })
  })

  it('are refused where they are larger than the server’s scripts may be, and those before stay', async () => {
    const filters = filtersOf('jonas')
    await filters.save([some])
    const conditions = Array.from({ length: 20 }, (_, at) => ({
      ...({ on: 'subject', how: 'contains' } as const),
      value: `${at}${'x'.repeat(490)}`,
    }))
    const large = Array.from({ length: 40 }, (_, at): Filter => ({ ...some, name: `f${at}`, conditions }))
    expect(await failure(filters.save(large))).toMatchObject({ type: 'rules-refused' })
    expect(await filters.read()).toMatchObject({ filters: [some], isInForce: true, isChangedElsewhere: false })
  })

  it('answer for a person with 200 addresses', async () => {
    const addresses = Array.from({ length: 200 }, (_, at) => `jonas+${at}@example.gov`)
    expect(await rulesOf('jonas', addresses).save()).toMatchObject({ isInForce: true, addresses })
    expect((await session.read('curbcut-rules')).text).toContain('"jonas+199@example.gov"')
  })
})
