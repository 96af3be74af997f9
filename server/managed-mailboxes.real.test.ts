import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Absence, AbsenceState } from '#contract/absence.ts'
import type { AbsencePreview } from '#contract/absence-preview.ts'
import type { Activity } from '#contract/activity.ts'
import type { ManagedMailbox } from '#contract/managed-mailboxes.ts'
import type { Sharing } from '#contract/sharing.ts'
import { setRights } from '#platform/dovecot/sharing.ts'
import { connectImap } from '#platform/dovecot/connect.ts'
import { personOf, rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

const dayMs = 24 * 60 * 60_000

/** Carmen is away and Dov stands in for her; Ada administers the permit desk, where Ben works and Emi reads. */
describe('What the mail server does by itself in the mailbox of another', () => {
  const platform = realPlatform()
  const [carmen, dov] = [personOf(platform, 'carmen'), personOf(platform, 'dov')]
  let app: RealApp
  let owner: TestBrowser
  let delegate: TestBrowser
  let ada: TestBrowser
  let ben: TestBrowser
  let nowMs = Date.now()

  beforeAll(async () => {
    app = await startRealApp(platform, () => nowMs)
    ;[owner, delegate] = [await app.signedIn('carmen'), await app.signedIn('dov')]
    ;[ada, ben] = [await app.signedIn('ada'), await app.signedIn('ben')]
  })
  afterAll(() => app.stop())
  afterEach(async () => {
    nowMs = Date.now()
    for (const [browser, mailbox] of [
      [owner, undefined],
      [ada, 'permits'],
    ] as const) {
      const { absence, version } = (await read(browser, mailbox)).json
      if (absence.isOn) await save(browser, mailbox, { ...absence, isOn: false }, version)
    }
    for (const { id } of (await owner.ask<Sharing>('GET', '/api/sharing')).json.items)
      await owner.ask('DELETE', `/api/sharing/${id}`)
  })

  const share = (changes = {}) =>
    owner.ask<Sharing>('POST', '/api/sharing', {
      body: {
        ...{ address: dov.address, level: 'see', writes: 'none', manages: 'absence', folderIds: null },
        ...{ startsAtMs: null, endsAtMs: null, purpose: '', ...changes },
      },
    })
  const to = (mailbox: string | undefined) => (mailbox === undefined ? {} : { mailbox })
  const read = (browser: TestBrowser, mailbox?: string) =>
    browser.ask<AbsenceState>('GET', `/api/absence${mailbox === undefined ? '' : `?mailbox=${mailbox}`}`)
  const save = (browser: TestBrowser, mailbox: string | undefined, absence: Absence, version: string) =>
    browser.ask<AbsenceState>('POST', '/api/absence', { body: { absence, version, ...to(mailbox) } })
  const managed = async (browser: TestBrowser) =>
    (await browser.ask<{ items: ManagedMailbox[] }>('GET', '/api/managed-mailboxes')).json.items
  const away: Absence = {
    ...{ isOn: true, startsAtMs: null, endsAtMs: null, weekly: null, colleague: null, daysBetween: 7 },
    ...{ insideText: 'Ask Dov.', outside: 'same', outsideText: '' },
  }
  /** Saved upon what is there now. */
  const set = async (browser: TestBrowser, mailbox: string | undefined, changes: Partial<Absence> = {}) =>
    save(browser, mailbox, { ...away, ...changes }, (await read(browser, mailbox)).json.version)
  const refusal = async (answer: Promise<{ status: number; json: unknown }>) => {
    const { status, json } = await answer
    const { type, fields } = json as { type?: string; fields?: { field: string; code: string }[] }
    return [status, fields?.[0] ?? type]
  }

  const unique = (what: string) => `${what}-${crypto.randomUUID().slice(0, 8)}`
  const deliver = (subject: string, address: string) =>
    platform.deliver(
      [`From: <${subject}@outside.example>`, `To: <${address}>`, `Subject: ${subject}`]
        .concat(`Message-ID: <${crypto.randomUUID()}@x.example>`, '', 'Hello.', '')
        .join('\r\n'),
      address,
    )
  const answersTo = (subject: string) =>
    readdirSync(platform.outsideDirectory)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readFileSync(join(platform.outsideDirectory, file), 'utf8'))
      .filter((text) => text.includes(`Subject: Auto: ${subject}`))
  const answered = (subject: string) => expect.poll(() => answersTo(subject).length, { timeout: 20_000 }).toBe(1)
  const inboxOf = async (uid: string, words: RegExp): Promise<string> => {
    const raw = await rawImap(platform, uid)
    try {
      await raw.mailboxOpen('INBOX')
      const sources: string[] = []
      for await (const { source } of raw.fetch('1:*', { source: true })) sources.push(source?.toString() ?? '')
      return sources.findLast((source) => words.test(source)) ?? ''
    } finally {
      await raw.logout()
    }
  }

  it('is seen to by whom the owner lets, who answers in their place; the owner is told and finds it in the activity', async () => {
    expect((await share()).json.items[0]).toMatchObject({ manages: 'absence' })
    await expect
      .poll(() => managed(delegate), { timeout: 20_000 })
      .toEqual([{ mailbox: 'carmen', name: carmen.name, address: carmen.address, isRole: false, may: ['absence'] }])
    const { status, json } = await set(delegate, 'carmen')
    expect([status, json.isInForce, json.forwarding]).toEqual([200, true, null])
    expect(json.addresses).toContain(carmen.address)
    expect((await read(owner)).json.absence.insideText).toBe('Ask Dov.')
    expect((await read(delegate)).json.absence.isOn).toBe(false)
    expect(await refusal(delegate.ask('GET', '/api/activity?mailbox=carmen'))).toEqual([403, 'not-allowed'])
    const subject = unique('away')
    await deliver(subject, carmen.address)
    await answered(subject)
    expect(answersTo(subject)[0]).toContain('Ask Dov.')
    const letter = await inboxOf('carmen', /Subject: Your out of office was changed/)
    expect(letter).toMatch(new RegExp(`^From: .*${dov.address}`, 'm'))
    const { items } = (await owner.ask<Activity>('GET', '/api/activity?action=absence-changed')).json
    expect(items).toMatchObject([{ name: dov.name }])
    expect(app.log.filter((line) => line.includes('"managing"')).join()).not.toMatch(/carmen|dov\b|Ask/i)
  })

  it('is shown to colleagues as it is now, where the owner alone has said that it is shown', async () => {
    await share()
    const seenAway = async () => {
      const body = { addresses: [carmen.address] }
      return (await ben.ask<{ items: object[] }>('POST', '/api/people/away', { body })).json.items.length
    }
    const show = async (browser: TestBrowser, mailbox: string | undefined, isShown: boolean) => {
      const { absence, version } = (await read(browser, mailbox)).json
      const body = { absence, version, isShown, ...to(mailbox) }
      expect((await browser.ask('POST', '/api/absence', { body })).status).toBe(200)
    }
    await expect.poll(async () => (await set(delegate, 'carmen')).status, { timeout: 20_000 }).toBe(200)
    await show(delegate, 'carmen', true)
    expect([await seenAway(), (await read(delegate, 'carmen')).json.isShown]).toEqual([0, undefined])
    await show(owner, undefined, true)
    expect(await seenAway()).toBe(1)
    await set(delegate, 'carmen', { isOn: false })
    expect(await seenAway()).toBe(0)
    await set(delegate, 'carmen')
    expect(await seenAway()).toBe(1)
    await show(owner, undefined, false)
    expect(await seenAway()).toBe(0)
  })

  it('says beforehand who would get what', async () => {
    await share()
    const body = { absence: away, address: 'no-reply@outside.example', mailbox: 'carmen' }
    await expect
      .poll(async () => (await delegate.ask('POST', '/api/absence/preview', { body })).status, { timeout: 20_000 })
      .toBe(200)
    const { rows } = (await delegate.ask<AbsencePreview>('POST', '/api/absence/preview', { body })).json
    expect(rows[0]).toMatchObject({ writer: 'typed', answer: null, whyNot: 'nobody-reads' })
  })

  it('is refused to everybody else, for what there is as for what there is not', async () => {
    await share({ manages: 'none', level: 'full' })
    await expect.poll(() => managed(delegate), { timeout: 20_000 }).toEqual([])
    for (const [browser, mailbox] of [
      [delegate, 'carmen'],
      [ben, 'permits'],
      [ben, 'carmen'],
      [ben, 'nobody'],
      [ada, 'ada'],
    ] as const) {
      expect(await refusal(read(browser, mailbox))).toEqual([403, 'not-allowed'])
      expect(await refusal(save(browser, mailbox, away, 'x'))).toEqual([403, 'not-allowed'])
      const body = { absence: away, address: null, mailbox }
      expect(await refusal(browser.ask('POST', '/api/absence/preview', { body }))).toEqual([403, 'not-allowed'])
    }
    expect((await read(owner)).json.absence.isOn).toBe(false)
  })

  it('ends with the day, with the share, and with the access list, also under an open page', async () => {
    await share({ endsAtMs: nowMs + dayMs })
    await expect.poll(async () => (await read(delegate, 'carmen')).status, { timeout: 20_000 }).toBe(200)
    nowMs += dayMs
    expect(await refusal(read(delegate, 'carmen'))).toEqual([403, 'not-allowed'])
    nowMs -= dayMs
    // It may have been ended by itself meanwhile.
    await share()
    await expect.poll(async () => (await read(delegate, 'carmen')).status, { timeout: 20_000 }).toBe(200)
    const raw = await rawImap(platform, 'carmen')
    await setRights(raw, 'INBOX', 'dov', '').finally(() => raw.logout())
    expect(await refusal(read(delegate, 'carmen'))).toEqual([403, 'not-allowed'])
    await share()
    await expect.poll(async () => (await read(delegate, 'carmen')).status, { timeout: 20_000 }).toBe(200)
    const [{ id } = { id: '' }] = (await owner.ask<Sharing>('GET', '/api/sharing')).json.items
    await owner.ask('DELETE', `/api/sharing/${id}`)
    expect(await refusal(read(delegate, 'carmen'))).toEqual([403, 'not-allowed'])
  })

  it('never sends mail on: copies that the owner set go on as they are, or end', async () => {
    await share()
    const colleague = personOf(platform, 'emi').address
    await expect.poll(async () => (await read(delegate, 'carmen')).status, { timeout: 20_000 }).toBe(200)
    const ownerOnly = [400, { field: 'absence.colleague', code: 'owner-only' }]
    expect(await refusal(set(delegate, 'carmen', { colleague }))).toEqual(ownerOnly)
    expect(await refusal(set(delegate, 'carmen', { colleague, isOn: false }))).toEqual(ownerOnly)
    expect((await set(owner, undefined, { colleague, endsAtMs: nowMs + dayMs })).status).toBe(200)
    const kept = { colleague, endsAtMs: nowMs + dayMs, insideText: 'Better words' }
    expect(await refusal(set(delegate, 'carmen', { ...kept, endsAtMs: nowMs + 9 * dayMs }))).toEqual(ownerOnly)
    expect((await set(delegate, 'carmen', kept)).json.absence).toMatchObject(kept)
    expect((await set(delegate, 'carmen', { ...kept, isOn: false })).json.absence.colleague).toBe(colleague)
    expect(await refusal(set(delegate, 'carmen', kept))).toEqual(ownerOnly)
    expect((await set(delegate, 'carmen', { ...kept, colleague: null })).json.absence.colleague).toBeNull()
  })

  it('cannot be given to a group, nor without the inbox', async () => {
    const group = { address: 'planning@example.gov' }
    expect(await refusal(share(group))).toEqual([400, { field: 'manages', code: 'is-group' }])
    const folderIds = [Buffer.from('Archive').toString('base64url')]
    const raw = await rawImap(platform, 'carmen')
    await raw.status('Archive', { messages: true }).finally(() => raw.logout())
    expect(await refusal(share({ folderIds }))).toEqual([400, { field: 'manages', code: 'missing' }])
  })

  it('is for who administers the inbox of a role to see to, to which nobody signs in', async () => {
    expect(await managed(ada)).toMatchObject([{ mailbox: 'permits', name: 'Permit Desk', isRole: true }])
    expect(await managed(ben)).toEqual([])
    const { json } = await set(ada, 'permits', { insideText: 'The desk is closed.', endsAtMs: nowMs + dayMs })
    expect(json).toMatchObject({ isInForce: true, absence: { endsAtMs: nowMs + dayMs } })
    const subject = unique('desk')
    await deliver(subject, 'building-permits@example.gov')
    await answered(subject)
    expect(answersTo(subject)[0]).toContain('The desk is closed.')
    expect((await read(ada)).json.absence.isOn).toBe(false)
    const log = '/api/activity?action=absence-changed&mailbox=permits'
    expect((await ada.ask<Activity>('GET', log)).json.items[0]).toMatchObject({ name: personOf(platform, 'ada').name })
    expect((await ada.ask('GET', '/api/activity/table?mailbox=permits')).text).toContain('absence-changed')
    expect(await refusal(ben.ask('GET', log))).toEqual([403, 'not-allowed'])
    expect(await refusal(ben.ask('GET', '/api/activity/table?mailbox=permits'))).toEqual([403, 'not-allowed'])
    const permits = await connectImap(platform, 'permits')
    try {
      await setRights(permits, 'INBOX', 'ada', 'lrwstipekx')
      expect(await refusal(read(ada, 'permits'))).toEqual([403, 'not-allowed'])
      expect(await refusal(save(ada, 'permits', away, json.version))).toEqual([403, 'not-allowed'])
    } finally {
      await setRights(permits, 'INBOX', 'ada', 'lrwstipekxa')
      await permits.logout()
    }
  })
})
