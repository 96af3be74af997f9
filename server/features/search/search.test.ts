import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SearchWindow } from '#contract/search.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('Searching over HTTP', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  const search = (query: Record<string, unknown>) => browser.openSearch({ includeBody: false, words: [], ...query })

  it('streams what is found as it is found, and says when it is done', async () => {
    fillInbox(app, ['Bridge', 'Fence', 'Old bridge'])
    const stream = await search({ words: ['bridge'] })
    await stream.ended
    expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
    const [started, hits] = stream.events
    const { searchId } = await stream.next('done')
    expect(started).toEqual({ type: 'started', searchId, total: 3 })
    const items = hits?.type === 'hits' ? hits.items : []
    expect(items.map(({ subject, match }) => [subject, match?.hit])).toEqual([
      ['Old bridge', 'bridge'],
      ['Bridge', 'Bridge'],
    ])
    expect(await stream.next('progress', ({ searched }) => searched === 3)).toMatchObject({ total: 3, found: 2 })
  })

  it('streams 500 rows and only counts the rest, which is read in stretches', async () => {
    fillInbox(
      app,
      Array.from({ length: 620 }, (_, index) => `Note ${index}`),
    )
    const stream = await search({ words: ['note'] })
    await stream.ended
    const lots = stream.events.flatMap((event) => (event.type === 'hits' ? [event.items] : []))
    expect([lots.flat().length, Math.max(...lots.map((items) => items.length))]).toEqual([500, 50])
    const { searchId, found } = await stream.next('done')
    expect(found).toBe(620)
    const path = `/api/searches/${searchId}/messages`
    const { json } = await browser.ask<SearchWindow>('GET', `${path}?offset=600&limit=50`)
    expect([json.total, json.items.length, json.items.at(-1)?.subject]).toEqual([620, 20, 'Note 0'])
  })

  it('finds only in the folder asked for', async () => {
    fillInbox(app, ['Note'])
    app.mailbox.folder('Archive').add({ ...emptyLetter(), subject: 'Note kept' })
    const folders = (await browser.ask<{ items: { id: string; role: string }[] }>('GET', '/api/folders')).json.items
    const folderId = folders.find(({ role }) => role === 'archive')?.id
    const stream = await search({ words: ['note'], folderId })
    expect((await stream.next('hits')).items.map(({ subject }) => subject)).toEqual(['Note kept'])
    const everywhere = await search({ words: ['note'] })
    expect((await everywhere.next('done')).found).toBe(2)
  })

  const refused: [string, Record<string, unknown>, string, string][] = [
    ['nothing at all', {}, 'words', 'missing'],
    ['an empty word', { words: [' '] }, 'words.0', 'missing'],
    ['10 kB of text', { words: ['a'.repeat(10_000)] }, 'words.0', 'too-long'],
    ['a hundred words', { words: Array.from({ length: 100 }, () => 'a') }, 'words', 'too-many'],
    ['a line break', { words: ['a\r\nb'] }, 'words.0', 'wrong-form'],
    ['a NUL', { subject: 'a\0b' }, 'subject', 'wrong-form'],
    ['half a character', { from: '\ud800' }, 'from', 'wrong-form'],
    ['a label that is none', { label: 'a b' }, 'label', 'wrong-form'],
    ['a label with a quote', { label: 'a"' }, 'label', 'wrong-form'],
    ['a size below zero', { largerThanBytes: -1 }, 'largerThanBytes', 'wrong-form'],
    ['a date that is none', { sinceMs: 'yesterday' }, 'sinceMs', 'wrong-form'],
    ['raw IMAP', { raw: 'UNSEEN' }, 'raw', 'unknown-field'],
  ]
  for (const [what, query, field, code] of refused) {
    it(`is refused, naming the field: ${what}`, async () => {
      const body = { includeBody: false, words: [], ...query }
      const { status, json } = await browser.problem('POST', '/api/search', { body })
      expect([status, json.type, json.fields]).toEqual([400, 'invalid-request', [{ field, code }]])
    })
  }

  it('takes unbalanced quotes as what they are', async () => {
    fillInbox(app, ['The "old bridge', 'The old bridge'])
    const stream = await search({ words: ['"old'] })
    expect((await stream.next('done')).found).toBe(1)
  })

  it('says when the folder or the result is not there', async () => {
    const body = { words: ['a'], includeBody: false, folderId: 'Tm93aGVyZQ' }
    expect((await browser.problem('POST', '/api/search', { body })).json.type).toBe('folder-gone')
    const answer = await browser.problem('GET', '/api/searches/never/messages')
    expect([answer.status, answer.json.type]).toEqual([404, 'search-gone'])
  })

  it('keeps one person’s results from every other', async () => {
    fillInbox(app, ['Note'])
    const stream = await search({ words: ['note'] })
    const { searchId } = await stream.next('done')
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await ben.problem('GET', `/api/searches/${searchId}/messages`)).json.type).toBe('search-gone')
  })

  it('ends with the session', async () => {
    fillInbox(app, ['Note'])
    const stream = await search({ words: ['note'], includeBody: true })
    await browser.ask('DELETE', '/api/session')
    await stream.ended
  })

  it('is over, and makes room for another, when the reader leaves', async () => {
    fillInbox(app, ['Note'])
    for (let count = 0; count < 6; count += 1) {
      const stream = await search({ words: ['note'], includeBody: true })
      stream.close()
      await stream.ended
      await expect
        .poll(async () => (await browser.problem('POST', '/api/search', { body: quick })).status, { timeout: 20_000 })
        .toBe(200)
    }
  })
  const quick = { words: ['note'], includeBody: false }
})
