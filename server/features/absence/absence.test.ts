import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Absence, AbsenceState } from '#contract/absence.ts'
import type { AbsencePreview } from '#contract/absence-preview.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const away: Absence = {
  ...{ isOn: true, startsAtMs: 1_000, endsAtMs: 2_000, weekly: null, colleague: null, daysBetween: 7 },
  ...{ insideText: 'Away', outside: 'same', outsideText: '' },
}

const fridays = { weekdays: [5], fromMinute: 0, untilMinute: 1440, zone: 'Europe/Madrid' }

describe('An out of office', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp({}, { scripts: new MemorySieve() })
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const read = async (who = browser) => (await who.ask<AbsenceState>('GET', '/api/absence')).json
  const save = async (changes: object) =>
    browser.ask<AbsenceState & { fields: unknown }>('POST', '/api/absence', {
      body: { absence: { ...away, ...changes }, version: (await read()).version },
    })

  it('is kept with the mailbox, for every browser of the person, and for nobody else', async () => {
    expect((await save({ insideText: ' Away\r\nAsk Ben\r' })).json).toMatchObject({ isInForce: true })
    expect((await read(await app.signedIn())).absence).toEqual({ ...away, insideText: ' Away\nAsk Ben\n' })
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await read(ben)).absence.isOn).toBe(false)
  })

  it('answers mail to every address of the person, also those with a tag they added', async () => {
    const identity = { name: '', replyTo: '', signature: '', signatureDocument: null, place: 'above' }
    await browser.ask('POST', '/api/identities', { body: { ...identity, address: 'ada+lists@example.gov' } })
    const addresses = ['ada.lindqvist@example.gov', 'ada@example.gov', 'ada+lists@example.gov']
    expect(await read()).toMatchObject({ addresses, insideDomains: ['example.gov'] })
  })

  it.each([
    ['endsAtMs', 'wrong-form', { startsAtMs: 2_000, endsAtMs: 2_000 }],
    ['endsAtMs', 'wrong-form', { startsAtMs: 3_000 }],
    ['startsAtMs', 'wrong-form', { startsAtMs: -1 }],
    ['insideText', 'too-long', { insideText: 'x'.repeat(100_000) }],
    ['insideText', 'missing', { insideText: ' \n' }],
    ['insideText', 'wrong-form', { insideText: 'a\0b' }],
    ['outsideText', 'missing', { outside: 'other' }],
    ['outsideText', 'too-long', { outsideText: 'x'.repeat(10_001) }],
    ['outsideText', 'wrong-form', { outsideText: 'half \uD83D' }],
    ['outside', 'wrong-form', { outside: 'some' }],
    ['daysBetween', 'wrong-form', { daysBetween: 0 }],
    ['daysBetween', 'wrong-form', { daysBetween: 31 }],
    ['weekly.weekdays', 'wrong-form', { weekly: { ...fridays, weekdays: [] } }],
    ['weekly.weekdays', 'wrong-form', { weekly: { ...fridays, weekdays: [5, 5] } }],
    ['weekly.untilMinute', 'wrong-form', { weekly: { ...fridays, fromMinute: 60, untilMinute: 60 } }],
    ['weekly.fromMinute', 'wrong-form', { weekly: { ...fridays, fromMinute: -1 } }],
    ['weekly.zone', 'wrong-form', { weekly: { ...fridays, zone: 'Europe/Nowhere"; stop;' } }],
    ['colleague', 'wrong-form', { colleague: 'ben@example.gov"; stop;' }],
    ['colleague', 'own-address', { colleague: 'ADA@example.gov' }],
    ['colleague', 'outside', { colleague: 'ben@elsewhere.example' }],
  ])('is refused with the field: %s is %s', async (field, code, changes) => {
    const { status, json } = await save(changes)
    expect(status).toBe(400)
    expect(json.fields).toEqual([{ field: `absence.${field}`, code }])
    expect((await read()).absence.isOn).toBe(false)
  })

  it('may be left unfinished while it is off', async () => {
    expect((await save({ isOn: false, insideText: '', outside: 'other' })).status).toBe(200)
  })

  it('is not saved over what was changed elsewhere', async () => {
    const { version } = await read()
    await save({})
    const { status, json } = await browser.ask('POST', '/api/absence', { body: { absence: away, version } })
    expect([status, json]).toMatchObject([409, { type: 'rules-changed' }])
  })

  it('is kept out of the log', async () => {
    await save({ insideText: 'Confidential words', colleague: 'ben.okafor@example.gov' })
    expect(app.log.join('')).not.toMatch(/Confidential|okafor/)
    expect(app.log.join('')).toMatch(/"outcome":"while-away","count":1/)
  })

  describe('whose answers are looked at beforehand', () => {
    const look = async (changes: object, address: string | null = null, who = browser) =>
      who.ask<AbsencePreview>('POST', '/api/absence/preview', {
        body: { absence: { ...away, startsAtMs: null, endsAtMs: null, ...changes }, address },
      })
    const rowOf = async (changes: object, address: string) => (await look(changes, address)).json.rows[0]

    it('says it of each kind of writer, and saves nothing', async () => {
      const { rows } = (await look({ outside: 'none', colleague: 'ben.okafor@example.gov' })).json
      expect(rows.map(({ writer, answer, whyNot }) => [writer, answer ?? whyNot])).toEqual([
        ['inside', 'inside'],
        ['outside', 'not-inside'],
        ['again', 'again'],
        ['not-addressed', 'not-inside'],
        ['list', 'not-inside'],
        ['automatic', 'not-inside'],
        ['nobody-reads', 'nobody-reads'],
        ['junk', 'junk'],
      ])
      expect(rows.filter(({ isForwarded }) => !isForwarded).map(({ writer }) => writer)).toEqual(['junk'])
      expect((await read()).absence.isOn).toBe(false)
    })

    it('says it of an address', async () => {
      const other = { outside: 'other', outsideText: 'Closed' }
      expect(await rowOf(other, 'ben@EXAMPLE.gov')).toMatchObject({ writer: 'typed', answer: 'inside' })
      expect(await rowOf(other, 'kit@harbour.example')).toMatchObject({ answer: 'outside' })
      expect(await rowOf(other, 'ada@example.gov')).toMatchObject({ answer: null, whyNot: 'own' })
      expect(await rowOf(other, 'do-not-reply@harbour.example')).toMatchObject({ whyNot: 'nobody-reads' })
    })

    it('knows who is blocked', async () => {
      const { version } = (await browser.ask<{ version: string }>('GET', '/api/senders')).json
      const senders = { blocked: ['harbour.example'], allowed: [] }
      expect((await browser.ask('POST', '/api/senders', { body: { senders, version } })).status).toBe(200)
      expect(await rowOf({}, 'kit@harbour.example')).toMatchObject({ answer: null, whyNot: 'blocked' })
    })

    it('says when it answers first, and that it never does', async () => {
      const startsAtMs = Date.UTC(2100, 0, 1)
      expect((await look({ startsAtMs })).json.atMs).toBe(startsAtMs)
      expect((await look({ endsAtMs: 5_000 })).json).toEqual({ atMs: null, rows: [] })
    })

    it('is refused with the field, and to strangers', async () => {
      const { status, json } = await look({}, 'kit')
      expect([status, json]).toMatchObject([400, { fields: [{ field: 'address', code: 'wrong-form' }] }])
      expect((await look({}, null, app.browser())).status).toBe(401)
    })
  })
})
