import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Absence, AbsenceState } from '#contract/absence.ts'
import type { KeptData } from '#contract/kept-data.ts'
import type { Person } from '#contract/people.ts'
import { Problem } from '#server/problem.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const nowMs = Date.UTC(2026, 0, 7, 12)
const dayMs = 24 * 3_600_000
const away: Absence = {
  ...{ isOn: true, startsAtMs: null, endsAtMs: nowMs + 5 * dayMs, weekly: null, colleague: null, daysBetween: 7 },
  ...{ insideText: 'A secret answer', outside: 'same', outsideText: '' },
}
const ada = 'ada.lindqvist@example.gov'

describe('That somebody is away', () => {
  let app: TestApp
  let browser: TestBrowser
  let ben: TestBrowser
  const start = async (shown?: 'never' | 'usual') => {
    const changes = shown ? { absence: { shown } } : {}
    app = await startTestApp(changes, { scripts: new MemorySieve(), now: () => nowMs })
    browser = await app.signedIn()
    ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
  }
  beforeEach(() => start())
  afterEach(() => app.stop())

  const state = async () => (await browser.ask<AbsenceState>('GET', '/api/absence')).json
  const save = async (changes: object, choice: { isShown?: boolean } = {}) =>
    browser.ask<AbsenceState>('POST', '/api/absence', {
      body: { absence: { ...away, ...changes }, version: (await state()).version, ...choice },
    })
  const ask = (who = ben, addresses: unknown = [ada, 'ben.okafor@example.gov', 'nobody@example.gov']) =>
    who.ask<{ items: unknown[] }>('POST', '/api/people/away', { body: { addresses } })
  const seen = async () => (await ask()).json.items
  const shown = { address: ada, name: 'Ada Lindqvist', untilMs: away.endsAtMs }

  it('is seen by colleagues where the person lets it be, beside recipients and in suggestions, without what is answered', async () => {
    await save({}, { isShown: true })
    expect(await seen()).toEqual([shown])
    const { json, text } = await ben.ask<{ items: Person[] }>('GET', '/api/people?query=ada')
    expect(json.items).toEqual([
      { name: 'Ada Lindqvist', address: ada, detail: '', kind: 'person', away: { untilMs: away.endsAtMs } },
    ])
    expect(text).not.toContain('secret')
  })

  it('is nobody’s business unless they choose so, and the choice stays for the next time', async () => {
    await save({})
    expect((await state()).isShown).toBe(false)
    expect(await seen()).toEqual([])
    await save({}, { isShown: true })
    await save({ isOn: false })
    expect(await seen()).toEqual([])
    await save({ endsAtMs: null })
    expect(await seen()).toEqual([{ ...shown, untilMs: null }])
    await save({}, { isShown: false })
    expect(await seen()).toEqual([])
  })

  it('is seen neither before it begins nor at hours when they are there', async () => {
    await save({ startsAtMs: nowMs + dayMs }, { isShown: true })
    expect(await seen()).toEqual([])
    const hours = { fromMinute: 0, untilMinute: 1440, zone: 'UTC' }
    await save({ weekly: { ...hours, weekdays: [5] } })
    expect(await seen()).toEqual([])
    await save({ weekly: { ...hours, weekdays: [3] } })
    expect(await seen()).toEqual([{ ...shown, untilMs: null }])
  })

  it('goes when what is kept about the person is erased', async () => {
    await save({}, { isShown: true })
    expect((await browser.ask<KeptData>('GET', '/api/kept-data')).json.notes).toBe(1)
    await browser.ask('POST', '/api/kept-data/erase', { body: { confirm: true } })
    expect(await seen()).toEqual([])
  })

  it('is shown as the operator says: of nobody, or of who does not choose otherwise', async () => {
    await app.stop()
    await start('never')
    await save({}, { isShown: true })
    expect([(await state()).isShown, await seen()]).toEqual([undefined, []])
    await app.stop()
    await start('usual')
    expect((await state()).isShown).toBe(true)
    await save({})
    expect(await seen()).toEqual([shown])
    await save({}, { isShown: false })
    expect([(await state()).isShown, await seen()]).toEqual([false, []])
  })

  it('is told to nobody who is not signed in, nor without a directory that answers, nor of endless lists', async () => {
    expect((await ask(app.browser())).status).toBe(401)
    expect(
      (
        await ask(
          ben,
          Array.from({ length: 51 }, () => ada),
        )
      ).status,
    ).toBe(400)
    app.directory.outage = new Problem('directory-unavailable')
    expect((await ask()).json).toMatchObject({ type: 'directory-unavailable' })
  })
})
