import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Filter, FiltersState, FilterTrial } from '#contract/filters.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { MemorySieve } from '#server/mail/testing/memory-sieve.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const folderId = Buffer.from('INBOX').toString('base64url')
const about = (value: string) => [{ on: 'subject', how: 'contains', value } as const]
const filterOf = (value: string, changes: Partial<Filter>): Filter => ({
  ...{ name: value, isOn: true, needs: 'all', stops: false, conditions: about(value), actions: [] },
  ...changes,
})
const reply = { do: 'reply' as const, text: 'Thank you.' }

describe('Trying out a filter that answers', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp({}, { scripts: new MemorySieve() })
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const put = (subject: string, ...fields: string[]) => {
    const head = ['From: Kit <kit@x.example>', 'To: ada.lindqvist@example.gov', `Subject: ${subject}`, ...fields]
    app.mailbox.folder('INBOX').add({ ...emptyLetter(), subject, source: [...head, '', 'Hello.', ''].join('\r\n') })
  }
  const version = async () => (await browser.ask<FiltersState>('GET', '/api/filters')).json.version
  const save = async (path: string, body: object) =>
    expect((await browser.ask('POST', path, { body: { ...body, version: await version() } })).status).toBe(200)
  /** By their subjects. */
  const silent = async (more: object): Promise<Record<string, string>> => {
    const body = { filter: { needs: 'all', conditions: about('ramp') }, folderId, offset: 0, ...more }
    const { json } = await browser.ask<FilterTrial>('POST', '/api/filters/try', { body })
    const subjects = new Map(json.caught.map(({ id, subject }) => [id, subject]))
    return Object.fromEntries(json.unanswered.map(({ id, why }) => [subjects.get(id) ?? '', why] as const))
  }

  it('says who gets no answer and why, and nothing of it where it does not answer', async () => {
    put('ramp')
    put('ramp news', 'List-Id: <news.x.example>')
    put('other news', 'List-Id: <news.x.example>')
    put('ramp report', 'Return-Path: <>')
    put('ramp junk', 'X-Spam-Flag: YES')
    put('ramp machine', 'Return-Path: <noreply@x.example>')
    put('ramp own', 'Return-Path: <ada.lindqvist@example.gov>')
    const expected = { 'ramp news': 'list', 'ramp report': 'automatic', 'ramp junk': 'junk' }
    expect(await silent({ answersAfter: 0 })).toEqual({
      ...expected,
      ...{ 'ramp machine': 'nobody-reads', 'ramp own': 'own' },
    })
    expect(await silent({})).toEqual({})
  })

  it('counts what answers or ends before it, and nothing that comes after it or is off', async () => {
    put('ramp one')
    put('ramp two')
    put('ramp three')
    put('ramp four')
    const filters = [
      filterOf('one', { actions: [reply] }),
      filterOf('two', { actions: [{ do: 'flag' }], stops: true }),
      filterOf('three', { actions: [reply], isOn: false }),
      filterOf('four', { actions: [reply] }),
    ]
    await save('/api/filters', { filters })
    expect(await silent({ answersAfter: 2 })).toEqual({ 'ramp one': 'answered', 'ramp two': 'ended' })
    expect(await silent({ answersAfter: 0 })).toEqual({})
  })

  it('knows who is blocked, and that an acknowledgement answers first', async () => {
    put('ramp')
    await save('/api/acknowledgement', { acknowledgement: { isOn: true, text: 'It has come.', daysBetween: 7 } })
    expect(await silent({ answersAfter: 0 })).toEqual({ ramp: 'answered' })
    await save('/api/senders', { senders: { blocked: ['x.example'], allowed: [] } })
    expect(await silent({ answersAfter: 0 })).toEqual({ ramp: 'blocked' })
  })
})
