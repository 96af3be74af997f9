import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AbsenceState } from '#contract/absence.ts'
import type { Activity } from '#contract/activity.ts'
import type { FolderList } from '#contract/folders.ts'
import type { Sharing, UnseenShares } from '#contract/sharing.ts'
import { personOf, rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { setRights } from '#platform/dovecot/sharing.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

const dayMs = 24 * 60 * 60_000

/** Grace is of the service desk; Ines is away, Hana is let in. */
describe('Acting for somebody who is away', () => {
  const platform = realPlatform()
  const address = (uid: string) => personOf(platform, uid).address
  let app: RealApp
  let grace: TestBrowser
  let ines: TestBrowser
  let hana: TestBrowser
  let nowMs = Date.now()

  beforeAll(async () => {
    app = await startRealApp(platform, () => nowMs)
    grace = await app.signedIn('grace')
    ines = await app.signedIn('ines')
    hana = await app.signedIn('hana')
  })
  afterAll(() => app.stop())
  afterEach(async () => {
    nowMs = Date.now()
    const { absence, version } = await absent()
    if (absence.isOn)
      await ines.ask('POST', '/api/absence', { body: { absence: { ...absence, isOn: false }, version } })
    for (const { id } of (await ines.ask<Sharing>('GET', '/api/sharing')).json.items)
      await ines.ask('DELETE', `/api/sharing/${id}`)
  })

  const absent = async () => (await ines.ask<AbsenceState>('GET', '/api/absence')).json
  const body = (changes = {}) => ({
    ...{ address: address('ines'), act: 'answer', text: 'Ask Hana.', delegate: null, level: 'mark' },
    ...{ endsAtMs: nowMs + 7 * dayMs, reason: 'Fell ill on Monday', ...changes },
  })
  const act = (changes = {}, browser = grace) =>
    browser.ask<{ name: string; isTold: boolean }>('POST', '/api/hand-over', { body: body(changes) })
  const refused = async (changes = {}, browser = grace) => {
    const { status, json } = await browser.problem('POST', '/api/hand-over', { body: body(changes) })
    return [status, json.fields?.[0] ?? json.type]
  }
  const share = (changes = {}) => ({ act: 'share', text: '', delegate: address('hana'), ...changes })
  async function told(words: RegExp): Promise<string> {
    const raw = await rawImap(platform, 'ines')
    try {
      await raw.mailboxOpen('INBOX')
      const sources: string[] = []
      for await (const { source } of raw.fetch('1:*', { source: true })) sources.push(source?.toString() ?? '')
      return sources.findLast((source) => words.test(source)) ?? ''
    } finally {
      await raw.logout()
    }
  }
  const seesInes = async () =>
    (await hana.ask<FolderList>('GET', '/api/folders')).json.items.some(({ owner }) => owner?.startsWith('Inês'))

  it('turns on their out of office until a day, tells them who and why, and notes it', async () => {
    expect((await act()).json).toEqual({ name: personOf(platform, 'ines').name, isTold: true })
    expect(await absent()).toMatchObject({
      isInForce: true,
      absence: { isOn: true, insideText: 'Ask Hana.', endsAtMs: nowMs + 7 * dayMs },
    })
    const letter = await told(/Out of office turned on/)
    expect(letter).toMatch(new RegExp(`^From: .*${address('grace')}`, 'm'))
    expect(letter).toContain('Fell ill on Monday')
    await expect
      .poll(async () => (await ines.ask<Activity>('GET', '/api/activity?action=answered-for')).json.items, {
        timeout: 20_000,
      })
      .toMatchObject([{ name: personOf(platform, 'grace').name }])
    expect(app.log.filter((line) => line.includes('"hand-over"')).join()).not.toMatch(/\b(ines|grace|ill)\b/i)
  })

  it('lets a colleague in until a day, who is out again when it has come, with nobody signed in', async () => {
    await act(share())
    await expect.poll(seesInes, { timeout: 20_000 }).toBe(true)
    const { items } = (await ines.ask<Sharing>('GET', '/api/sharing')).json
    expect(items).toMatchObject([
      {
        address: address('hana'),
        level: 'mark',
        writes: 'none',
        purpose: 'Fell ill on Monday',
        endsAtMs: nowMs + 7 * dayMs,
      },
    ])
    expect(await told(/Your mailbox was shared for you/)).toContain(address('hana'))
    const unseen = async () => (await ines.ask<UnseenShares>('GET', '/api/sharing/unseen')).json.items
    const id = items[0]?.id ?? ''
    const [helper, delegate] = [personOf(platform, 'grace').name, personOf(platform, 'hana').name]
    expect(await unseen()).toEqual([{ id, name: delegate, givenBy: helper }])
    const { json } = await ines.ask<Sharing>('POST', '/api/sharing/seen', { body: { shareIds: [id] } })
    expect(json.items).toMatchObject([{ givenBy: helper, isNew: false }])
    expect(await unseen()).toEqual([])
    nowMs += 7 * dayMs
    await app.app.sharingClock.check()
    const raw = await rawImap(platform, 'hana')
    try {
      await expect(raw.mailboxOpen('Other Users/ines')).rejects.toThrow()
    } finally {
      await raw.logout()
    }
  })

  it('replaces nothing that the person arranged', async () => {
    const { absence, version } = await absent()
    const own = { ...absence, isOn: true, insideText: 'My own words' }
    await ines.ask('POST', '/api/absence', { body: { absence: own, version } })
    expect(await refused()).toEqual([400, { field: 'address', code: 'twice' }])
    expect((await absent()).absence.insideText).toBe('My own words')
    const raw = await rawImap(platform, 'ines')
    try {
      await setRights(raw, 'INBOX', 'hana', 'lr')
      expect(await refused(share({ level: 'full' }))).toEqual([400, { field: 'delegate', code: 'twice' }])
    } finally {
      await raw.logout()
    }
  })

  it('is nobody’s who is not in the group, whoever they name', async () => {
    expect((await hana.ask<{ isOffered: boolean }>('GET', '/api/hand-over')).json.isOffered).toBe(false)
    expect((await grace.ask<{ isOffered: boolean }>('GET', '/api/hand-over')).json.isOffered).toBe(true)
    for (const named of [address('ines'), 'nobody@example.gov', address('hana')])
      expect(await refused({ address: named }, hana)).toEqual([403, 'not-allowed'])
    expect((await absent()).absence.isOn).toBe(false)
  })

  it.each([
    ['nobody the directory knows', { address: 'nobody@example.gov' }, 'address', 'unknown-person'],
    ['a group', { address: 'all-staff@example.gov' }, 'address', 'is-group'],
    ['oneself', { address: 'grace@example.gov' }, 'address', 'own-address'],
    [
      'the absent person let into their own mailbox',
      share({ delegate: 'ines@example.gov' }),
      'delegate',
      'own-address',
    ],
    ['a group let in', share({ delegate: 'planning@example.gov' }), 'delegate', 'is-group'],
    ['nobody let in', share({ delegate: null }), 'delegate', 'missing'],
    ['no words', { text: '  ' }, 'text', 'missing'],
    ['no reason', { reason: ' ' }, 'reason', 'missing'],
    ['a day that has passed', { endsAtMs: 1 }, 'endsAtMs', 'too-early'],
    ['a day too far away', { endsAtMs: Date.now() + 100 * dayMs }, 'endsAtMs', 'too-long'],
  ])('refuses %s, and names the field', async (_what, changes, field, code) => {
    expect(await refused(changes)).toEqual([400, { field, code }])
    expect((await absent()).absence.isOn).toBe(false)
  })
})
