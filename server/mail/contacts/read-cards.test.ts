import { describe, expect, it } from 'vitest'
import { readCards } from './read-cards.ts'

const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')

describe('A contact file', () => {
  it('says who somebody is and how to reach them', () => {
    const read = readCards(
      card(
        ...['VERSION:3.0', 'N:Sato;Emi;;;', 'FN:Emi Sato', 'ORG:City of Harbour;Bridges', 'TITLE:Engineer'],
        ...['item1.EMAIL;TYPE=INTERNET,WORK:emi@example.gov', 'TEL;TYPE=CELL:+46 70 123', 'TEL;TYPE=WORK,FAX:+46 8 1'],
        ...['ADR;TYPE=WORK:;;Pier 3;Harbour;;123 45;Sweden', 'URL:https://example.gov', 'NOTE:Two\\, lines\\nhere'],
        `PHOTO;ENCODING=b:${'A'.repeat(100_000)}`,
      ),
    )
    expect(read).toEqual({
      cards: [
        {
          name: 'Emi Sato',
          organisation: 'City of Harbour, Bridges',
          title: 'Engineer',
          mails: ['emi@example.gov'],
          telephones: [
            { number: '+46 70 123', kind: 'mobile' },
            { number: '+46 8 1', kind: 'fax' },
          ],
          address: 'Pier 3, Harbour, 123 45, Sweden',
          web: 'https://example.gov',
          note: 'Two, lines\nhere',
        },
      ],
      count: 1,
      cut: false,
    })
  })

  it('of version 4 has numbers and addresses as links', () => {
    const read = readCards(
      card('VERSION:4.0', 'FN:Ann', 'TEL;VALUE=uri;TYPE="voice,home":tel:+1-555', 'EMAIL:mailto:a@b.example'),
    )
    expect(read.cards[0]).toMatchObject({ mails: ['a@b.example'], telephones: [{ number: '+1-555' }] })
  })

  it('of version 2.1 has parameters without names, and letters encoded', () => {
    const read = readCards(
      card(
        'VERSION:2.1',
        'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=\r\n=F6rg',
        'TEL;CELL:0170',
        'EMAIL;INTERNET:j@x.example',
      ),
    )
    expect(read.cards[0]).toMatchObject({
      name: 'Jörg Müller',
      mails: ['j@x.example'],
      telephones: [{ number: '0170', kind: 'mobile' }],
    })
  })

  it.each([
    ['ten thousand cards', card('FN:Read').repeat(10_000), 1_000],
    ['addresses without end', card('FN:Read', ...Array.from({ length: 20_000 }, (_, n) => `EMAIL:a${n}@b`)), 1],
    ['no end', 'BEGIN:VCARD\nFN:Read', 1],
    ['a name of a megabyte', card(`FN:Read${' x'.repeat(500_000)}`), 1],
  ])('with %s is read as far as it goes, at once', (_name, text, count) => {
    const before = performance.now()
    const read = readCards(text)
    expect([read.cards[0]?.name.slice(0, 4), read.count, read.cut]).toEqual(['Read', count, true])
    expect(read.cards[0]?.mails.length).toBeLessThanOrEqual(10)
    expect(performance.now() - before).toBeLessThan(1_500)
  })

  it.each(['', '\0'.repeat(5_000), 'BEGIN:VCARD;;;', 'VERSION:2.1\nFN:x'])(
    'without a card is said to be cut: %#',
    (text) => {
      expect(readCards(text)).toEqual({ cards: [], count: 0, cut: true })
    },
  )
})
