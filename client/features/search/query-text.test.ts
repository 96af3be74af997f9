import { afterEach, describe, expect, it } from 'vitest'
import { setLocale } from '#client/i18n/i18n.ts'
import { emptyParts, pieceAt, type QueryParts, readQueryText, writeQueryText } from './query-text.ts'

afterEach(() => setLocale('en'))

const parts = (changes: Partial<QueryParts>): QueryParts => ({ ...emptyParts(), ...changes })
const read = (text: string) => readQueryText(text).parts
const faults = (text: string) => readQueryText(text).faults

describe('the text of a search', () => {
  it.each([
    ['permits', { words: ['permits'] }],
    ['  ramp   "town hall" ', { words: ['ramp', 'town hall'] }],
    ['from:ann to:"Ben Okafor" budget', { words: ['budget'], from: 'ann', to: 'Ben Okafor' }],
    ['FROM:Ann Has:Attachment is:unread is:flagged', { from: 'Ann', hasAttachment: true, unread: true, flagged: true }],
    ['from: ann subject: "site visit"', { from: 'ann', subject: 'site visit' }],
    [
      'in:Archive after:2026-01-02 before:"14 March 2026" label:urgent',
      { in: 'Archive', after: '2026-01-02', before: '14 March 2026', label: 'urgent' },
    ],
  ] satisfies [string, Partial<QueryParts>][])('reads %s', (text, expected) => {
    expect(readQueryText(text)).toEqual({ parts: parts(expected), faults: [] })
  })

  it.each([
    ['"town hall', { words: ['town hall'] }],
    ['permits"', { words: ['permits'] }],
    ['from:"ann', { from: 'ann' }],
    ['"', {}],
    ['""""" ramp', { words: ['ramp'] }],
  ] satisfies [string, Partial<QueryParts>][])('is not harmed by the quotation marks in %s', (text, expected) => {
    expect(readQueryText(text)).toEqual({ parts: parts(expected), faults: [] })
  })

  it('takes names it does not know for words', () => {
    expect(read('Re: https://example.gov 10:30').words).toEqual(['Re:', 'https://example.gov', '10:30'])
  })

  it('names the piece that is at fault', () => {
    expect(faults('from:')).toEqual([{ piece: 'from:', code: 'empty' }])
    expect(faults('from: subject:x')).toEqual([{ piece: 'from:', code: 'empty' }])
    expect(faults('from:ann from:ben')).toEqual([{ piece: 'from:', code: 'twice' }])
    expect(faults('has:wings permits')).toEqual([{ piece: 'has:wings', code: 'unknown' }])
  })

  it('is understood in Spanish, with and without accents, and still in English', async () => {
    await setLocale('es')
    const expected = parts({ from: 'ann', before: '2026-03-14', unread: true, hasAttachment: true })
    expect(read('de:ann antes:2026-03-14 es:no-leído tiene:adjunto')).toEqual(expected)
    expect(read('De:ann antes:2026-03-14 es:no-leido tiene:adjunto')).toEqual(expected)
    expect(read('from:ann before:2026-03-14 is:unread has:attachment')).toEqual(expected)
    expect(writeQueryText(expected)).toBe('de:ann antes:2026-03-14 tiene:adjunto es:no-leído')
  })

  it.each([
    'permits',
    'ramp "town hall"',
    '"from:ann" "is:unread"',
    'from:"Ann Lee" subject:budget in:"Budget, in Projects" after:2026-01-02 has:attachment is:unread is:flagged',
    '10:30 Re: 5"nail',
  ])('reads back the same from what it writes: %s', (text) => {
    expect(read(writeQueryText(read(text)))).toEqual(read(text))
  })

  it('takes 10 kB apart without harm', () => {
    const text = '"from:a in: " '.repeat(800)
    expect(readQueryText(text).parts.words.length).toBe(800)
  })
})

describe('the piece at the caret', () => {
  it('is the one it stands in or behind', () => {
    expect(pieceAt('ramp from:an', 12)).toEqual({ start: 5, end: 12, field: 'from', value: 'an' })
    expect(pieceAt('ramp from:an', 4)).toMatchObject({ start: 0, value: 'ramp', field: null })
    expect(pieceAt('in:"Town ha', 11)).toMatchObject({ field: 'in', value: 'Town ha' })
    expect(pieceAt('ramp  hall', 5)).toBeUndefined()
  })
})
