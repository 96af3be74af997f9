import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Absence, AbsenceState } from '#contract/absence.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const away: Absence = {
  ...{ isOn: true, startsAtMs: 1_000, endsAtMs: 2_000, daysBetween: 7 },
  ...{ insideText: 'Away', outside: 'same', outsideText: '' },
}

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
    await save({ insideText: 'Confidential words' })
    expect(app.log.join('')).not.toContain('Confidential')
  })
})
