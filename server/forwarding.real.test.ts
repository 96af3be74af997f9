import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Forwarding } from '#contract/forwarding.ts'
import { configSchema } from '#server/config-schema.ts'
import { LdapDirectory } from '#server/mail/directory/ldap-directory.ts'
import type { LdapSettings } from '#server/mail/directory/ldap-settings.ts'
import { ManageSieveScripts } from '#server/mail/sieve/manage-sieve-scripts.ts'
import { SieveForwarding } from '#server/mail/sieve/rules/sieve-forwarding.ts'
import { SieveRules } from '#server/mail/sieve/rules/sieve-rules.ts'
import type { ScriptSession } from '#server/mail/sieve-port.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'

const absence = {
  ...{ isOn: true, startsAtMs: null, endsAtMs: null, weekly: null, colleague: null, daysBetween: 7 },
  ...{ insideText: 'Away', outside: 'same' as const, outsideText: '' },
}

describe('A forwarding on Dovecot and Postfix', () => {
  const platform = realPlatform()
  const scripts = new ManageSieveScripts({
    ...{ host: platform.host, port: platform.ports.manageSieve, caFile: platform.caFile, startTls: false },
  })
  const confirmed: string[] = []
  const rulesOf = (user: string, asksForCodes = false, directory: LdapDirectory | null = null) => {
    const { name, address } = personOf(platform, user)
    const services = {
      ...{ scripts, identityOf: () => tokenIdentity(platform, user), domain: null },
      addressesOf: () => Promise.resolve([address]),
      confirmedOf: () => Promise.resolve(asksForCodes ? confirmed : null),
      mayForward: () => directory?.mayForward(user) ?? Promise.resolve(true),
    }
    const policy = { allowed: true, outside: 'allowed' as const, forbiddenDomains: [], maxTargets: 5 }
    return {
      person: { user, name, addresses: [address] },
      rules: new SieveRules(services, forwardingPolicy),
      forwards: new SieveForwarding(services, policy),
    }
  }
  const [emi, farid] = [rulesOf('emi'), rulesOf('farid')]
  const [emiAddress, faridAddress] = [emi, farid].map(({ person }) => person.addresses[0] ?? '') as [string, string]
  const sessions: ScriptSession[] = []
  const clear = async () => {
    for (const session of sessions) {
      await session.activate(null)
      for (const script of await session.list()) await session.remove(script.name)
    }
  }
  beforeEach(async () => {
    for (const user of ['emi', 'farid']) sessions.push(await scripts.open(tokenIdentity(platform, user)))
    await clear()
  })
  afterEach(async () => {
    await clear()
    for (const session of sessions.splice(0)) await session.close()
  })

  const forward = async (who: typeof emi, changes: Partial<Forwarding>) => {
    const { version } = await who.forwards.readForwarding(who.person)
    const forwarding = { isOn: true, targets: [faridAddress], keepsCopy: true, ...changes }
    return who.forwards.saveForwarding(who.person, forwarding, version)
  }
  const answer = async (isOn: boolean) => {
    const { version } = await emi.rules.readAbsence(emi.person)
    await emi.rules.saveAbsence(emi.person, { ...absence, isOn }, version)
  }
  const unique = (what: string) => `${what}-${crypto.randomUUID().slice(0, 8)}`
  const deliver = (subject: string, headers: string[] = [], to = emiAddress) =>
    platform.deliver(
      [`From: <${subject}@outside.example>`, `To: <${to}>`, `Subject: ${subject}`]
        .concat(`Message-ID: <${crypto.randomUUID()}@x.example>`, headers, '', 'Hello.', '')
        .join('\r\n'),
      to,
    )
  const outside = (subject: string) =>
    readdirSync(platform.outsideDirectory)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readFileSync(join(platform.outsideDirectory, file), 'utf8'))
      .filter((text) => text.includes(`Subject: ${subject}`))
  const count = async (user: string, subject: string, folder = 'INBOX') => {
    const imap = await rawImap(platform, user)
    await imap.mailboxOpen(folder)
    const found = await imap.search({ header: { subject } })
    await imap.logout()
    return found === false ? 0 : (found?.length ?? 0)
  }
  const becomes = (ask: () => Promise<number> | number, wanted: number) =>
    expect.poll(ask, { timeout: 20_000 }).toBe(wanted)
  const away = `${unique('kit')}@elsewhere.example`

  /** What leaves goes in its order: once this one is out, an earlier one would be. */
  const afterAnOther = async () => {
    const subject = unique('after')
    await forward(emi, { targets: [away, faridAddress] })
    await deliver(subject)
    await becomes(() => outside(subject).length, 1)
    await becomes(() => count('farid', subject), 1)
  }

  const all = [true, false].flatMap((replies) =>
    [true, false].flatMap((isOn) => [true, false].map((keepsCopy) => ({ replies, isOn, keepsCopy }))),
  )
  it.each(all)('reply $replies, forward $isOn, keep $keepsCopy: each happens as it is set', async (set) => {
    await answer(set.replies)
    await forward(emi, { isOn: set.isOn, keepsCopy: set.keepsCopy, targets: [faridAddress, away] })
    const subject = unique('eight')
    await deliver(subject)
    if (set.isOn) await becomes(() => count('farid', subject), 1)
    if (set.isOn) await becomes(() => outside(subject).length, 1)
    if (set.replies) await becomes(() => outside(`Auto: ${subject}`).length, 1)
    await answer(false)
    await afterAnOther()
    expect({
      replied: outside(`Auto: ${subject}`).length,
      inside: await count('farid', subject),
      outside: outside(subject).length,
      here: await count('emi', subject),
    }).toEqual({
      ...{ replied: set.replies ? 1 : 0, inside: set.isOn ? 1 : 0, outside: set.isOn ? 1 : 0 },
      here: set.isOn && !set.keepsCopy ? 0 : 1,
    })
  })

  it.each([true, false])(
    'with a copy %s beside the person’s own script, which only files what stays',
    async (keeps) => {
      const session = sessions[0]!
      await session.write('mine', 'require ["fileinto", "mailbox"];\r\nfileinto :create "Sorted"; stop;')
      await session.activate('mine')
      await forward(emi, { keepsCopy: keeps })
      const subject = unique('own')
      await deliver(subject)
      await becomes(() => count('farid', subject), 1)
      if (keeps) await becomes(() => count('emi', subject, 'Sorted'), 1)
      else expect(await count('emi', subject, 'Sorted').catch(() => 0)).toBe(0)
      expect(await count('emi', subject)).toBe(0)
    },
  )

  it('does not send on what is marked as junk, which stays', async () => {
    await forward(emi, { keepsCopy: false, targets: [faridAddress] })
    const subject = unique('junk')
    await deliver(subject, ['X-Spam-Flag: YES'])
    await becomes(() => count('emi', subject), 1)
    await afterAnOther()
    expect(await count('farid', subject)).toBe(0)
  })

  it('sends nothing to an address outside before it is confirmed, and keeps what would be without a copy', async () => {
    const asked = rulesOf('emi', true)
    await forward(asked, { keepsCopy: false, targets: [away] })
    const [before, after] = [unique('unconfirmed'), unique('confirmed')]
    await deliver(before)
    await becomes(() => count('emi', before), 1)
    confirmed.push(away)
    await asked.forwards.letThrough(asked.person)
    await deliver(after)
    await becomes(() => outside(after).length, 1)
    expect([outside(before).length, await count('emi', after)]).toEqual([0, 0])
  })

  it('is refused to those whom the directory does not let forward, and nothing of theirs leaves', async () => {
    const { host, caFile, directoryAccess } = platform
    const filters = { mayForward: '(!(uid=emi))' }
    const place = { host, port: platform.ports.ldaps, caFile, ...directoryAccess, filters }
    const directory = new LdapDirectory(configSchema.shape.directory.parse(place) as LdapSettings)
    try {
      const subject = unique('refused')
      await expect(forward(rulesOf('emi', false, directory), {})).rejects.toMatchObject({ type: 'not-allowed' })
      await deliver(subject)
      await becomes(() => count('emi', subject), 1)
      const others = unique('allowed')
      await forward(rulesOf('farid', false, directory), { targets: [emiAddress] })
      await deliver(others, [], faridAddress)
      await becomes(() => count('emi', others), 1)
      expect(await count('farid', subject)).toBe(0)
    } finally {
      await directory.close()
    }
  })

  it('ends where two people forward to each other without a copy, and the message is with one of them', async () => {
    await forward(emi, { keepsCopy: false, targets: [faridAddress] })
    await forward(farid, { keepsCopy: false, targets: [emiAddress] })
    const subject = unique('loop')
    await deliver(subject)
    const everywhere = async () => (await count('emi', subject)) + (await count('farid', subject))
    await becomes(everywhere, 1)
  })
})
