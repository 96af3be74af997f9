import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Absence } from '#contract/absence.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { ScriptSession, SieveScripts } from '../sieve-port.ts'
import { SieveRules } from '../sieve/rules/sieve-rules.ts'
import { forwardingPolicy } from './forwarding-policy.ts'
import type { MailIdentity } from '../mail-account.ts'

export const someAbsence: Absence = {
  ...{ isOn: true, startsAtMs: null, endsAtMs: null, weekly: null, colleague: null, daysBetween: 7 },
  ...{ insideText: 'Away.\nAsk Ben.', outside: 'other', outsideText: 'We are closed.' },
}

const addresses = ['dov.halevi@example.gov', 'dov@example.gov']

/** What rules promise on every server of scripts. */
export function describeRules(name: string, start: () => { scripts: SieveScripts; identity: MailIdentity }): void {
  describe(name, () => {
    const person: SignedIn = { user: 'dov', name: 'Dov', addresses }
    let session: ScriptSession
    let known = addresses
    const { scripts, identity } = start()
    const rulesOn = (server: SieveScripts) =>
      new SieveRules(
        {
          ...{ scripts: server, identityOf: () => identity, domain: null },
          addressesOf: () => Promise.resolve(known),
        },
        { ...forwardingPolicy, outside: 'forbidden' },
      )
    const rules = rulesOn(scripts)

    const clear = async () => {
      await session.activate(null)
      for (const script of await session.list()) await session.remove(script.name)
    }
    beforeEach(async () => {
      known = addresses
      session = await scripts.open(identity)
      await clear()
    })
    afterEach(async () => {
      await clear()
      await session.close()
    })

    const save = async (changes: Partial<Absence> = {}) => {
      const { version } = await rules.readAbsence(person)
      return rules.saveAbsence(person, { ...someAbsence, ...changes }, version)
    }
    const listed = async () =>
      (await session.list()).map(({ name: each, isActive }) => `${each}${isActive ? ' runs' : ''}`).sort()
    const failure = async (work: Promise<unknown>) => {
      const error = await work.catch((thrown: unknown) => thrown)
      return error instanceof Problem ? error.type : error
    }

    it('are none at first, and can be', async () => {
      expect(await rules.readAbsence(person)).toMatchObject({
        ...{ isOffered: true, isInForce: false, isChangedElsewhere: false, otherScript: null, otherAnswers: false },
        ...{ addresses, insideDomains: ['example.gov'], absence: { isOn: false, insideText: '' } },
      })
      expect(await listed()).toEqual([])
    })

    it('come back as they were saved, and run', async () => {
      const texts = { insideText: '"; discard; #\n.\n${x} */ ünï 🙂\ntext:\n.\n', outsideText: '\\" stop;' }
      const times = { startsAtMs: Date.UTC(2026, 10, 30, 8), endsAtMs: Date.UTC(2026, 11, 4, 17), daysBetween: 30 }
      for (const outside of ['same', 'other', 'none'] as const) {
        await save({ ...texts, ...times, outside })
        const { absence, isInForce, isChangedElsewhere } = await rules.readAbsence(person)
        expect(absence).toEqual({ ...someAbsence, ...texts, ...times, outside })
        expect([isInForce, isChangedElsewhere]).toEqual([true, false])
      }
      expect(await listed()).toEqual(['curbcut runs', 'curbcut-rules'])
    })

    it('come back with the hours of each week and with a colleague, and run', async () => {
      const weekly = { weekdays: [5, 0], fromMinute: 1020, untilMinute: 480, zone: 'Europe/Madrid' }
      await save({ weekly, colleague: 'ben@example.gov' })
      const { absence, isInForce, isChangedElsewhere } = await rules.readAbsence(person)
      expect(absence).toEqual({ ...someAbsence, weekly, colleague: 'ben@example.gov' })
      expect([isInForce, isChangedElsewhere]).toEqual([true, false])
    })

    it('are read as they were saved before there were hours and colleagues', async () => {
      await save()
      const { text } = await session.read('curbcut-rules')
      await session.write('curbcut-rules', text.replace('"weekly":null,"colleague":null,', ''))
      expect(text).toContain('"weekly":null,"colleague":null,')
      expect(await rules.readAbsence(person)).toMatchObject({ isChangedElsewhere: false, absence: someAbsence })
    })

    it.each([
      ['outside', 'kit@harbour.example'],
      ['own-address', 'dov@example.gov'],
    ])('take no colleague that is %s, and name the field', async (code, colleague) => {
      await expect(save({ colleague })).rejects.toMatchObject({
        details: { fields: [{ field: 'absence.colleague', code }] },
      })
      expect((await rules.readAbsence(person)).absence.isOn).toBe(false)
    })

    it('leave the script of another program as it is, run it too, and give its place back', async () => {
      const own = 'require "fileinto";\n# mine\nfileinto "x";'
      await session.write('mine', own)
      await session.activate('mine')
      expect(await save()).toMatchObject({ isInForce: true, otherScript: 'mine' })
      expect((await session.read('curbcut')).text).toContain('include :personal :optional "mine";')
      await save({ insideText: 'Still away' })
      expect((await session.read('curbcut')).text).toContain('include :personal :optional "mine";')
      expect(await save({ isOn: false })).toMatchObject({ isInForce: false, otherScript: 'mine' })
      expect(await listed()).toEqual(['curbcut', 'curbcut-rules', 'mine runs'])
      expect((await session.read('mine')).text).toBe(own)
      expect((await rules.readAbsence(person)).absence).toEqual({ ...someAbsence, isOn: false })
    })

    it('say when another program has put its script in their place, and take that beside them', async () => {
      await save()
      await session.write('theirs', 'keep;')
      await session.activate('theirs')
      expect(await rules.readAbsence(person)).toMatchObject({
        ...{ isInForce: false, isChangedElsewhere: false, otherScript: 'theirs', absence: { isOn: true } },
      })
      expect(await save()).toMatchObject({ isInForce: true, otherScript: 'theirs' })
    })

    it.each(['curbcut', 'curbcut-rules'])(
      'say when another program changed %s, and keep a copy of that',
      async (which) => {
        await save()
        const changed = `${(await session.read(which)).text}keep;\r\n`
        await session.write(which, changed)
        expect(await rules.readAbsence(person)).toMatchObject({ isChangedElsewhere: true })
        expect((await session.read(which)).text).toBe(changed)
        expect(await save()).toMatchObject({ isChangedElsewhere: false, isInForce: true })
        const copies = (await session.list()).filter((script) => script.name.startsWith(`${which}-changed-`))
        expect(await Promise.all(copies.map(async (copy) => (await session.read(copy.name)).text))).toEqual([changed])
      },
    )

    it('are not saved over what was changed after they were read', async () => {
      const { version } = await rules.readAbsence(person)
      await save({ insideText: 'from another page' })
      expect(await failure(rules.saveAbsence(person, someAbsence, version))).toBe('rules-changed')
      expect((await rules.readAbsence(person)).absence.insideText).toBe('from another page')
    })

    it.each([
      ['answers', 'require "vacation";\nif true { vacation "Away"; }'],
      ['rejects', 'require "reject";\nreject "No";'],
      ['includes one that does', 'require "include";\ninclude :personal "inner";'],
    ])('cannot be turned on beside a script that %s', async (_what, source) => {
      await session.write('inner', 'require "vacation";\nvacation "Away";')
      await session.write('mine', source)
      await session.activate('mine')
      const { otherAnswers, version } = await rules.readAbsence(person)
      expect(otherAnswers).toBe(true)
      expect(await failure(rules.saveAbsence(person, someAbsence, version))).toBe('not-allowed')
      expect(await listed()).toEqual(['inner', 'mine runs'])
      expect((await rules.saveAbsence(person, { ...someAbsence, isOn: false }, version)).absence.isOn).toBe(false)
    })

    it('know an address that was added since', async () => {
      await save()
      known = [...addresses, 'd.halevi@example.gov']
      expect(await rules.readAbsence(person)).toMatchObject({ isInForce: true, isChangedElsewhere: false })
      expect((await session.read('curbcut-rules')).text).toContain('"d.halevi@example.gov"')
    })

    it('remove old copies of what another program changed, and nothing else', async () => {
      const old = '20200101000000'
      const recent = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
      const stay = [`curbcut-changed-${recent}`, `mine-changed-${old}`, `curbcut-changed-${old}-2`]
      const gone = [`curbcut-changed-${old}`, `curbcut-rules-changed-${old}`]
      for (const each of [...stay, ...gone]) await session.write(each, 'keep;')
      await save()
      expect(await listed()).toEqual(['curbcut runs', 'curbcut-rules', ...stay].sort())
      await session.write(`curbcut-changed-${old}`, 'keep;')
      await session.activate(`curbcut-changed-${old}`)
      expect(await save()).toMatchObject({ isInForce: true, otherScript: `curbcut-changed-${old}` })
      await save()
      expect(await listed()).toContain(`curbcut-changed-${old}`)
    })

    it('say what the server said where it refuses, and leave all as it was', async () => {
      await session.write('mine', 'keep;')
      await session.activate('mine')
      const { version } = await rules.readAbsence(person)
      const long = { ...someAbsence, insideText: 'x'.repeat(300_000) }
      expect(await failure(rules.saveAbsence(person, long, version))).toBe('rules-refused')
      expect(await listed()).toEqual(['mine runs'])
    })

    it('leave running what ran where the server fails before it is told to run them', async () => {
      await session.write('mine', 'keep;')
      await session.activate('mine')
      const failing: SieveScripts = {
        async open(who) {
          const opened = await scripts.open(who)
          opened.activate = () => Promise.reject(new Problem('mail-server-unavailable'))
          return opened
        },
      }
      const { version } = await rules.readAbsence(person)
      expect(await failure(rulesOn(failing).saveAbsence(person, someAbsence, version))).toBe('mail-server-unavailable')
      expect(await listed()).toContain('mine runs')
      expect(await rules.readAbsence(person)).toMatchObject({ isInForce: false, absence: someAbsence })
      expect(await save()).toMatchObject({ isInForce: true })
    })
  })
}
