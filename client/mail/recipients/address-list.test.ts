import { describe, expect, it } from 'vitest'
import { faultOf, readAddressList } from './address-list.ts'
import { suggestAddress } from './address-suggestion.ts'

const read = (text: string) =>
  readAddressList(text).map(({ name, address }) => (name ? `${name} <${address}>` : address))

describe('readAddressList', () => {
  it.each([
    ['Ann Lee <ann@a.example>; bob@b.example', ['Ann Lee <ann@a.example>', 'bob@b.example']],
    ['"Lee, Ann" <ann@a.example>, Bob <bob@b.example>', ['Lee, Ann <ann@a.example>', 'Bob <bob@b.example>']],
    [
      'Lee, Ann <ann@a.example>; Reyes, Bob <bob@b.example>',
      ['Lee, Ann <ann@a.example>', 'Reyes, Bob <bob@b.example>'],
    ],
    ['a@a.example\nb@b.example\r\n\r\nc@c.example', ['a@a.example', 'b@b.example', 'c@c.example']],
    ['a@a.example b@b.example', ['a@a.example', 'b@b.example']],
    ['Team: a@a.example, b@b.example;', ['a@a.example', 'b@b.example']],
    ['ann@a.example (Ann Lee)', ['Ann Lee <ann@a.example>']],
    ['mailto:ann@a.example', ['ann@a.example']],
    ['"Ann \\"A\\" Lee" <ann@a.example>', ['Ann "A" Lee <ann@a.example>']],
    [' , ;; ', []],
    ['用户@例え.jp', ['用户@例え.jp']],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected))

  it('keeps what it cannot read, with the fault', () => {
    expect(readAddressList('ann; bob@; c d@e.example')).toMatchObject([
      { address: 'ann', fault: 'no-at' },
      { address: 'bob@', fault: 'no-domain' },
      { address: 'c d@e.example', fault: 'unknown-form' },
    ])
  })

  it('lets no line break into a name', () => {
    expect(readAddressList('"Ann\r\nBcc: x@y.example" <ann@a.example>')[0]?.name).toBe('Ann Bcc: x@y.example')
  })
})

describe('faultOf', () => {
  it('accepts a domain without a dot only where it is the own one', () => {
    expect(faultOf('ann@agency')).toBe('no-domain')
    expect(faultOf('ann@agency', ['agency'])).toBeNull()
    expect(faultOf('ann@agency..gov')).toBe('no-domain')
  })
})

describe('suggestAddress', () => {
  const known = ['example.gov', 'partner.example']
  it.each([
    ['ann', 'ann@example.gov'],
    ['ann@example', 'ann@example.gov'],
    ['ann@partner', 'ann@partner.example'],
    ['ann@gmial.com', 'ann@gmail.com'],
    ['ann@example,gov', 'ann@example.gov'],
    ['ann lee@example.gov', 'annlee@example.gov'],
    ['ann@exmple.gov', 'ann@example.gov'],
    ['ann@example.gov', null],
    ['ann@unrelated.test', null],
    ['@', null],
  ])('%s → %s', (written, expected) => expect(suggestAddress(written, known)).toBe(expected))
})
