import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Absence } from '#contract/absence.ts'
import type { WeeklyHours } from '#contract/absence-times.ts'
import { ManageSieveScripts } from '#server/mail/sieve/manage-sieve-scripts.ts'
import { SieveRules } from '#server/mail/sieve/rules/sieve-rules.ts'
import { imaginedLetters } from '#server/mail/sieve/rules/absence-preview.ts'
import type { ScriptSession } from '#server/mail/sieve-port.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { letDaysPass } from '#server/mail/testing/let-days-pass.ts'
import { personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { submit } from '#platform/testing/mail.ts'

const minuteMs = 60_000

describe('An out of office on Dovecot and Postfix', () => {
  const platform = realPlatform()
  const { name, address } = personOf(platform, 'emi')
  const alias = 'emi@example.gov'
  const person = { user: 'emi', name, addresses: [address, alias] }
  const scripts = new ManageSieveScripts({
    ...{ host: platform.host, port: platform.ports.manageSieve, caFile: platform.caFile, startTls: false },
  })
  const identity = tokenIdentity(platform, 'emi')
  const services = {
    ...{ scripts, identityOf: () => identity, domain: null },
    addressesOf: (who: typeof person) => Promise.resolve(who.addresses),
  }
  const rules = new SieveRules(services, forwardingPolicy)
  let session: ScriptSession
  let ben: Awaited<ReturnType<typeof rawImap>>

  beforeAll(async () => {
    ben = await rawImap(platform, 'ben')
    await ben.mailboxOpen('INBOX')
  })
  afterAll(() => ben.logout())
  const clear = async () => {
    await session.activate(null)
    for (const script of await session.list()) await session.remove(script.name)
  }
  beforeEach(async () => {
    session = await scripts.open(identity)
    await clear()
  })
  afterEach(async () => {
    await clear()
    await session.close()
  })

  const away: Absence = {
    ...{ isOn: true, startsAtMs: null, endsAtMs: null, weekly: null, colleague: null, daysBetween: 7 },
    ...{ insideText: 'Ask Ben. ${x} "." Grüße', outside: 'other', outsideText: 'We are closed.\n.\nSorry.' },
  }
  const turnOn = async (changes: Partial<Absence> = {}) => {
    const { version } = await rules.readAbsence(person)
    return rules.saveAbsence(person, { ...away, ...changes }, version)
  }
  const unique = (what: string) => `${what}-${crypto.randomUUID().slice(0, 8)}`
  const letter = (from: string, subject: string, headers: string[] = [], to = address) =>
    [`From: <${from}>`, `To: <${to}>`, `Subject: ${subject}`, `Message-ID: <${crypto.randomUUID()}@x.example>`]
      .concat(headers, '', 'Hello.', '')
      .join('\r\n')
  const deliver = (from: string, subject: string, headers: string[] = [], to = address) =>
    platform.deliver(letter(from, subject, headers, to), to)

  /** What has been answered outside to messages with this subject. */
  const answersOutside = (subject: string) =>
    readdirSync(platform.outsideDirectory)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readFileSync(join(platform.outsideDirectory, file), 'utf8'))
      .filter((text) => text.includes(`Subject: Auto: ${subject}`))
  const answered = (subject: string) => expect.poll(() => answersOutside(subject).length, { timeout: 20_000 }).toBe(1)
  /** Answers leave in their order: once a later one is there, an earlier one would be. */
  const afterAnOther = async () => {
    const subject = unique('after')
    await turnOn()
    await deliver(`${subject}@outside.example`, subject)
    await answered(subject)
  }
  const inbox = async (subject: string) => {
    const emi = await rawImap(platform, 'emi')
    await emi.mailboxOpen('INBOX')
    const found = await emi.search({ header: { subject } })
    await emi.logout()
    return found === false ? 0 : (found?.length ?? 0)
  }

  it('answers each person outside once, with the text for outside, whichever address they wrote to', async () => {
    await turnOn()
    const [first, second, toAlias] = [unique('first'), unique('second'), unique('alias')]
    await deliver(`${first}@outside.example`, first)
    await deliver(`${first}@outside.example`, second)
    await deliver(`${toAlias}@outside.example`, toAlias, [], alias)
    await answered(first)
    await answered(toAlias)
    expect(answersOutside(second)).toEqual([])
    const [answer = ''] = answersOutside(first)
    expect(answer).toContain(`X-Original-To: ${first}@outside.example`)
    expect(answer).toContain('Auto-Submitted: auto-replied')
    expect(answer).toContain('\r\n\r\nWe are closed.\r\n.\r\nSorry.')
    expect(await inbox(first)).toBe(1)
  })

  it('answers people inside with the text for inside', async () => {
    await turnOn()
    const subject = unique('inside')
    await submit(platform, 'ben', { from: personOf(platform, 'ben').address, to: address, subject })
    const find = async () => {
      await ben.noop()
      const uids = await ben.search({ header: { subject: `Auto: ${subject}` } }, { uid: true })
      return uids === false ? [] : (uids ?? [])
    }
    await expect.poll(async () => (await find()).length, { timeout: 20_000 }).toBe(1)
    const found = await ben.fetchOne(String((await find())[0]), { source: true }, { uid: true })
    const text = found === false ? '' : (found.source?.toString() ?? '')
    expect(text).toMatch(/Ask Ben\. \$\{x\} "\." Gr/)
    expect(text).not.toContain('We are closed')
  })

  it.each([
    ['a list', ['List-Id: <news.outside.example>'], ''],
    ['bulk mail', ['Precedence: bulk'], ''],
    ['another answer', ['Auto-Submitted: auto-replied'], ''],
    ['spam', ['X-Spam-Flag: YES'], ''],
    ['a sender that reads nothing', [], 'no-reply-'],
    ['what comes back as undeliverable', ['Return-Path: <>'], ''],
    ['whoever manages a list', [], 'owner-'],
  ])('does not answer %s, which arrives', async (_what, headers, prefix) => {
    await turnOn()
    const subject = unique('quiet')
    await deliver(`${prefix}${subject}@outside.example`, subject, headers)
    await afterAnOther()
    expect(answersOutside(subject)).toEqual([])
    expect(await inbox(subject)).toBe(1)
  })

  it.each<[string, (now: number) => Partial<Absence>]>([
    ['before it begins', (now) => ({ startsAtMs: now + 5 * minuteMs, endsAtMs: now + 9 * minuteMs })],
    ['after its end', (now) => ({ startsAtMs: now - 9 * minuteMs, endsAtMs: now - 1_000 })],
    ['outside, where nobody outside is answered', () => ({ outside: 'none' })],
    ['while it is off', () => ({ isOn: false })],
  ])('does not answer %s', async (_what, changes) => {
    await turnOn(changes(Date.now()))
    const subject = unique('not')
    await deliver(`${subject}@outside.example`, subject)
    await afterAnOther()
    expect(answersOutside(subject)).toEqual([])
  })

  it('answers from its beginning to its end', async () => {
    await turnOn({ startsAtMs: Date.now() - 1_000, endsAtMs: Date.now() + minuteMs, outside: 'same' })
    const subject = unique('during')
    await deliver(`${subject}@outside.example`, subject)
    await answered(subject)
    expect(answersOutside(subject)[0]).toContain('Ask Ben')
  })

  /** An hour of this moment, or the one after it, by the clock of a zone. */
  const hoursNear = (zone: string, laterMinutes: number): WeeklyHours => {
    const begins = new Date(Date.now() + (laterMinutes - 30) * minuteMs)
    const parts = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    } as const).formatToParts(begins)
    const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
    const fromMinute = Number(part('hour')) * 60 + Number(part('minute'))
    const weekdays = [['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part('weekday'))]
    return { zone, weekdays, fromMinute, untilMinute: (fromMinute + 60) % 1440 || 1440 }
  }

  it.each(['America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland'])(
    'answers within its hours of the week by the clock of %s, and not before them',
    async (zone) => {
      await turnOn({ weekly: hoursNear(zone, 0) })
      const within = unique('within')
      await deliver(`${within}@outside.example`, within)
      await answered(within)
      await turnOn({ weekly: hoursNear(zone, 120) })
      const before = unique('before')
      await deliver(`${before}@outside.example`, before)
      await afterAnOther()
      expect(answersOutside(before)).toEqual([])
    },
  )

  const sentOn = (subject: string) =>
    readdirSync(platform.outsideDirectory)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readFileSync(join(platform.outsideDirectory, file), 'utf8'))
      .filter((text) => text.includes(`Subject: ${subject}`) && text.includes('colleague@outside.example'))

  it('sends copies to a colleague, also of mail that is not answered, but of no junk and not after its end', async () => {
    const colleague = 'colleague@outside.example'
    await turnOn({ colleague, endsAtMs: Date.now() - 1_000 })
    const [ended, junk, list, first] = [unique('ended'), unique('junk'), unique('list'), unique('person')]
    await deliver(`${ended}@outside.example`, ended)
    await turnOn({ colleague, endsAtMs: Date.now() + 60 * minuteMs })
    await deliver(`${junk}@outside.example`, junk, ['X-Spam-Flag: YES'])
    await deliver(`${list}@outside.example`, list, ['List-Id: <news.outside.example>'])
    await deliver(`${first}@outside.example`, first)
    await answered(first)
    await expect.poll(() => [sentOn(list).length, sentOn(first).length], { timeout: 20_000 }).toEqual([1, 1])
    expect([...sentOn(ended), ...sentOn(junk), ...answersOutside(list)]).toEqual([])
    expect([await inbox(first), await inbox(list), await inbox(junk), await inbox(ended)]).toEqual([1, 1, 1, 1])
  })

  it.each(['same', 'other', 'none'] as const)(
    'answers exactly those the preview says: outside gets %s',
    async (outside) => {
      const shown = await rules.previewAbsence(person, { ...away, outside }, 'owner-of-it@outside.example')
      const around = { addresses: person.addresses, insideDomains: ['example.gov'] }
      await turnOn({ outside })
      const letters = imaginedLetters(around, 'owner-of-it@outside.example', Date.now())
      const asked = letters.flatMap(([writer, { sender, fields }], index) => {
        const row = shown.rows[index]
        // Inside mail would have to be read by who is inside; that it is answered is seen above.
        if (sender.endsWith('@example.gov') || !row) return []
        const subject = unique(writer)
        const headers = Object.entries(fields).filter(([name]) => name !== 'from' && name !== 'to')
        const lines = headers.map(([name, value]) => `${name}: ${value}`)
        const [local = ''] = sender.split('@')
        const from = local === 'somebody' ? `${subject}@outside.example` : `${local}@${subject}.outside.example`
        return [{ subject, lines, from, to: fields['to'] ?? '', isAnswered: row.answer !== null, writer }]
      })
      for (const { subject, lines, from, to } of asked)
        await platform.deliver(letter(from, subject, lines, to), address)
      await afterAnOther()
      const said = asked.map(({ writer, isAnswered }) => [writer, isAnswered])
      expect(asked.map(({ writer, subject }) => [writer, answersOutside(subject).length > 0])).toEqual(said)
      expect(said).toContainEqual(['outside', outside !== 'none'])
    },
  )

  it('lets the script the person had run as well, before, during and after', async () => {
    await session.write('mine', 'require ["fileinto", "mailbox"];\r\nfileinto :create "Sorted"; stop;')
    await session.activate('mine')
    for (const isOn of [true, false]) {
      const { otherScript } = await turnOn({ isOn })
      expect(otherScript).toBe('mine')
      const subject = unique('sorted')
      await deliver(`${subject}@outside.example`, subject)
      if (isOn) await answered(subject)
      expect(await inbox(subject)).toBe(0)
    }
  })

  it('answers the same person again once the days between two answers have passed, and not before', async () => {
    await turnOn({ daysBetween: 3 })
    const [first, early, late] = [unique('first'), unique('early'), unique('late')]
    const from = `${first}@outside.example`
    await deliver(from, first)
    await answered(first)
    letDaysPass(platform, 'emi', 2)
    await deliver(from, early)
    letDaysPass(platform, 'emi', 2)
    await deliver(from, late)
    await answered(late)
    expect(answersOutside(early)).toEqual([])
  })

  it('answers whichever of two hundred addresses a message is to', async () => {
    const addresses = Array.from({ length: 200 }, (_, index) => `emi.alias-${index}@example.gov`)
    const { version } = await rules.readAbsence(person)
    const many = { ...person, addresses: [address, ...addresses] }
    await rules.saveAbsence(many, away, version)
    const [last, nobodys] = [unique('last'), unique('nobodys')]
    await platform.deliver(letter(`${nobodys}@outside.example`, nobodys, [], 'emi.alias-200@example.gov'), address)
    await platform.deliver(letter(`${last}@outside.example`, last, [], 'emi.alias-199@example.gov'), address)
    await answered(last)
    expect(answersOutside(nobodys)).toEqual([])
  })
})
