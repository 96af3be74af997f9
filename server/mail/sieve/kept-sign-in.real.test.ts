import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Filter, FiltersState } from '#contract/filters.ts'
import { dovecotConfigFile } from '#platform/dovecot/config.ts'
import { layoutOf } from '#platform/layout.ts'
import type { MailIdentity } from '#server/mail/mail-account.ts'
import type { ScriptSession } from '#server/mail/sieve-port.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { mailIdentity } from '#server/sign-in/signed-in.ts'
import { startRealApp } from '#server/testing/real-app.ts'
import { ManageSieveScripts } from './manage-sieve-scripts.ts'
import { SieveFilters } from './rules/sieve-filters.ts'
import { type ServerBetween, startServerBetween } from './rules/testing/server-between.ts'

/** Both ends notice that a connection is over when they come to it. */
const soon = <Value>(look: () => Value) => expect.poll(look, { timeout: 20_000 })

const filterNamed = (name: string): Filter => ({
  ...{ name, isOn: true, needs: 'all', stops: false, actions: [{ do: 'mark-read' }] },
  conditions: [{ on: 'subject', how: 'contains', value: name }],
})

describe('A connection for scripts that is kept for a session', () => {
  const platform = realPlatform()
  const { host, ports, caFile } = platform
  const uid = 'hana'
  let between: ServerBetween
  let scripts: ManageSieveScripts
  let identity: MailIdentity
  let kept: { close(): void }
  let heard: string[]

  const clear = async () => {
    const direct = new ManageSieveScripts({ host, port: ports.manageSieve, caFile, startTls: false })
    const session = await direct.open(tokenIdentity(platform, uid))
    await session.activate(null)
    for (const { name } of await session.list()) await session.remove(name)
    await session.close()
  }
  beforeEach(async () => {
    await clear()
    between = await startServerBetween(platform)
    heard = []
    between.cuts = (command) => {
      heard.push(command.split(/[ \r]/)[0] ?? '')
      return false
    }
    scripts = new ManageSieveScripts({ host, port: between.port, caFile, startTls: false })
    const holder = {}
    identity = { ...tokenIdentity(platform, uid), holder }
    kept = scripts.keepFor(holder)
  })
  afterEach(async () => {
    kept.close()
    between.stop()
    await clear()
  })
  const during = async <Result>(work: (session: ScriptSession) => Promise<Result>): Promise<Result> => {
    const session = await scripts.open(identity)
    return work(session).finally(() => session.close())
  }
  const names = () => during(async (session) => (await session.list()).map(({ name }) => name))

  it('is signed in to once, and left where nobody is signed in any longer', async () => {
    await during((session) => session.write('one', 'keep;'))
    expect(await names()).toEqual(['one'])
    expect(heard.filter((word) => word === 'AUTHENTICATE')).toHaveLength(1)
    kept.close()
    await soon(() => between.open()).toBe(0)
    // Whoever was about to ask is served all the same, and nothing stays open after it.
    expect(await names()).toEqual(['one'])
    await soon(() => between.open()).toBe(0)
  })

  it('is opened anew where the server began anew in between, and nobody notices', async () => {
    await during((session) => session.write('one', 'keep;'))
    between.breakOff()
    await during((session) => session.write('two', 'keep;'))
    expect((await names()).sort()).toEqual(['one', 'two'])
    expect(between.opened).toBe(2)
  })

  it('is not used further after it broke under way', async () => {
    const remember = between.cuts
    between.cuts = (command) => command.startsWith('PUTSCRIPT')
    await expect(during((session) => session.write('one', 'keep;'))).rejects.toMatchObject({
      type: 'mail-server-unavailable',
    })
    between.cuts = remember
    expect(await names()).toEqual([])
    expect(between.opened).toBe(2)
  })

  it('lets work that is under way when the person signs out come to its end', async () => {
    await during(async (session) => {
      kept.close()
      await session.write('one', 'keep;')
    })
    await soon(() => between.open()).toBe(0)
    expect(await names()).toEqual(['one'])
  })

  it('belongs to one session: no other, and nobody who acts for its person, is given it', async () => {
    await names()
    const another = await scripts.open({ ...tokenIdentity(platform, uid), holder: {} })
    const unnamed = await scripts.open(tokenIdentity(platform, uid))
    expect(between.opened).toBe(3)
    await Promise.all([another.close(), unnamed.close()])
    await soon(() => between.open()).toBe(1)
  })

  it('does one piece of work after the other: of two that save what they read, the second is told', async () => {
    const person = { user: uid, name: uid, addresses: [] }
    const services = {
      ...{ scripts, identityOf: () => identity, domain: null },
      addressesOf: () => Promise.resolve([`${uid}@example.gov`]),
    }
    const filters = new SieveFilters(services, forwardingPolicy)
    const { version } = await filters.readFilters(person)
    heard.length = 0
    const saved = await Promise.allSettled(
      ['one', 'two'].map((name) => filters.saveFilters(person, [filterNamed(name)], version)),
    )
    expect(saved.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(saved[1]).toMatchObject({ reason: { type: 'rules-changed' } })
    expect((await filters.readFilters(person)).filters.map(({ name }) => name)).toEqual(['one'])
    // All that the first asks comes before what the second reads.
    expect(heard.indexOf('SETACTIVE')).toBeLessThan(heard.lastIndexOf('LISTSCRIPTS'))
    expect(heard.filter((word) => word === 'SETACTIVE')).toHaveLength(1)
    expect(between.opened).toBe(1)
  })

  it('is not had by what only bears the same name', () => {
    const signedIn = { user: uid, name: uid, addresses: [] }
    expect(mailIdentity(signedIn, { tokenMint: null }).holder).toBe(signedIn)
    expect(mailIdentity({ ...signedIn }, { tokenMint: null }).holder).not.toBe(signedIn)
  })
})

describe('Somebody who has looked at their filters', () => {
  const platform = realPlatform()
  const config = dovecotConfigFile(layoutOf(platform.directory))
  const doveadm = (...command: string[]) => promisify(execFile)('doveadm', ['-c', config, ...command])
  const connections = async (user: string) => {
    const { stdout } = await doveadm('who', '-1', user)
    return stdout.split('\n').filter((line) => /\b(?:sieve|managesieve)\b/.test(line)).length
  }

  it('has a connection at the mail server until they sign out, opened anew where it was ended there', async () => {
    const app = await startRealApp(platform)
    try {
      const browser = await app.signedIn('hana')
      const { json } = await browser.ask<FiltersState>('GET', '/api/filters')
      const saved = await browser.ask('POST', '/api/filters', { body: { filters: [], version: json.version } })
      expect(saved.status).toBe(200)
      await soon(() => connections('hana')).toBe(1)
      await doveadm('kick', 'hana')
      await soon(() => connections('hana')).toBe(0)
      expect((await browser.ask('GET', '/api/filters')).status).toBe(200)
      await soon(() => connections('hana')).toBe(1)
      await browser.ask('DELETE', '/api/session')
      await soon(() => connections('hana')).toBe(0)
    } finally {
      await app.stop()
    }
  })
})
