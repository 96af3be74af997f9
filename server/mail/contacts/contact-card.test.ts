import { describe, expect, it } from 'vitest'
import { cardLines, splitCards } from './card-lines.ts'
import { changeCard, emptyFields, newCard, readContactCard } from './contact-card.ts'

const nora = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'PRODID:-//Other//Program 7//EN',
  'UID:nora-1',
  'FN:Nora Vik',
  'N:Vik;Nora;;Dr.;',
  'item1.EMAIL;type=INTERNET;type=WORK;type=pref:nora.vik@harbour.example',
  'item1.X-ABLabel:Harbour',
  'EMAIL;TYPE=HOME:nora@home.example',
  'TEL;TYPE=CELL,VOICE:+47 555 01',
  'X-UNKNOWN;X-PARAM="a:b;c":kept\\, as it is\\; with  spaces',
  'BDAY:1980-02-29',
  'CATEGORIES:Harbour board,Friends',
  `PHOTO;ENCODING=b;TYPE=JPEG:${'QUJD'.repeat(80)}`,
  'NOTE:Line one\\nline two',
  'END:VCARD',
]
const card = `${nora.join('\r\n')}\r\n`
const fields = readContactCard(card).fields
const without = (lines: readonly string[], ...starts: string[]) =>
  lines.filter((line) => !starts.some((start) => line.startsWith(start)))

describe('A card', () => {
  it('is read as people see it', () => {
    expect(readContactCard(card)).toEqual({
      uid: 'nora-1',
      isFavourite: false,
      members: null,
      fields: {
        ...emptyFields,
        name: 'Nora Vik',
        addresses: [
          { address: 'nora.vik@harbour.example', kind: 'work' },
          { address: 'nora@home.example', kind: 'home' },
        ],
        telephones: [{ number: '+47 555 01', kind: 'mobile' }],
        groups: ['Harbour board', 'Friends'],
        note: 'Line one\nline two',
      },
    })
  })

  it('is the same, line by line, when nothing is changed', () => {
    expect(cardLines(changeCard(card, fields))).toEqual(nora)
  })

  it('keeps every property that was not touched byte for byte, apart from folding', () => {
    const folded = card.replace('X-UNKNOWN;X-PARAM', 'X-UNKNOWN;X-PA\r\n RAM')
    const changed = changeCard(folded, { ...fields, title: 'Harbour master', groups: ['Friends'] })
    const lines = cardLines(changed)
    expect(without(lines, 'TITLE', 'CATEGORIES')).toEqual(without(nora, 'CATEGORIES'))
    expect(readContactCard(changed).fields).toEqual({ ...fields, title: 'Harbour master', groups: ['Friends'] })
    expect(changed.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  })

  it('loses with an address what belongs to it, and nothing else', () => {
    const changed = changeCard(card, { ...fields, addresses: [{ address: 'nora@home.example', kind: 'home' }] })
    expect(cardLines(changed)).toEqual(without(nora, 'item1.'))
  })

  it('shows a note whole, however long, so that changing it loses nothing', () => {
    const note = 'long '.repeat(20_000).trim()
    expect(readContactCard(newCard({ ...emptyFields, name: 'Ann', note })).fields.note).toBe(note)
  })

  it('keeps addresses beyond those people are shown', () => {
    const many = Array.from({ length: 30 }, (_, at) => `EMAIL:n${at}@example.org`)
    const long = [...nora.slice(0, -1), ...many, 'END:VCARD'].join('\r\n')
    const shown = readContactCard(long).fields
    const changed = changeCard(long, { ...shown, addresses: shown.addresses.slice(1) })
    expect(changed).toContain('n29@example.org')
    expect(changed).not.toContain('nora.vik@harbour.example')
  })

  it('is written with any text there is, and read again as the same', () => {
    const wild = {
      ...emptyFields,
      name: 'Zoë, "the; boss" \\ Nováková 🙂',
      nickname: 'boss, chief',
      organisation: 'Ä & B, C',
      note: `Two\nlines, and ${'a long one with ümlauts '.repeat(20).trim()}`,
      groups: ['A, B', 'C;D'],
      addresses: [{ address: 'zoë@exämple.org', kind: 'work' as const }],
      prefersPlainText: true,
      needsAccessible: true,
    }
    const read = readContactCard(newCard(wild)).fields
    expect(read).toEqual(wild)
    expect(
      newCard(wild)
        .split('\r\n')
        .every((line) => Buffer.byteLength(line) <= 75),
    ).toBe(true)
  })

  it('keeps wishes that are not known here beside those that are', () => {
    const card = ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Nora', 'X-CURBCUT-PREFERS:large-print', 'END:VCARD'].join('\r\n')
    const wishing = changeCard(card, { ...readContactCard(card).fields, needsAccessible: true })
    expect(wishing).toContain('X-CURBCUT-PREFERS:accessible,large-print\r\n')
    const again = changeCard(wishing, { ...readContactCard(wishing).fields, needsAccessible: false })
    expect(cardLines(again)).toEqual(cardLines(card))
  })

  it('is called after its address where there is no name', () => {
    const read = readContactCard(newCard({ ...emptyFields, addresses: [{ address: 'a@b.example', kind: 'other' }] }))
    expect(read.fields.name).toBe('a@b.example')
    expect(read.uid).toMatch(/^urn:uuid:/)
  })

  it('is read in version 2.1 with its own encoding, which is kept', () => {
    const old = [
      ...['BEGIN:VCARD', 'VERSION:2.1', 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Nov=C3=A1kov=C3=A1;Hana'],
      ...[
        'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Hana=',
        ' Nov=C3=A1kov=C3=A1',
        'EMAIL;INTERNET:hana@example.gov',
        'END:VCARD',
      ],
    ].join('\r\n')
    expect(readContactCard(old).fields.addresses).toEqual([{ address: 'hana@example.gov', kind: 'other' }])
    expect(changeCard(old, { ...readContactCard(old).fields, title: 'Engineer' })).toContain(
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Nov',
    )
  })

  it.each(['', 'no card', 'BEGIN:VCARD', 'BEGIN:VCARD\r\nEMAIL\r\n:::\r\nEND:VCARD', '\0'.repeat(50)])(
    'that is none is empty, and never a failure: %j',
    (text) => expect(readContactCard(text).fields).toEqual(emptyFields),
  )
})

describe('A file of cards', () => {
  it('is taken apart into its cards, whatever ends their lines and stands between them', () => {
    const file = `\uFEFF${card}\r\nsomething else\n${card.replaceAll('\r\n', '\n')}BEGIN:VCARD\r\nFN:Cut off`
    expect(splitCards(file).map((one) => readContactCard(one).fields.name)).toEqual(['Nora Vik', 'Nora Vik', 'Cut off'])
  })

  it('loses nobody where a card has no end', () => {
    const file = `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\n${card}BEGIN:VCARD\nFN:Bob\nEND:VCARD`
    expect(splitCards(file).map((one) => readContactCard(one).fields.name)).toEqual(['Ann', 'Nora Vik', 'Bob'])
  })
})
