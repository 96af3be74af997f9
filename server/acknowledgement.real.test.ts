import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Acknowledgement } from '#contract/acknowledgement.ts'
import { ManageSieveScripts } from '#server/mail/sieve/manage-sieve-scripts.ts'
import { SieveAcknowledgement } from '#server/mail/sieve/rules/sieve-acknowledgement.ts'
import { SieveRules } from '#server/mail/sieve/rules/sieve-rules.ts'
import type { ScriptSession } from '#server/mail/sieve-port.ts'
import { forwardingPolicy } from '#server/mail/testing/forwarding-policy.ts'
import { letDaysPass } from '#server/mail/testing/let-days-pass.ts'
import { realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { someAbsence } from '#server/mail/testing/rules-suite.ts'

describe('An acknowledgement on Dovecot and Postfix', () => {
  const platform = realPlatform()
  const desk = 'permits@example.gov'
  const alias = 'building-permits@example.gov'
  const person = { user: 'permits', name: 'Permit Desk', addresses: [desk, alias] }
  const { host, ports, caFile } = platform
  const scripts = new ManageSieveScripts({ host, port: ports.manageSieve, caFile, startTls: false })
  const services = {
    ...{ scripts, identityOf: () => tokenIdentity(platform, 'permits'), domain: null },
    addressesOf: () => Promise.resolve(person.addresses),
  }
  const rules = new SieveAcknowledgement(services)
  const absences = new SieveRules(services, forwardingPolicy)
  let session: ScriptSession
  const clear = async () => {
    await session.activate(null)
    for (const { name } of await session.list()) await session.remove(name)
  }
  const turnOn = async (changes: Partial<Acknowledgement> = {}) => {
    const wanted = { isOn: true, text: 'Your request has reached the permit desk.', daysBetween: 7, ...changes }
    return rules.saveAcknowledgement(person, wanted, (await rules.readAcknowledgement(person)).version)
  }
  beforeEach(async () => {
    session = await scripts.open(tokenIdentity(platform, 'permits'))
    await clear()
    expect(await turnOn()).toMatchObject({ isInForce: true, addresses: [desk, alias] })
  })
  afterEach(async () => {
    await clear()
    await session.close()
  })

  const somebody = () => `${crypto.randomUUID().slice(0, 8)}@applicants.example`
  const deliver = (from: string, headers: string[] = [], returnPath = from) =>
    platform.deliver(
      [`Return-Path: <${returnPath}>`, `From: <${from}>`, ...headers]
        .concat(headers.some((line) => line.startsWith('To:')) ? [] : `To: <${desk}>`)
        .concat(`Subject: About ${from}`, `Message-ID: <${crypto.randomUUID()}@x.example>`, '', 'May I build?', '')
        .join('\r\n'),
      desk,
    )
  const answersTo = (address: string) =>
    readdirSync(platform.outsideDirectory)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readFileSync(join(platform.outsideDirectory, file), 'utf8'))
      .filter((text) => text.includes(`X-Original-To: ${address}`))
  const isAnswered = (address: string) => expect.poll(() => answersTo(address).length, { timeout: 20_000 }).toBe(1)
  /** What leaves goes in its order: once this one is out, an earlier one would be. */
  const afterAnOther = async (headers: string[] = []) => {
    const other = somebody()
    await deliver(other, headers)
    await isAnswered(other)
    return other
  }

  it('answers each sender once, whatever address they wrote to and though its words have changed', async () => {
    const sender = somebody()
    await deliver(sender)
    await isAnswered(sender)
    await deliver(sender, [`To: <${alias}>`])
    await turnOn({ text: 'Other words now.' })
    await deliver(sender)
    const second = await afterAnOther([`To: <${alias}>`])
    const [answer = '', ...more] = answersTo(sender)
    expect(more).toEqual([])
    expect(answer).toMatch(/^Auto-Submitted: auto-replied/m)
    expect(answer).toContain('Your request has reached the permit desk.')
    expect(answersTo(second)[0]).toContain('Other words now.')
  })

  it('answers a sender again once the days have passed, and not before', async () => {
    const sender = somebody()
    await deliver(sender)
    await isAnswered(sender)
    letDaysPass(platform, 'permits', 6)
    await deliver(sender)
    await afterAnOther()
    expect(answersTo(sender)).toHaveLength(1)
    letDaysPass(platform, 'permits', 2)
    await deliver(sender)
    await expect.poll(() => answersTo(sender).length, { timeout: 20_000 }).toBe(2)
  })

  it.each([
    ['lists', ['List-Id: <news.applicants.example>']],
    ['bulk mail', ['Precedence: bulk']],
    ['automatic answers', ['Auto-Submitted: auto-replied']],
    ['junk', ['X-Spam-Flag: YES']],
    ['mail that is not addressed to it', ['To: <somebody@applicants.example>']],
  ])('never answers %s', async (_what, headers) => {
    const sender = somebody()
    await deliver(sender, headers)
    await afterAnOther()
    expect(answersTo(sender)).toEqual([])
  })

  it('never answers bounces, nor whoever reads nothing', async () => {
    const sender = somebody()
    const machine = `no-reply-${somebody()}`
    await deliver(sender, [], '')
    await deliver(machine)
    await afterAnOther()
    expect([...answersTo(sender), ...answersTo(machine)]).toEqual([])
  })

  it('lets an out of office answer in its place, and goes on when that is off', async () => {
    const away = { ...someAbsence, outside: 'same' as const, insideText: 'The desk is closed.' }
    const saveAbsence = async (isOn: boolean) =>
      absences.saveAbsence(person, { ...away, isOn }, (await absences.readAbsence(person)).version)
    await saveAbsence(true)
    const during = somebody()
    await deliver(during)
    await deliver(during)
    await isAnswered(during)
    await saveAbsence(false)
    const after = await afterAnOther()
    expect(answersTo(during)).toHaveLength(1)
    expect(answersTo(during)[0]).toContain('The desk is closed.')
    expect(answersTo(after)[0]).toContain('Your request has reached')
  })

  it('is silent once it is off', async () => {
    await turnOn({ isOn: false })
    const sender = somebody()
    await deliver(sender)
    await turnOn()
    await afterAnOther()
    expect(answersTo(sender)).toEqual([])
  })

  it('cannot be on beside rules from elsewhere that answer themselves', async () => {
    await clear()
    await session.write('mine', 'require ["vacation"];\r\nvacation "Mine";')
    await session.activate('mine')
    expect((await rules.readAcknowledgement(person)).otherAnswers).toBe(true)
    await expect(turnOn()).rejects.toMatchObject({ type: 'not-allowed' })
  })
})
