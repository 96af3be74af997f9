import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ManageSieveScripts } from '#server/mail/sieve/manage-sieve-scripts.ts'
import { SieveFilters } from '#server/mail/sieve/rules/sieve-filters.ts'
import { SieveForeignScripts } from '#server/mail/sieve/rules/foreign/sieve-foreign.ts'
import { SieveOwnScripts } from '#server/mail/sieve/rules/sieve-scripts.ts'
import type { ScriptSession } from '#server/mail/sieve-port.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'

const uid = 'farid'

describe('Scripts on Dovecot', () => {
  const platform = realPlatform()
  const scripts = new ManageSieveScripts({
    ...{ host: platform.host, port: platform.ports.manageSieve, caFile: platform.caFile, startTls: false },
  })
  const { name, address } = personOf(platform, uid)
  const person = { user: uid, name, addresses: [address] }
  const services = {
    ...{ scripts, identityOf: () => tokenIdentity(platform, uid), domain: null },
    addressesOf: () => Promise.resolve([address]),
  }
  const own = new SieveOwnScripts(services, forwardingPolicy)
  const filters = new SieveFilters(services, forwardingPolicy)
  const foreign = new SieveForeignScripts(services)
  let session: ScriptSession
  let imap: Awaited<ReturnType<typeof rawImap>>
  const clear = async () => {
    await session.activate(null)
    for (const script of await session.list()) await session.remove(script.name)
  }
  beforeAll(async () => {
    session = await scripts.open(tokenIdentity(platform, uid))
    imap = await rawImap(platform, uid)
  })
  beforeEach(clear)
  afterAll(async () => {
    await clear()
    await session.close()
    await imap.logout()
  })

  const create = (script: string, text: string) => own.saveScript(person, { name: script, text, from: null })
  const marks = (flag: string) => `require "imap4flags";\r\naddflag "${flag}";\r\n`
  const flagsOfNext = async () => {
    const id = `${crypto.randomUUID()}@x.example`
    await platform.deliver(`Message-ID: <${id}>\r\nSubject: ramp\r\n\r\nHello.\r\n`, address)
    await imap.mailboxOpen('INBOX')
    for await (const { flags } of imap.fetch({ header: { 'message-id': id } }, { flags: true }))
      return [...(flags ?? [])].filter((flag) => ['ours', 'mine', 'second'].includes(flag)).sort()
    return null
  }

  it('run after the rules made here, also by another name, and these go on without them', async () => {
    await create('mine', marks('mine'))
    await own.runScript(person, 'mine')
    expect(await flagsOfNext()).toEqual(['mine'])
    const { version } = await filters.readFilters(person)
    const filter = {
      ...({ name: 'x', isOn: true, needs: 'all', stops: true } as const),
      conditions: [{ on: 'subject', how: 'contains', value: 'ramp' } as const],
      actions: [{ do: 'label', keyword: 'ours' } as const],
    }
    await filters.saveFilters(person, [filter], version)
    await create('second', marks('second'))
    await own.runScript(person, 'second')
    expect(await flagsOfNext()).toEqual(['ours', 'second'])
    const from = { name: 'second', version: (await own.readScript(person, 'second')).version }
    await own.saveScript(person, { name: 'Zwei & drei', text: marks('second'), from })
    expect(await flagsOfNext()).toEqual(['ours', 'second'])
    await own.runScript(person, null)
    expect(await flagsOfNext()).toEqual(['ours'])
  })

  it('are refused with the line of each error, as the mail server names it', async () => {
    const text = 'keep;\r\nrequire "nonsense";\r\nif header :contains "Subject" {\r\n}\r\n'
    const { outcome, notes } = await create('mine', text)
    expect(outcome).toBe('not-valid')
    expect(notes.map(({ line }) => line)).toEqual(expect.arrayContaining([2, 3]))
    expect(await session.list()).toEqual([])
  })

  it('of another program stay as they are to the byte while their rules are filters, and run again afterwards', async () => {
    const rule = (flag: string) => `# rule:[${flag}]\nif header :contains "subject" "ramp"\t{ addflag "${flag}" ; }\n`
    const rest = 'if true\n{ addflag "second"; keep; } # Grüße\n\n'
    const theirs = `require\t["imap4flags"];\n\n${rule('mine')}${rest}`
    await session.write('roundcube', theirs)
    await session.activate('roundcube')
    expect(await flagsOfNext()).toEqual(['mine', 'second'])
    const { version, takes } = await foreign.readRules(person, 'roundcube')
    expect(takes).toBe(1)
    const taken = await foreign.takeRules(person, 'roundcube', version)
    expect((await session.read('roundcube')).text).toBe(theirs)
    expect((await session.read('roundcube (rest)')).text).toContain(rest)
    expect(await flagsOfNext()).toEqual(['mine', 'second'])
    const read = await filters.readFilters(person)
    expect(read).toMatchObject({ isInForce: true, isChangedElsewhere: false, filters: [{ name: 'mine' }] })
    await filters.saveFilters(person, [...read.filters, { ...read.filters[0]!, name: 'again' }], read.version)
    expect((await session.read('roundcube')).text).toBe(theirs)
    const now = await foreign.readRules(person, 'roundcube')
    expect(now.version).not.toBe(taken.version)
    await foreign.returnRules(person, 'roundcube', now.version)
    expect((await session.read('roundcube')).text).toBe(theirs)
    expect((await filters.readFilters(person)).filters.map((filter) => filter.name)).toEqual(['again'])
    expect(await flagsOfNext()).toEqual(['mine', 'second'])
  })

  it('keep every sign of what was typed', async () => {
    const text = '# Grüße 😀\r\n\tkeep;   \r\n\r\n'
    expect((await create('mine', text)).outcome).toBe('saved')
    expect(await own.readScript(person, 'mine')).toMatchObject({ text, isExact: true })
  })
})
