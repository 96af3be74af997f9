import { expect, it } from 'vitest'
import { cardLines } from './card-lines.ts'
import { readContactCard } from './contact-card.ts'
import { mergeCards } from './merge-cards.ts'

const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
const one = card(
  'UID:1',
  'FN:Nora Vik',
  'N:Vik;Nora;;;',
  'EMAIL:nora@a.example',
  'item1.URL:https://a.example',
  'NOTE:One',
)

it('leaves the first as it is, and adds what only the others say', () => {
  const two = card(
    ...['UID:2', 'FN:Nora Vik', 'EMAIL;TYPE=HOME:NORA@a.example', 'EMAIL:nora@b.example', 'TEL:+47 555 01'],
    ...['item1.TEL:1', 'item1.X-ABLABEL:Boat', 'X-PET:a cat\\, grey', 'CATEGORIES:Board', 'NICKNAME:boss', 'NOTE:Two'],
  )
  const merged = mergeCards([one, two, card('FN:Nora Vik', 'TEL:+475 5501', 'CATEGORIES:Friends,Board')])
  const lines = cardLines(merged)
  for (const line of cardLines(one).filter((each) => !each.startsWith('NOTE'))) expect(lines).toContain(line)
  expect(lines).toEqual(expect.arrayContaining(['X-PET:a cat\\, grey', 'm1-item1.TEL:1', 'm1-item1.X-ABLABEL:Boat']))
  const { fields, uid } = readContactCard(merged)
  expect(uid).toBe('1')
  expect(fields.addresses.map(({ address }) => address)).toEqual(['nora@a.example', 'nora@b.example'])
  expect(fields.telephones.map(({ number }) => number)).toEqual(['+47 555 01', '1'])
  expect(fields).toMatchObject({ nickname: 'boss', groups: ['Board', 'Friends'], note: 'One\nTwo' })
})

it('puts into the note what there may be one of only', () => {
  const merged = mergeCards([card('FN:Nora Vik', 'BDAY:1990-01-02'), card('FN:N. Vik', 'BDAY:1990-01-03')])
  const { fields } = readContactCard(merged)
  expect(fields.name).toBe('Nora Vik')
  expect(fields.note).toBe('FN: N. Vik\nBDAY: 1990-01-03')
  expect(merged.match(/^BDAY/gm)).toHaveLength(1)
})

it('gives back one card alone as it is', () => {
  expect(mergeCards([one])).toBe(one)
})
