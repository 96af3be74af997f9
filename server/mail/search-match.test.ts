import { describe, expect, it } from 'vitest'
import type { Summary } from './mail-account.ts'
import { holds, matchInHeaders, matchInText, wordsOfHtml } from './search-match.ts'

const summary: Summary = {
  reference: { folder: 'INBOX', validity: '1', uid: 1 },
  from: [{ name: 'Ben Okafor', address: 'ben@example.gov' }],
  to: [{ name: 'Ada Lindqvist', address: 'ada@example.gov' }],
  subject: 'The café by the İstanbul bridge',
  preview: '',
  receivedAtMs: 0,
  sizeBytes: 0,
  flags: [],
  labels: [],
  hasAttachment: false,
}
const query = (...words: string[]) => ({ words, includeBody: true })

describe('What was found', () => {
  it('is shown as it is written, whatever the case and accents of the words', () => {
    expect(matchInHeaders(query('CAFE'), summary)).toEqual({
      where: 'subject',
      before: 'The ',
      hit: 'café',
      after: ' by the İstanbul bridge',
    })
    expect(matchInHeaders(query('istanbul'), summary)?.hit).toBe('İstanbul')
    expect(matchInText(query('strasse'), 'Die Straße')).toMatchObject({ where: 'text', hit: '' })
  })

  it('is shown where it stands first: subject, sender, recipients', () => {
    expect(matchInHeaders(query('okafor'), summary)).toMatchObject({ where: 'from', before: 'Ben ', hit: 'Okafor' })
    expect(matchInHeaders({ ...query(), to: 'ada@' }, summary)).toMatchObject({ where: 'to', hit: 'ada@' })
    expect(matchInHeaders(query('nowhere'), summary)).toBeNull()
  })

  it('comes with a short, single line round it', () => {
    const match = matchInText(query('needle'), `${'a '.repeat(500)}\r\n\u0007needle\n\n${'b '.repeat(500)}`)
    expect(match).toMatchObject({ where: 'text', hit: 'needle' })
    expect(match.before.length).toBeLessThanOrEqual(60)
    expect(match.before + match.after).not.toMatch(/\p{Cc}/u)
  })

  it('never ends in half a character', () => {
    const { before, after } = matchInText(query('x'), `${'💥'.repeat(40)}_x_${'💥'.repeat(40)}`)
    expect((before + after).isWellFormed()).toBe(true)
  })

  it('is found across characters that become several or none', () => {
    expect(holds('ﬁne', 'fine')).toBe(true)
    expect(holds('e\u0301tude', 'étude')).toBe(true)
    expect(holds('étude', 'tudes')).toBe(false)
  })

  it('is shown of HTML without its tags', () => {
    expect(wordsOfHtml('<style>a{}</style><p>Fish &amp; <b>chips</b>&#33;</p><').replace(/\s+/g, ' ').trim()).toBe(
      'Fish & chips !',
    )
  })
})
