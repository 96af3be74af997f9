import { describe, expect, it } from 'vitest'
import { areOneSlipApart, isLookAlike, senderNotices } from './sender-notices.ts'

const own = ['ada.lindqvist@example.gov']
const from = (name: string, address: string) => ({ from: [{ name, address }], replyTo: [] })
const kinds = (message: Parameters<typeof senderNotices>[0]) => senderNotices(message, own).map(({ kind }) => kind)

describe('senderNotices', () => {
  it('says nothing of an ordinary sender', () => {
    expect(kinds(from('Ann Lee', 'ann.lee@example.gov'))).toEqual([])
    expect(kinds(from('ann.lee@example.gov', 'ann.lee@example.gov'))).toEqual([])
    expect(kinds(from('News', 'news@mail.example.gov'))).toEqual([])
  })

  it('names a display name that holds another address', () => {
    expect(senderNotices(from('Payroll payroll@example.gov', 'x@evil.example'), own)).toEqual([
      { kind: 'name-shows-other-address', shown: 'payroll@example.gov', actual: 'x@evil.example' },
    ])
  })

  it('tells several, and no, senders', () => {
    expect(kinds({ from: [], replyTo: [] })).toEqual(['no-sender'])
    const two = { from: [...from('', 'a@a.example').from, ...from('', 'b@b.example').from], replyTo: [] }
    expect(kinds(two)).toEqual(['several-senders'])
  })

  it.each([
    'examp1e.gov',
    'exarnple.gov',
    'exampel.gov',
    'exаmple.gov',
    'example.gov.accounts.test',
    'example-gov.test',
    'exarnple.org',
    'xn--xample-2of.example',
  ])('takes %s for an imitation', (domain) =>
    expect(kinds(from('IT', `help@${domain}`))).toContain('look-alike-domain'),
  )

  it.each(['example.org', 'sample.gov', 'permits.example.gov', 'other.gov'])('takes %s for itself', (domain) => {
    expect(isLookAlike(domain, 'example.gov')).toBe(false)
  })

  it('shows how a domain with unusual letters is written', () => {
    expect(senderNotices(from('', 'a@gооgle.example'), own)).toContainEqual(
      expect.objectContaining({ kind: 'unusual-letters', encoded: expect.stringMatching(/^xn--/) as string }),
    )
  })

  it('tells a group in the place of a sender, with and without people', () => {
    const team = { name: 'Team', address: '' }
    const expected = [{ kind: 'group-sender', name: 'Team' }]
    expect(senderNotices({ from: [team], replyTo: [] }, own)).toEqual(expected)
    expect(senderNotices({ from: [team, ...from('', 'a@a.example').from], replyTo: [] }, own)).toEqual(expected)
  })

  it('tells signs that cannot be seen, and where they are', () => {
    const ann = from('A\u200bnn', 'ann@a.example')
    const where = (message: Parameters<typeof senderNotices>[0]) =>
      senderNotices(message, own).flatMap((notice) => (notice.kind === 'hidden-signs' ? [notice.where] : []))
    expect(where(ann)).toEqual(['name'])
    expect(where({ ...ann, subject: 'Invoice \u202efdp' })).toEqual(['both'])
    expect(where({ ...from('Ann', 'ann@a.example'), subject: 'Invoice \u202efdp' })).toEqual(['subject'])
    expect(where({ ...from('Ann', 'an\u2060n@a.example'), subject: 'Invoice' })).toEqual(['name'])
  })

  it('says when answers go to another site', () => {
    const message = { ...from('Boss', 'boss@example.gov'), replyTo: [{ name: '', address: 'boss@mail.evil.example' }] }
    expect(kinds(message)).toEqual(['answers-go-elsewhere'])
  })
})

describe('areOneSlipApart', () => {
  it.each([
    ['abc', 'abd', true],
    ['abc', 'ab', true],
    ['abc', 'acb', true],
    ['abc', 'abc', false],
    ['abc', 'xyz', false],
  ])('%s and %s: %s', (one, other, expected) => expect(areOneSlipApart(one, other)).toBe(expected))
})
